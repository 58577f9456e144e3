/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.cluster;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A Java process of its own; killed when it is closed and, at the latest, when this one ends. */
public final class JavaProcess implements AutoCloseable {
    /** Property that says from which level on a process logs. */
    public static final String LOG_LEVEL = "org.slf4j.simpleLogger.defaultLogLevel";

    /** What Flink's start scripts open for Java 17, as far as this job needs it. */
    private static final List<String> OPENED =
            List.of(
                    "--add-exports=java.base/sun.net.util=ALL-UNNAMED",
                    "--add-opens=java.base/java.lang=ALL-UNNAMED",
                    "--add-opens=java.base/java.net=ALL-UNNAMED",
                    "--add-opens=java.base/java.io=ALL-UNNAMED",
                    "--add-opens=java.base/java.nio=ALL-UNNAMED",
                    "--add-opens=java.base/java.time=ALL-UNNAMED",
                    "--add-opens=java.base/java.util=ALL-UNNAMED",
                    "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED");

    private static final Pattern COLLECTOR = Pattern.compile("-XX:\\+Use\\w+GC");

    private static final int LOOK_MILLIS = 200;

    private final String name;
    private final Process process;
    private final Path log;
    private final Thread hook;

    private JavaProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
        hook = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * Starts one.
     *
     * @param directory receives what it prints
     * @param options for the virtual machine, a garbage collector among them or else the serial
     *     one; then the main class and its arguments
     */
    public static JavaProcess start(
            String name, Path directory, String classPath, String... options) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(OPENED);
        if (Arrays.stream(options).noneMatch(COLLECTOR.asMatchPredicate())) {
            command.add("-XX:+UseSerialGC");
        }
        command.add("-D" + LOG_LEVEL + "=warn");
        command.add("-cp");
        command.add(classPath);
        command.addAll(Arrays.asList(options));
        Path log = directory.resolve(name + ".log");
        Process process =
                new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        return new JavaProcess(name, process, log);
    }

    /** The jars of this process's class path whose file names suit. */
    public static String classPath(Predicate<String> fileName) {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.endsWith(".jar"))
                .filter(entry -> fileName.test(Path.of(entry).getFileName().toString()))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Fails, with what it printed, when it has ended. */
    public void check() throws IOException {
        if (!process.isAlive()) {
            throw new IllegalStateException(
                    name + " ended with " + process.exitValue() + ":\n" + printed());
        }
    }

    /** Waits for its end, which must be a good one. */
    public void finish() throws IOException, InterruptedException {
        if (await() != 0) {
            check();
        }
    }

    /** Waits for its end and returns what it ended with. */
    public int await() throws InterruptedException {
        return process.waitFor();
    }

    /** Its id in the operating system. */
    public long id() {
        return process.pid();
    }

    /** Waits for its end, passes on what it prints meanwhile, and returns what it ended with. */
    public int await(PrintWriter out) throws IOException, InterruptedException {
        try (BufferedReader printed = Files.newBufferedReader(log)) {
            boolean ended;
            do {
                ended = process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                printed.transferTo(out);
                out.flush();
            } while (!ended);
        }
        return process.exitValue();
    }

    /** What it printed. */
    public String printed() throws IOException {
        return Files.readString(log);
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException(name + " cannot be killed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().removeShutdownHook(hook);
    }
}
