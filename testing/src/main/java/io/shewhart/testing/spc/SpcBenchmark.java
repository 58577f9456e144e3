/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.spc;

import io.shewhart.testing.Program;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code testing/run spc-benchmark}: time and memory of a chart key. */
public final class SpcBenchmark implements Program {

    @Override
    public String name() {
        return "spc-benchmark";
    }

    @Override
    public String summary() {
        return "time of one fold of a chart key, and memory of its state";
    }

    @Override
    public int run(String[] args) {
        return new CommandLine(new Options()).execute(args);
    }

    @Command(
            name = "testing/run spc-benchmark",
            description =
                    "JMH: one fold of a chart key with the default suite of its kind, learning and"
                            + " watching, and its state to bytes and back; then bytes of the state,"
                            + " encoded and on the heap.",
            sortOptions = false,
            usageHelpAutoWidth = true)
    private static final class Options implements Callable<Integer> {
        @Spec private CommandSpec spec;

        @Option(
                names = "--seconds",
                paramLabel = "N",
                defaultValue = "2",
                description = "Length of one of five measurements. Default: ${DEFAULT-VALUE}.")
        private int seconds;

        @SuppressWarnings("UnusedVariable") // picocli reads it
        @Option(names = "--help", usageHelp = true, description = "Show this.")
        private boolean help;

        @Override
        public Integer call() throws RunnerException {
            PrintWriter terminal = spec.commandLine().getOut();
            StateMemory.print(terminal);
            Collection<RunResult> results =
                    new Runner(
                                    new OptionsBuilder()
                                            .include(FoldBenchmark.class.getName() + "\\..*")
                                            .forks(1)
                                            .warmupIterations(2)
                                            .warmupTime(TimeValue.seconds(seconds))
                                            .measurementIterations(5)
                                            .measurementTime(TimeValue.seconds(seconds))
                                            .verbosity(VerboseMode.SILENT)
                                            .build())
                            .run();
            terminal.println("| what | kind | phase | ns | error (99.9 %) |");
            for (RunResult result : results) {
                terminal.printf(
                        Locale.ROOT,
                        "| %s | %s | %s | %,.0f | %,.0f |%n",
                        result.getPrimaryResult().getLabel(),
                        result.getParams().getParam("kind"),
                        result.getParams().getParam("phase"),
                        result.getPrimaryResult().getScore(),
                        result.getPrimaryResult().getScoreError());
            }
            terminal.flush();
            return 0;
        }
    }
}
