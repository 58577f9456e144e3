/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.state;

import io.shewhart.jobs.JobOptions;
import io.shewhart.jobs.config.Config;
import io.shewhart.testing.Directories;
import io.shewhart.testing.Program;
import io.shewhart.testing.job.BacklogPlan;
import io.shewhart.testing.spc.StateMemory;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code testing/run state-benchmark}: layouts of the state of traces, and sizes of state. */
public final class StateBenchmark implements Program {

    @Override
    public String name() {
        return "state-benchmark";
    }

    @Override
    public String summary() {
        return "assemble traces with their state in several layouts, and tell how large state is";
    }

    @Override
    public int run(String[] args) {
        return new CommandLine(new Options()).execute(args);
    }

    @Command(
            name = "testing/run state-benchmark",
            description =
                    "Assembles a seeded input with the state of traces in several layouts, through"
                        + " the job's serializers and with its checkpoints. Each layout must give"
                        + " the same output, also when it is stopped in the middle and resumed at"
                        + " another parallelism; one that does not fails the program. Then sizes:"
                        + " settled trace, window, chart key. Figures of one machine and day count"
                        + " as ratios.",
            sortOptions = false,
            usageHelpAutoWidth = true)
    private static final class Options implements Callable<Integer> {
        @Spec private CommandSpec spec;

        @Option(
                names = "--spans",
                paramLabel = "N",
                defaultValue = "500000",
                description = "Spans of the input. Default: ${DEFAULT-VALUE}.")
        private long spans;

        @Option(
                names = "--minutes",
                paramLabel = "N",
                defaultValue = "20",
                description = "Event time of the input. Default: ${DEFAULT-VALUE}.")
        private int minutes;

        @Option(
                names = "--rounds",
                paramLabel = "N",
                defaultValue = "2",
                description =
                        "How often each layout is measured, in turn, after a first run that is not."
                                + " Default: ${DEFAULT-VALUE}.")
        private int rounds;

        @Option(
                names = "--seed",
                paramLabel = "N",
                defaultValue = "7",
                description = "Seed of the input. Default: ${DEFAULT-VALUE}.")
        private long seed;

        @SuppressWarnings("UnusedVariable") // picocli reads it
        @Option(names = "--help", usageHelp = true, description = "Show this.")
        private boolean help;

        @Override
        public Integer call() throws Exception {
            if (spans < 1_000 || minutes < 2 || rounds < 1) {
                throw new ParameterException(
                        spec.commandLine(),
                        "At least 1000 spans, 2 minutes and 1 round are needed");
            }
            PrintWriter terminal = spec.commandLine().getOut();
            JobOptions options = JobOptions.of(Config.of(List.of()));
            Steps.make(
                    new BacklogPlan(seed, spans / BacklogPlan.TRACE_SPANS, 0, minutes, 8, 4, 200),
                    options);
            terminal.printf(
                    Locale.ROOT,
                    "Input: %,d spans in %,d groups, %d min of event time; seed %d.%n",
                    spans,
                    Steps.count(),
                    minutes,
                    seed);
            Path directory = Files.createTempDirectory("state-benchmark");
            try {
                boolean right = layouts(options, directory, terminal);
                terminal.println();
                StateSizes.print(options, terminal);
                terminal.println("\nChart keys, the state of their charts:");
                StateMemory.print(terminal);
                return right ? 0 : 1;
            } finally {
                Directories.delete(directory);
            }
        }

        private boolean layouts(JobOptions options, Path directory, PrintWriter terminal)
                throws Exception {
            Seen.Output expected = run(Layout.HEAP, options, directory).measure().output();
            List<String> wrong = new ArrayList<>();
            terminal.println(
                    "| layout | task, us a span | RocksDB's threads, us a span | spans/s of a core"
                            + " |");
            for (int round = 0; round < rounds; round++) {
                for (Layout layout : Layout.values()) {
                    StateRun.Result result = run(layout, options, directory).measure();
                    terminal.printf(
                            Locale.ROOT,
                            "| %s | %.2f | %.2f | %,.0f |%n",
                            layout.text,
                            result.task() * 1e6 / spans,
                            result.rocksdb() * 1e6 / spans,
                            spans / (result.task() + result.rocksdb()));
                    terminal.flush();
                    if (!result.output().equals(expected)) {
                        wrong.add(layout + " gave " + result.output() + " of " + expected);
                    }
                }
            }
            for (Layout layout : Layout.values()) {
                check(layout, 1, 2, expected, wrong, options, directory);
                check(layout, 2, 1, expected, wrong, options, directory);
            }
            terminal.println(
                    wrong.isEmpty()
                            ? "Every layout gave all "
                                    + expected.messages()
                                    + " inferences and traces, also when stopped in the middle and"
                                    + " resumed with 2 subtasks instead of 1 and with 1 instead of"
                                    + " 2."
                            : "WRONG: " + String.join("; ", wrong));
            terminal.flush();
            return wrong.isEmpty();
        }

        private static void check(
                Layout layout,
                int from,
                int to,
                Seen.Output expected,
                List<String> wrong,
                JobOptions options,
                Path directory)
                throws Exception {
            Seen.Output output = run(layout, options, directory).rescaled(from, to);
            if (!output.equals(expected)) {
                wrong.add(
                        layout + " from " + from + " to " + to + " gave " + output + " of "
                                + expected);
            }
        }

        private static StateRun run(Layout layout, JobOptions options, Path directory) {
            return new StateRun(layout, options, directory);
        }
    }
}
