/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.spc;

import io.shewhart.operators.spc.ChartEngine;
import io.shewhart.operators.spc.EngineConfig;
import io.shewhart.operators.spc.EpisodeEvent;
import io.shewhart.operators.spc.MetricKind;
import io.shewhart.testing.Program;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code testing/run spc-load-shift}: recorded steps of the load of a model server. */
public final class SpcLoadShift implements Program {
    private static final int USUAL = 100;
    private static final double WINDOW_SECONDS = 10;
    private static final long WINDOW_NANOS = 10_000_000_000L;

    @Override
    public String name() {
        return "spc-load-shift";
    }

    @Override
    public String summary() {
        return "detect recorded steps of the load of a model server in its time to first token";
    }

    @Override
    public int run(String[] args) {
        return new CommandLine(new Options()).execute(args);
    }

    @Command(
            name = "testing/run spc-load-shift",
            description =
                    "Splices measured times to the first token: blocks of windows of 10 s drawn"
                        + " from load level 100, then from a higher one. Counts episodes before the"
                        + " splice and windows to the first after it, with the default budget."
                        + " Exits with 1 if a splice is not detected.",
            sortOptions = false,
            usageHelpAutoWidth = true)
    private static final class Options implements Callable<Integer> {
        @Spec private CommandSpec spec;

        @Option(
                names = "--data",
                paramLabel = "DIR",
                description =
                        "Directory with vllm-burstgpt-load. Default: data in $SHEWHART_SHARED.")
        private Path data;

        @Option(
                names = "--splices",
                paramLabel = "N",
                defaultValue = "20",
                description = "Splices of a level. Default: ${DEFAULT-VALUE}.")
        private int splices;

        @Option(
                names = "--before",
                paramLabel = "N",
                defaultValue = "360",
                description = "Windows before the splice. Default: ${DEFAULT-VALUE}, an hour.")
        private int before;

        @Option(
                names = "--seed",
                paramLabel = "N",
                defaultValue = "100",
                description = "Seed of the first splice. Default: ${DEFAULT-VALUE}.")
        private long seed;

        @Option(
                names = "--block",
                paramLabel = "N",
                defaultValue = "1",
                description =
                        "Windows drawn together, so that what lasts stays together. Default:"
                                + " ${DEFAULT-VALUE}.")
        private int block;

        @Option(
                names = "--after",
                paramLabel = "N",
                defaultValue = "360",
                description = "Windows after the splice. Default: ${DEFAULT-VALUE}, an hour.")
        private int after;

        @SuppressWarnings("UnusedVariable") // picocli reads it
        @Option(names = "--help", usageHelp = true, description = "Show this.")
        private boolean help;

        private int falseEpisodes;

        @Override
        public Integer call() throws IOException {
            Path directory = data != null ? data : SharedData.directory();
            if (directory == null) {
                throw new ParameterException(
                        spec.commandLine(), "Neither --data nor SHEWHART_SHARED is given.");
            }
            PrintWriter terminal = spec.commandLine().getOut();
            LoadLevels levels = LoadLevels.read(directory, WINDOW_SECONDS);
            terminal.println(
                    "| level | windows of it | splices | false episodes before | detected | windows"
                            + " to it, median / 90 % |");
            boolean missed = false;
            for (int level : levels.windows().keySet()) {
                if (level != USUAL) {
                    falseEpisodes = 0;
                    Delays delays = level(levels, level);
                    missed |= delays.detected() < delays.size();
                    terminal.printf(
                            Locale.ROOT,
                            "| %5d | %13d | %7d | %21d | %8d | %29s |%n",
                            level,
                            levels.windows().get(level).size(),
                            delays.size(),
                            falseEpisodes,
                            delays.detected(),
                            delays.text());
                }
            }
            terminal.flush();
            return missed ? 1 : 0;
        }

        private Delays level(LoadLevels levels, int level) {
            ChartEngine engine = new ChartEngine(EngineConfig.defaults(WINDOW_NANOS));
            int[] delays = new int[splices];
            for (int i = 0; i < splices; i++) {
                int[] opened = new int[1];
                Series s =
                        new Series(
                                engine,
                                MetricKind.LATENCY,
                                WINDOW_NANOS,
                                seed + i,
                                event -> {
                                    boolean opens = event.state() == EpisodeEvent.State.OPENED;
                                    opened[0] += opens ? 1 : 0;
                                });
                draw(levels.windows().get(USUAL), s, () -> s.window >= before);
                falseEpisodes += opened[0];
                opened[0] = 0;
                delays[i] = spliced(levels.windows().get(level), s, opened);
            }
            return new Delays(delays);
        }

        private void draw(List<List<Double>> windows, Series s, BooleanSupplier enough) {
            while (!enough.getAsBoolean()) {
                int at = s.draws.below(windows.size() - block + 1);
                for (int w = 0; w < block && !enough.getAsBoolean(); w++) {
                    fold(windows.get(at + w), s);
                }
            }
        }

        private int spliced(List<List<Double>> windows, Series s, int[] opened) {
            if (s.episodeOpen()) {
                return Delays.NEVER;
            }
            draw(windows, s, () -> opened[0] > 0 || s.window >= before + after);
            return opened[0] > 0 ? s.window - before : Delays.NEVER;
        }

        private static void fold(List<Double> logs, Series s) {
            for (double log : logs) {
                s.values.add(log);
            }
            s.values();
        }
    }
}
