/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.jobs.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A replay as its user sees it: arguments in, files, words and an exit code out. */
final class ReplayTest {
    private static final List<String> RESULTS =
            List.of(
                    "chart-points.jsonl",
                    "dead-letters.jsonl",
                    "episodes.jsonl",
                    "inferences.jsonl",
                    "late-spans.jsonl",
                    "summary.json",
                    "traces.jsonl",
                    "windows.jsonl");

    @TempDir Path directory;

    private final StringWriter console = new StringWriter();
    private final StringWriter errors = new StringWriter();
    private Path out;

    @BeforeEach
    void chooseAPathWithABlank() {
        out = directory.resolve("my results");
    }

    @Test
    void writesEveryCallOfTwoCapturesAndReplacesOlderResults() throws IOException {
        Files.createDirectory(out);
        for (String name : RESULTS) {
            Files.writeString(out.resolve(name), "old\n");
        }
        Files.writeString(out.resolve("notes.txt"), "mine");
        Path plain =
                Recording.plain(
                        directory.resolve("first half.jsonl"),
                        Recording.line(1, 1),
                        Recording.line(11, 2),
                        Recording.line("otlp_logs", 0, 3, "null"),
                        Recording.line("otlp_spans", 1, 4, "\"AAAA\""));
        Path gzip =
                Recording.gzip(
                        directory.resolve("second half.jsonl.gz"),
                        Recording.line(1, 80),
                        Recording.line("otlp_spans", 1, 81, "null"));

        assertThat(replay(plain.toString(), gzip.toString(), "--out", out.toString())).isZero();

        assertThat(lines("inferences.jsonl"))
                .hasSize(3)
                .allMatch(line -> line.contains("\"role\":\"ROLE_INFERENCE\""));
        assertThat(lines("dead-letters.jsonl"))
                .singleElement()
                .asString()
                .contains("\"partition\":1,\"offset\":\"4\"");
        assertThat(Files.readString(out.resolve("summary.json")))
                .containsPattern("\"inferences\" : \\{\\s+\"inference\" : 3\\s+}")
                .containsPattern("\"dead letters\" : \\{\\s+\"[a-z]+\" : 1\\s+}")
                .contains("\"skipped otlp_logs\" : 1")
                .doesNotContain("role_", "phase_", "reason_");
        assertThat(console.toString())
                .startsWith("Read 6 records from 2 captures, 2026-")
                .contains(
                        "Found 3 spans in 3 traces, and in these 3 model calls.",
                        "1 record could not be read whole",
                        "Results: " + out);
        // Nothing but results, here or where a quoted blank would lead.
        assertThat(out.resolve("notes.txt")).hasContent("mine");
        assertThat(names(out)).hasSize(RESULTS.size() + 1).containsAll(RESULTS);
        assertThat(names(directory))
                .containsExactlyInAnyOrder(
                        "first half.jsonl", "second half.jsonl.gz", "my results");
    }

    @Test
    void anEmptyCaptureGivesEmptyResults() throws IOException {
        Path empty = Files.createFile(directory.resolve("empty.jsonl"));
        assertThat(replay(empty.toString(), "--out", out.toString())).isZero();
        assertThat(names(out)).containsExactlyElementsOf(RESULTS);
        for (String name : RESULTS) {
            if (name.endsWith(".jsonl")) {
                assertThat(out.resolve(name)).isEmptyFile();
            }
        }
        assertThat(console.toString())
                .startsWith("Read 0 records from 1 capture.")
                .contains("Found no spans.", "No episodes.");
    }

    @Test
    void aCaptureOfLogsOnlyGivesEmptyResults() throws IOException {
        Path logs =
                Recording.gzip(
                        directory.resolve("logs.gz"), Recording.line("otlp_logs", 0, 1, "null"));
        assertThat(replay(logs.toString(), "--out", out.toString())).isZero();
        assertThat(names(out)).containsExactlyElementsOf(RESULTS);
        assertThat(console.toString())
                .contains("1 of them belong to other topics than input.topics");
    }

    @Test
    void withoutArgumentsItSaysHowItIsUsed() {
        assertThat(replay()).isEqualTo(2);
        assertThat(errors.toString()).contains("Usage: deploy/local/replay", "--out", "--config");
    }

