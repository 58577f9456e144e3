/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.sim;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of {@link CaptureCommand}, checked before anything is written. */
@Command(
        name = "testing/run capture",
        description =
                "Simulates an LLM application and writes the Kafka records of its telemetry."
                        + " The same options give the same file, byte for byte.",
        sortOptions = false,
        usageHelpAutoWidth = true)
final class CaptureArguments implements Callable<Integer> {
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
            description = "Start, ISO 8601 or seconds since the epoch. Default: ${DEFAULT-VALUE}.")
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
                    "Share of the spans that come 45 s to 20 min late. Default:"
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
            throw new ParameterException(spec.commandLine(), "Invalid option: " + e.getMessage());
        }
        PrintWriter terminal = spec.commandLine().getOut();
        IncidentPlan plan = new IncidentPlan(options);
        if (!plan.leftOut.isEmpty()) {
            terminal.println(
                    "Too short for "
                            + String.join(", ", plan.leftOut.stream().map(k -> k.label).toList())
                            + ": staging needs 2 h 20 min, and half an hour for each"
                            + " incident.");
        }
        long began = System.nanoTime();
        try {
            Tally tally = files.write(options, plan, CaptureReport.progress(options, terminal));
            double seconds = (System.nanoTime() - began) / 1e9;
            CaptureReport.table(terminal, files, plan, tally, seconds);
            if (json != null) {
                CaptureReport.json(json, files, tally, Files.size(files.capture()), seconds);
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
                Math.multiplyExact(instant.getEpochSecond(), SimOptions.SECOND), instant.getNano());
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
}
