/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launchers in a small copy of the project, with a java and a mvn that tell what they do. */
final class LaunchScriptsTest {
    @TempDir Path directory;

    private Path project;
    private Path tools;

    /** What launchers find commands by; null: the tools, then what the machine has. */
    private String path;

    @BeforeEach
    void copyTheLaunchers() throws IOException {
        Path source = Path.of("").toAbsolutePath().getParent();
        project = directory.resolve("a clone");
        for (String name :
                new String[] {
                    "deploy/local/java-program",
                    "deploy/local/replay",
                    "deploy/local/start",
                    "testing/run"
                }) {
            Path target = project.resolve(name);
            Files.createDirectories(target.getParent());
            Files.copy(source.resolve(name), target);
        }
        for (String module : new String[] {"jobs", "testing"}) {
            Files.createDirectories(project.resolve(module).resolve("src/main"));
            Files.createDirectories(project.resolve(module).resolve("target"));
            Files.writeString(project.resolve(module).resolve("pom.xml"), "");
        }
        Files.writeString(project.resolve("pom.xml"), "");
        tools = Files.createDirectory(directory.resolve("tools"));
        java("17");
        tool("javac", "exit 1");
        // Builds both, as Maven does for the module that depends on the other.
        tool(
                "mvn",
                "echo BUILD; for m in jobs testing; do echo \"$PWD/pom.xml\" >$m/target/class-path;"
                        + " done");
    }

    @Test
    void buildsOnceAndRunsInTheDirectoryOfTheCaller() throws Exception {
        assertThat(run("deploy/local/replay", "a b", "--out", "c"))
                .contains("BUILD", "RUN in " + directory.toRealPath(), "<a b> <--out> <c>");
        assertThat(run("deploy/local/replay")).doesNotContain("BUILD").contains("RUN");
        // The same build serves both.
        assertThat(run("testing/run", "--list"))
                .doesNotContain("BUILD")
                .contains("io.shewhart.testing.Launcher> <--list>");
    }

    @Test
    void buildsAgainWhenASourceIsNewer() throws Exception {
        run("testing/run");
        Path changed = Files.writeString(project.resolve("jobs/src/main/A.java"), "");
        Files.setLastModifiedTime(changed, FileTime.from(Instant.now().plusSeconds(60)));
        assertThat(run("testing/run")).contains("BUILD");
    }

    @Test
    void buildsAgainWhenTheProjectWasMoved() throws Exception {
        run("deploy/local/replay");
        project = Files.move(project, directory.resolve("moved"));
        assertThat(run("deploy/local/replay")).contains("BUILD", "moved/jobs/target/classes");
        assertThat(run("deploy/local/replay")).doesNotContain("BUILD");
    }

    @Test
    void buildsAgainWhenALibraryIsGone() throws Exception {
        run("deploy/local/replay");
        Files.writeString(project.resolve("jobs/target/class-path"), "/nowhere/library.jar\n");
        assertThat(run("deploy/local/replay")).contains("BUILD");
    }

    @Test
    void runsThroughALink() throws Exception {
        Path link = directory.resolve("link");
        Files.createSymbolicLink(link, project.resolve("deploy/local/replay"));
        assertThat(launch(0, link.toString(), "x")).contains("RUN", "<x>");
    }

    @Test
    void aFailedBuildStartsNothing() throws Exception {
        tool("mvn", "echo broken source; exit 1");
        assertThat(launch(2, script("deploy/local/replay")))
                .contains("broken source", "The build failed")
                .doesNotContain("RUN");
    }

    @Test
    void aMissingOrOldJdkIsToldInOneSentence() throws Exception {
        for (String version : new String[] {"1.8", "11"}) {
            java(version);
            assertThat(launch(2, script("testing/run")))
                    .hasLineCount(1)
                    .contains("needs a JDK 17", "version " + version);
        }
        tool("java", "exit 127");
        assertThat(launch(2, script("deploy/local/replay")))
                .hasLineCount(1)
                .contains("needs a JDK 17", "no java that runs");
    }

    @Test
    void theStackRunsInTheDirectoryOfTheCallerWithItsOptions() throws Exception {
        assertThat(run("deploy/local/start", "--data", "a b", "--for", "30min"))
                .contains(
                        "RUN in " + directory.toRealPath(),
                        "<io.shewhart.testing.stack.LocalStack> <--data> <a b> <--for> <30min>");
    }

    @Test
    void whatIsMissingIsToldInOneSentence() throws Exception {
        Files.delete(tools.resolve("mvn"));
        Files.delete(tools.resolve("javac"));
        // A machine that has nothing but what the launchers themselves call.
        for (String name :
                new String[] {
                    "bash", "env", "dirname", "readlink", "sed", "find", "awk", "mktemp", "rm"
                }) {
            Path there = found(name);
            Files.createSymbolicLink(tools.resolve(name), there);
        }
        path = tools.toString();
        assertThat(launch(2, script("deploy/local/start"))).hasLineCount(1).contains("no mvn");
        tool("mvn", "#");
        assertThat(launch(2, script("deploy/local/start")))
                .hasLineCount(1)
                .contains("built with a JDK 17", "without a compiler");
    }

    @Test
    void theBuildSaysWhatItIsAtAndKeepsTheRestForItself() throws Exception {
        tool(
                "mvn",
                "echo '[INFO] Scanning'; echo '[WARNING] x'; echo '[INFO] Building Shewhart: jobs"
                        + " 0.1.0 [4/5]'; echo '[ERROR] that is wrong'; exit 1");
        assertThat(launch(2, script("deploy/local/start")))
                .contains("  jobs [4/5]", "[ERROR] that is wrong", "The build failed")
                .doesNotContain("Scanning", "[WARNING]");
    }

    private static Path found(String name) {
        return Stream.of(System.getenv("PATH").split(":", -1))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }

    private String run(String script, String... args) throws Exception {
        String[] command = new String[args.length + 1];
        command[0] = script(script);
        System.arraycopy(args, 0, command, 1, args.length);
        return launch(0, command);
    }

    private String script(String name) {
        return project.resolve(name).toString();
    }

    private String launch(int code, String... command) throws Exception {
        Path output = directory.resolve("output");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        builder.environment().remove("JAVA_HOME");
        if (path == null) {
            builder.environment().merge("PATH", tools + ":", (rest, first) -> first + rest);
        } else {
            builder.environment().put("PATH", path);
        }
        Process process = builder.start();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        String text = Files.readString(output);
        assertThat(process.exitValue()).as(text).isEqualTo(code);
        return text;
    }

    private void java(String version) throws IOException {
        tool(
                "java",
                "if [ \"$1\" = -XshowSettings:properties ]; then echo '   "
                        + " java.specification.version = "
                        + version
                        + "' >&2; exit; fi; echo \"RUN in $PWD:$(printf ' <%s>' \"$@\")\"");
    }

    private void tool(String name, String script) throws IOException {
        Path file = Files.writeString(tools.resolve(name), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