    @Test
    void helpAndTheConfigurationAreNoMistakes() {
        assertThat(replay("--help")).isZero();
        assertThat(console.toString()).contains("Usage: deploy/local/replay");
        assertThat(replay("--print-config")).isZero();
        assertThat(console.toString()).contains("\nwindow.length: \"1min\"\n");
        assertThat(errors.toString()).isEmpty();
    }

    @Test
    void mistakesAreToldInOneSentence() throws IOException {
        Path capture = Recording.plain(directory.resolve("a.jsonl"), Recording.line(0, 1));
        String a = capture.toString();
        String to = out.toString();
        String missing = directory.resolve("missing.jsonl").toString();
        assertRefused(missing + ": no such file", missing, "--out", to);
        assertRefused(directory + ": a directory", directory.toString(), "--out", to);
        assertRefused("--out DIR is missing", a);
        assertRefused("Name at least one capture", "--out", to);
        assertRefused("--parallelism 0: allowed: 1 to 128", a, "--out", to, "--parallelism", "0");
        assertRefused("--parallelism", a, "--out", to, "--parallelism", "many");
        assertRefused("did you mean window.length?", a, "--out", to, "--set", "window.lenght=1s");
        assertRefused("no such file", a, "--out", to, "--config", missing);
        assertRefused(a + " is no directory", a, "--out", a);
        assertRefused(a + " is no directory", a, "--out", a + "/below");
        assertThat(out).doesNotExist();
    }

    @Test
    void aBrokenLineEndsTheReplayBeforeAnythingIsWritten() throws IOException {
        Path broken =
                Recording.plain(directory.resolve("a.jsonl"), Recording.line(0, 1), "{\"topic\":");
        assertRefused(
                broken + ", line 2: no Kafka record", broken.toString(), "--out", out.toString());
        assertThat(out).doesNotExist();
    }

    @Test
    void aDirectoryThatMayNotBeWrittenIsRefused() throws IOException {
        Files.createDirectory(out);
        Files.setPosixFilePermissions(out, PosixFilePermissions.fromString("r-xr-xr-x"));
        assumeFalse(Files.isWritable(out), "this user may write anywhere");
        Path capture = Recording.plain(directory.resolve("a.jsonl"), Recording.line(0, 1));
        assertRefused(out + " may not be written to", capture.toString(), "--out", out.toString());
    }

    @Test
    void aResultThatCannotBeReplacedLeavesTheOlderOnesAlone() throws IOException {
        Files.createDirectories(out.resolve("windows.jsonl"));
        Files.writeString(out.resolve("traces.jsonl"), "old");
        Path empty = Files.createFile(directory.resolve("empty.jsonl"));
        assertThat(replay(empty.toString(), "--out", out.toString())).isEqualTo(1);
        assertThat(errors.toString()).contains("windows.jsonl is a directory.");
        assertThat(out.resolve("traces.jsonl")).hasContent("old");
        assertThat(names(out)).containsExactly("traces.jsonl", "windows.jsonl");
    }

    @Test
    void aLinkToADirectoryIsADirectory() throws IOException {
        Path target = Files.createDirectory(directory.resolve("elsewhere"));
        Files.createSymbolicLink(out, target);
        Path empty = Files.createFile(directory.resolve("empty.jsonl"));
        assertThat(replay(empty.toString(), "--out", out.toString())).isZero();
        assertThat(names(target)).containsExactlyElementsOf(RESULTS);
    }

    private void assertRefused(String sentence, String... args) {
        errors.getBuffer().setLength(0);
        assertThat(replay(args)).isEqualTo(2);
        assertThat(errors.toString()).contains(sentence).doesNotContain("\tat ", "Exception");
        assertThat(console.toString()).isEmpty();
    }

    private int replay(String... args) {
        return new CommandLine(new Replay())
                .setOut(new PrintWriter(console, true))
                .setErr(new PrintWriter(errors, true))
                .execute(args);
    }

    private List<String> lines(String name) throws IOException {
        return Files.readAllLines(out.resolve(name));
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
