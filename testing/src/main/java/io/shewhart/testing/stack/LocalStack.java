/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.stack;

import io.shewhart.jobs.config.ConfigException;
import io.shewhart.testing.cluster.JavaProcess;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.LogManager;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;

/**
 * Entry point of {@code deploy/local/start}. Exit codes: 0 stopped as asked, 1 a part failed, 2 it
 * could not start.
 */
public final class LocalStack {
    private LocalStack() {}

    /** Runs until it is stopped, and exits. */
    public static void main(String[] args) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        LogManager.getLogManager().reset();
        // QuestDB and others have things to say when they start and stop.
        if (System.getProperty(JavaProcess.LOG_LEVEL, "off").equals("off")) {
            System.setOut(silent());
            System.setErr(silent());
        }
        System.exit(new CommandLine(new StackCommand()).setOut(out).setErr(err).execute(args));
    }

    private static PrintStream silent() {
        return new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    }

    /** Runs a stack until it is told to stop; returns the exit code. */
    static int run(StackOptions options, PrintWriter out, PrintWriter err, StopSignal stop)
            throws Exception {
        RunningStacks running = new RunningStacks(Path.of(System.getProperty("java.io.tmpdir")));
        Optional<String> obstacle = obstacle(options, running.find());
        if (obstacle.isPresent()) {
            err.println(obstacle.get());
            return 2;
        }
        Path temporary = running.create();
        try {
            // What libraries unpack and forget shall be gone as well; none has looked it up yet.
            System.setProperty(
                    "java.io.tmpdir", Files.createDirectories(temporary.resolve("tmp")).toString());
            Path data = options.data().orElse(temporary.resolve("data"));
            Files.createDirectories(data);
            running.note(
                    temporary,
                    "http://localhost:" + options.ports().page() + "/",
                    options.data().isPresent() ? data.toRealPath().toString() : "",
                    options.ports());
            try (FileChannel file =
                            FileChannel.open(
                                    data.resolve("lock"),
                                    StandardOpenOption.CREATE,
                                    StandardOpenOption.WRITE);
                    FileLock lock = lock(file)) {
                if (lock == null) {
                    err.println(
                            "Another process uses " + data + "; --data names another directory.");
                    return 2;
                }
                return run(options, new StackDirectories(data, temporary), out, err, stop);
            }
        } finally {
            RunningStacks.delete(temporary);
        }
    }

    private static FileLock lock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static int run(
            StackOptions options,
            StackDirectories directories,
            PrintWriter out,
            PrintWriter err,
            StopSignal stop)
            throws Exception {
        Terminal terminal = new Terminal(out);
        int code = 0;
        try (Stack stack = new Stack(options, directories, terminal, stop)) {
            stack.start();
            if (!stop.isAsked()) {
                ready(options, stack, terminal);
                stack.stage();
                long end =
                        options.length()
                                .map(length -> System.nanoTime() + length.toNanos())
                                .orElse(Long.MAX_VALUE);
                while (!stop.await(500) && System.nanoTime() < end) {
                    stack.check();
                }
                stop.ask();
            }
            terminal.line("");
            stack.summary().forEach(terminal::line);
            terminal.line("Stopping ...");
        } catch (StackException e) {
            err.println(e.getMessage());
            code = 1;
        } catch (ConfigException e) {
            err.println(e.getMessage());
            code = 2;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            code = 1;
        } catch (Exception e) {
            err.println(
                    "The stack failed: "
                            + e
                            + ". SHEWHART_LOG_LEVEL=error shows what its parts have to say.");
            code = 1;
        }
        terminal.line(
                "Stopped after "
                        + Terminal.words(terminal.sinceStart())
                        + (options.data().isPresent()
                                ? "; data is kept in " + options.data().get() + "."
                                : "."));
        return code;
    }

    private static void ready(StackOptions options, Stack stack, Terminal terminal) {
        terminal.line("");
        stack.places().forEach(terminal::line);
        terminal.line("");
        terminal.line("Point your own application at it:");
        terminal.line(
                "  OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:"
                        + stack.receiver().httpPort()
                        + " OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf YOUR-COMMAND");
        terminal.line(
                options.length()
                        .map(
                                length ->
                                        "It ends by itself after "
                                                + Terminal.words(length)
                                                + "; Ctrl-C stops it before.")
                        .orElse("Ctrl-C stops it."));
    }

    /** What keeps it from starting. */
    static Optional<String> obstacle(StackOptions options, List<RunningStacks.Running> running)
            throws IOException {
        for (RunningStacks.Running other : running) {
            boolean samePort =
                    options.ports().fixed().stream()
                            .anyMatch(port -> other.ports().contains(port.number()));
            boolean sameData =
                    options.data().isPresent()
                            && Files.exists(options.data().get())
                            && options.data().get().toRealPath().toString().equals(other.data());
            if (samePort || sameData) {
                return Optional.of(other.message());
            }
        }
        List<String> taken = new ArrayList<>();
        for (StackPorts.Port port : options.ports().fixed()) {
            if (!PortOwner.isFree(port.number())) {
                taken.add(
                        "Port "
                                + port.number()
                                + " ("
                                + port.what()
                                + ") is taken by "
                                + PortOwner.of(port.number())
                                        .orElse("a process that is not yours to see")
                                + "; "
                                + port.option()
                                + " moves it.");
            }
        }
        return taken.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", taken));
    }

    /** Reads 90s, 5min, 1h 30min. */
    static Duration duration(String text) {
        Matcher matcher = Pattern.compile("(\\d{1,6})\\s*(s|min|m|h|d)").matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no duration; allowed: 90s, 30min, 2h");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "h" -> Duration.ofHours(number);
            case "d" -> Duration.ofDays(number);
            default -> Duration.ofMinutes(number);
        };
    }
}
