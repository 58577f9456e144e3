/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.sim;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.shewhart.testing.Program;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code testing/run capture}: simulates an application and writes its capture and its truth. */
public final class CaptureCommand implements Program {
    @Override
    public String name() {
        return "capture";
    }

    @Override
    public String summary() {
        return "simulate an LLM application with staged incidents, write a capture and the truth";
    }

    @Override
    public int run(String[] args) {
        return new CommandLine(new Options()).execute(args);
    }

    @Command(
            name = "testing/run capture",
            description = {
                "Simulates an LLM application and writes the Kafka records of its telemetry.",
                "The same options give the same file, byte for byte."
            },
            sortOptions = false,
            usageHelpAutoWidth = true)
    private static final class Options implements Callable<Integer> {
        @Spec private CommandSpec spec;

        @Option(
                names = "--hours",
                required = true,
                paramLabel = "H",
                description = "Length in hours, for instance 6 or 0.5.")
        private double hours;

        @Option(
                names = "--seed",
                required = true,
                paramLabel = "N",
                description = "Seed of everything random; any integer.")
        private long seed;

        @Option(
                names = "--out",
                required = true,
                paramLabel = "FILE",
                description =
                        "The capture, *.jsonl or *.jsonl.gz. Beside it: *.truth.json and"
                                + " *.calls.jsonl.gz.")
        private Path out;

        @Option(
                names = "--rate",
                paramLabel = "R",
                defaultValue = "2.5",
                description =
                        "Traces per second, the mean over a day. Default: ${DEFAULT-VALUE}."
                                + " A trace has about 10 spans and 2 model calls.")
        private double rate;

        @Option(
                names = "--rhythm",
                paramLabel = "A",
                defaultValue = "0.3",
                description =
                        "How far the rate swings over the day, 0 to 1; peak at 14:00 UTC."
                                + " Default: ${DEFAULT-VALUE}.")
        private double rhythm;

        @Option(
                names = "--incidents",
                paramLabel = "LIST",
                defaultValue = "all",
                description =
                        "all, none, or names with commas between. The first two hours and a quarter"
                                + " stay quiet, then each needs half an hour.")
        private String incidents;

        @Option(
                names = "--start",
                paramLabel = "TIME",
                defaultValue = SimOptions.DEFAULT_START,
                description =
                        "Start, ISO 8601 or seconds since the epoch. Default: ${DEFAULT-VALUE}.")
        private String start;

        @Option(
                names = "--canary",
                paramLabel = "SHARE",
                defaultValue = "0.25",
                description =
                        "Share of the traces that release 1.5.0 gets after two hours (after half"
                                + " of a shorter capture). Default: ${DEFAULT-VALUE}.")
        private double canary;

        @Option(
                names = "--late",
                paramLabel = "SHARE",
                defaultValue = "0.01",
                description =
                        "Share of the spans that come 20 s to 12 min late. Default:"
                                + " ${DEFAULT-VALUE}.")
        private double late;

        @Option(
                names = "--repeated",
                paramLabel = "SHARE",
                defaultValue = "0.01",
                description =
                        "Share of the spans that come twice within 30 s, half of them with their"
                                + " record. Default: ${DEFAULT-VALUE}.")
        private double repeated;

        @Option(names = "--json", paramLabel = "FILE", description = "Write the counts as JSON.")
        private Path json;

        @SuppressWarnings("UnusedVariable") // picocli reads it
        @Option(names = "--help", usageHelp = true, description = "Show this.")
        private boolean help;

        @Override
        public Integer call() {
            SimOptions options;
            CaptureFiles files;
            try {
                options =
                        new SimOptions(
                                seed,
                                startNanos(),
                                (long) (hours * SimOptions.HOUR),
                                rate,
                                rhythm,
                                canary,
                                late,
                                repeated,
                                kinds());
                files = CaptureFiles.of(out);
            } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
                throw new ParameterException(
                        spec.commandLine(), "Invalid option: " + e.getMessage());
            }
            PrintWriter terminal = spec.commandLine().getOut();
            IncidentPlan plan = new IncidentPlan(options);
            if (!plan.leftOut.isEmpty()) {
                terminal.println(
                        "Too short for "
                                + String.join(
                                        ", ", plan.leftOut.stream().map(k -> k.label).toList())
                                + ": staging needs 2 h 20 min, and half an hour for each"
                                + " incident.");
            }
            long began = System.nanoTime();
            try {
                Tally tally = files.write(options, plan, progress(options, terminal));
                double seconds = (System.nanoTime() - began) / 1e9;
                table(terminal, files, plan, tally, seconds);
                if (json != null) {
                    writeJson(tally, Files.size(files.capture()), seconds);
                }
                return 0;
            } catch (IOException | UncheckedIOException e) {
                spec.commandLine().getErr().println("The capture could not be written: " + e);
                return 1;
            }
        }

