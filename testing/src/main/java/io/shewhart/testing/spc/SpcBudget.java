/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.spc;

import io.shewhart.testing.Program;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code testing/run spc-budget}: false episodes of the chart engine against their budget. */
public final class SpcBudget implements Program {

    @Override
    public String name() {
        return "spc-budget";
    }

    @Override
    public String summary() {
        return "count false episodes of the chart engine against their budget";
    }

    @Override
    public int run(String[] args) {
        return new CommandLine(new Options()).execute(args);
    }

    @Command(
            name = "testing/run spc-budget",
            description =
                    "Folds data in control into the chart engine and counts the episodes it opens,"
                        + " beside what the budget allows: charts x windows / ARL0. Exits with 1 if"
                        + " a ratio lies outside of its band with its whole 95 %% interval. Some 15"
                        + " minutes of one core; --quick takes one.",
            sortOptions = false,
            usageHelpAutoWidth = true)
    private static final class Options implements Callable<Integer> {
        @Spec private CommandSpec spec;

        @Option(
                names = "--arl0",
                paramLabel = "N,...",
                split = ",",
                defaultValue = "2000,2000000",
                description = "In-control ARL of each chart. Default: ${DEFAULT-VALUE}.")
        private List<Double> arl0;

        @Option(
                names = "--series",
                paramLabel = "N",
                defaultValue = "1000",
                description = "Chart keys of a scenario. Default: ${DEFAULT-VALUE}.")
        private int series;

        @Option(
                names = "--windows",
                paramLabel = "N",
                defaultValue = "1500",
                description =
                        "Windows of a key at ARLs below a million; above, ten times as many."
                                + " Default: ${DEFAULT-VALUE}.")
        private int windows;

        @Option(
                names = "--seed",
                paramLabel = "N",
                defaultValue = "20261123",
                description = "Seed of the first series. Default: ${DEFAULT-VALUE}.")
        private long seed;

        @Option(
                names = "--only",
                paramLabel = "REGEX",
                defaultValue = ".*",
                description = "Scenarios whose names it is found in. Default: all.")
        private Pattern only;

        @Option(
                names = "--data",
                paramLabel = "DIR",
                description = {
                    "Directory with azure-llm-2023, mooncake-fast25 and splitwise-perf.",
                    "Default: data in $SHEWHART_SHARED, without it no real arrivals."
                })
        private Path data;

        @Option(names = "--quick", description = "50 series at the first ARL only.")
        private boolean quick;

        @SuppressWarnings("UnusedVariable") // picocli reads it
        @Option(names = "--help", usageHelp = true, description = "Show this.")
        private boolean help;

        @Override
        public Integer call() throws IOException {
            PrintWriter terminal = spec.commandLine().getOut();
            List<Scenario> scenarios = new ArrayList<>(Scenarios.all());
            Path directory = data != null ? data : SharedData.directory();
            if (directory == null) {
                terminal.println("No real arrivals: neither --data nor SHEWHART_SHARED is given.");
            } else {
                scenarios.addAll(RealArrivals.scenarios(directory));
            }
            Selection.check(
                    only, scenarios.stream().map(Scenario::name).toList(), spec.commandLine());
            List<Scenario> chosen =
                    scenarios.stream().filter(s -> only.matcher(s.name()).find()).toList();
            terminal.println(BudgetFigures.header());
            boolean missed = false;
            for (double arl : quick ? arl0.subList(0, 1) : arl0) {
                for (Scenario scenario : chosen) {
                    BudgetFigures figures = measure(scenario, arl);
                    terminal.println(figures.row());
                    terminal.flush();
                    missed |= figures.missed();
                }
            }
            return missed ? 1 : 0;
        }

        private BudgetFigures measure(Scenario scenario, double arl) {
            int keys = quick ? Math.min(50, series) : series;
            long each = arl > 1e6 ? 10L * windows : windows;
            BudgetRun run = new BudgetRun(scenario, arl);
            if (scenario.known() != null) {
                // keys do not differ: fewer of them, watched for longer
                return run.run(seed, Math.max(1, keys / 20), 20 * each);
            }
            if (scenario.band() == Scenario.Band.REAL) {
                return run.run(seed, Math.max(1, keys / 50), RealArrivals.WINDOWS);
            }
            return run.run(seed, keys, each);
        }
    }
}
