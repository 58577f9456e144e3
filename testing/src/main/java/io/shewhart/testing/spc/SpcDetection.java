/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.spc;

import io.shewhart.operators.spc.ChartEngine;
import io.shewhart.operators.spc.CusumArl;
import io.shewhart.operators.spc.EngineConfig;
import io.shewhart.operators.spc.MetricKind;
import io.shewhart.testing.Program;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code testing/run spc-detection}: windows from a change to its episode. */
public final class SpcDetection implements Program {
    private static final double[] ARLS = {370, 1e4, 1e6, Double.NaN};
    private static final double[] SHIFTS = {0.5, 1, 2, 4};
    private static final int LONG_PHASE_ONE = 1000;
    private static final int SETTLED = 300;

    /** What {@code --only} selects beside the names of changes. */
    private static final String BURSTS = "burst";

    @Override
    public String name() {
        return "spc-detection";
    }

    @Override
    public String summary() {
        return "count windows from a change to its episode, beside the theoretical optimum";
    }

    @Override
    public int run(String[] args) {
        return new CommandLine(new Options()).execute(args);
    }

    @Command(
            name = "testing/run spc-detection",
            description =
                    "Moves the level of series in control by so many standard deviations of a"
                        + " subgroup and counts the windows until an episode opens: median / 90 %%"
                        + " over the series, - for more than 1,000. Beside them the mean delay of"
                        + " the two-sided CUSUM designed for that shift at the same ARL0 with known"
                        + " parameters, which no procedure beats in the worst case (Moustakides"
                        + " 1986).",
            sortOptions = false,
            usageHelpAutoWidth = true)
    private static final class Options implements Callable<Integer> {
        @Spec private CommandSpec spec;

        @Option(
                names = "--series",
                paramLabel = "N",
                defaultValue = "100",
                description = "Series of a row. Default: ${DEFAULT-VALUE}.")
        private int series;

        @Option(
                names = "--seed",
                paramLabel = "N",
                defaultValue = "4711",
                description = "Seed of the first series. Default: ${DEFAULT-VALUE}.")
        private long seed;

        @Option(
                names = "--only",
                paramLabel = "REGEX",
                defaultValue = ".*",
                description = "Rows whose names it is found in. Default: all.")
        private Pattern only;

        @SuppressWarnings("UnusedVariable") // picocli reads it
        @Option(names = "--help", usageHelp = true, description = "Show this.")
        private boolean help;

        private PrintWriter terminal;

        @Override
        public Integer call() {
            terminal = spec.commandLine().getOut();
            List<String> names =
                    Stream.concat(Change.all().stream().map(Change::name), Stream.of(BURSTS))
                            .toList();
            Selection.check(only, names, spec.commandLine());
            List<Change> chosen =
                    Change.all().stream().filter(c -> only.matcher(c.name()).find()).toList();
            boolean bursts = only.matcher(BURSTS).find();
            terminal.println(
                    "| data                     |    ARL0 | shift | just learned | settled      |"
                            + " learned from 1000 | optimum |");
            for (Change change : chosen) {
                for (double arl0 : ARLS) {
                    shifts(change, arl0);
                }
            }
            terminal.flush();
            if (!bursts) {
                return 0;
            }
            terminal.println();
            terminal.println(
                    "Bursts of errors: 60 calls a window, 1 % errors, default budget; median / 90 %"
                            + " windows.");
            terminal.println(
                    "| errors | after 20 windows | after 60 windows | learned      | learned from"
                            + " 1000 | detected |");
            Bursts.print(terminal, series, seed);
            terminal.flush();
            return 0;
        }

        private void shifts(Change change, double arl0) {
            MetricKind kind = change.kind();
            EngineConfig config =
                    Double.isNaN(arl0)
                            ? EngineConfig.defaults(Series.MINUTE)
                            : BudgetRun.config(kind, arl0);
            ChartEngine engine = new ChartEngine(config);
            Feed calm = change.feed().apply(0);
            int learning = kind == MetricKind.COUNT ? config.phaseOneSubgroups() : 0;
            DetectionRun learned =
                    new DetectionRun(engine, kind)
                            .prepare(
                                    series,
                                    seed,
                                    calm,
                                    s -> learning > 0 ? s.window >= learning : s.learned(),
                                    0);
            Delays[] early = new Delays[SHIFTS.length];
            for (int i = 0; i < SHIFTS.length; i++) {
                early[i] = learned.change(change.feed().apply(SHIFTS[i]));
            }
            DetectionRun settled = learned.later(calm, SETTLED);
            ChartEngine thorough =
                    new ChartEngine(config.withPhaseOne(LONG_PHASE_ONE, LONG_PHASE_ONE));
            DetectionRun known =
                    new DetectionRun(thorough, kind)
                            .prepare(
                                    Math.max(1, series / 2),
                                    seed,
                                    calm,
                                    s ->
                                            learning > 0
                                                    ? s.window >= LONG_PHASE_ONE
                                                    : s.learned() || s.window >= 4 * LONG_PHASE_ONE,
                                    0);
            for (int i = 0; i < SHIFTS.length; i++) {
                terminal.printf(
                        Locale.ROOT,
                        "| %-24s | %7.2g | %5.1f | %-12s | %-12s | %-17s | %7.1f |%n",
                        change.name(),
                        engine.arl0(kind),
                        SHIFTS[i],
                        early[i].text(),
                        settled.change(change.feed().apply(SHIFTS[i])).text(),
                        known.change(change.feed().apply(SHIFTS[i])).text(),
                        optimum(engine.arl0(kind), SHIFTS[i]));
            }
            terminal.flush();
        }

        private static double optimum(double arl0, double shift) {
            double k = shift / 2;
            return CusumArl.twoSided(k, CusumArl.limitFor(k, arl0), shift, 0);
        }
    }
}