        private long startNanos() {
            Instant instant =
                    start.chars().allMatch(Character::isDigit)
                            ? Instant.ofEpochSecond(Long.parseLong(start))
                            : Instant.parse(start);
            return Math.addExact(
                    Math.multiplyExact(instant.getEpochSecond(), SimOptions.SECOND),
                    instant.getNano());
        }

        private List<IncidentKind> kinds() {
            return switch (incidents) {
                case "all" -> List.of(IncidentKind.values());
                case "none" -> List.of();
                default ->
                        Arrays.stream(incidents.split(",", -1))
                                .map(name -> IncidentKind.of(name.strip()))
                                .distinct()
                                .sorted()
                                .toList();
            };
        }

        private static Simulation.Progress progress(SimOptions options, PrintWriter terminal) {
            long tenth = Math.max(1, options.duration() / 10);
            long[] next = {tenth};
            return (time, tally) -> {
                long done = time - options.start();
                if (done >= next[0]) {
                    next[0] += tenth;
                    terminal.println(
                            String.format(
                                    Locale.ROOT,
                                    "  %3d %%  %,d spans in %,d traces",
                                    100 * done / options.duration(),
                                    tally.spans,
                                    tally.traces));
                    terminal.flush();
                }
            };
        }

        private static void table(
                PrintWriter terminal,
                CaptureFiles files,
                IncidentPlan plan,
                Tally tally,
                double seconds)
                throws IOException {
            List<String[]> rows = new ArrayList<>();
            rows.add(row("traces", tally.traces));
            rows.add(row("spans", tally.spans));
            rows.add(row("  of them late", tally.lateSpans));
            rows.add(row("  of them repeated", tally.spanCopies - tally.spans));
            rows.add(row("model calls", tally.modelCalls));
            rows.add(row("  of them failed", tally.failedCalls));
            for (Map.Entry<String, Long> topic : tally.records.entrySet()) {
                rows.add(row("records of " + topic.getKey(), topic.getValue()));
            }
            rows.add(row("bytes of " + files.capture(), Files.size(files.capture())));
            rows.add(new String[] {"seconds", String.format(Locale.ROOT, "%.1f", seconds)});
            int width = rows.stream().mapToInt(r -> r[0].length()).max().orElse(0);
            for (String[] row : rows) {
                terminal.println(
                        String.format(Locale.ROOT, "%-" + width + "s  %15s", row[0], row[1]));
            }
            for (Incident incident : plan.staged) {
                terminal.println(
                        String.format(
                                Locale.ROOT,
                                "%s to %s  %s",
                                Instant.ofEpochSecond(0, incident.start()),
                                Instant.ofEpochSecond(0, incident.end()),
                                incident.kind().label));
            }
            terminal.println("The truth is in " + files.truth() + " and " + files.calls());
        }

        private static String[] row(String name, long value) {
            return new String[] {name, String.format(Locale.ROOT, "%,d", value)};
        }

        private void writeJson(Tally tally, long bytes, double seconds) throws IOException {
            try (JsonGenerator generator =
                    new JsonFactory()
                            .createGenerator(
                                    Files.newBufferedWriter(json, StandardCharsets.UTF_8))) {
                generator.useDefaultPrettyPrinter();
                generator.writeStartObject();
                generator.writeStringField("program", "capture");
                generator.writeStringField("capture", out.toString());
                generator.writeNumberField("captureBytes", bytes);
                generator.writeNumberField("seconds", seconds);
                TruthFile.counts(generator, tally);
                generator.writeEndObject();
            }
        }
    }
}
