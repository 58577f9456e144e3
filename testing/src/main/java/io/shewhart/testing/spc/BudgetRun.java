/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.spc;

import io.shewhart.operators.spc.ChartEngine;
import io.shewhart.operators.spc.EngineConfig;
import io.shewhart.operators.spc.EpisodeEvent;
import io.shewhart.operators.spc.MetricKind;
import java.util.Map;
import java.util.TreeMap;

/** Counts the episodes that a scenario opens. */
final class BudgetRun {
    /** Subgroups that the tail of a latency is learned from where the level is known. */
    private static final int TAIL_SUBGROUPS = 1000;

    private final Scenario scenario;
    private final ChartEngine engine;
    private final double arl0;
    private final Map<String, Integer> charts = new TreeMap<>();
    private long opened;
    private long windows;
    private double squares;
    private int series;

    BudgetRun(Scenario scenario, double arl0) {
        this.scenario = scenario;
        EngineConfig config = config(scenario.kind(), arl0);
        if (scenario.known() != null) {
            config = config.withPhaseOne(TAIL_SUBGROUPS, config.phaseOneMinimum());
        }
        this.engine = new ChartEngine(config);
        this.arl0 = engine.arl0(scenario.kind());
    }

    /** Defaults, but for a budget that gives each chart of the kind this ARL. */
    static EngineConfig config(MetricKind kind, double arl0) {
        EngineConfig one = EngineConfig.defaults(Series.MINUTE).withBudget(1, 1);
        return one.withBudget(new ChartEngine(one).arl0(kind) / arl0, 1);
    }

    /** Folds so many series. */
    BudgetFigures run(long seed, int count, long windowsEach) {
        while (series < count) {
            one(seed + series, windowsEach);
        }
        return figures();
    }

    private void one(long seed, long windowsEach) {
        long before = opened;
        boolean[] counting = new boolean[1];
        Series s =
                new Series(
                        engine,
                        scenario.kind(),
                        seed,
                        event -> {
                            if (counting[0] && event.state() == EpisodeEvent.State.OPENED) {
                                count(event);
                            }
                        });
        Feed feed = scenario.feed().get();
        if (scenario.known() != null) {
            s.know(scenario.known());
            for (int i = 0; scenario.kind() == MetricKind.LATENCY && i < 2 * TAIL_SUBGROUPS; i++) {
                feed.next(s);
            }
        }
        counting[0] = true;
        for (long i = 0; i < windowsEach; i++) {
            feed.next(s);
        }
        windows += windowsEach;
        series++;
        squares += (double) (opened - before) * (opened - before);
    }

    private void count(EpisodeEvent event) {
        opened++;
        String learning = event.baselineId().isEmpty() ? " learning" : "";
        charts.merge(
                event.chart() + (event.direction() > 0 ? "+" : "-") + learning, 1, Integer::sum);
    }

    private double expected() {
        return (double) windows * engine.alarmingCharts(scenario.kind()) / arl0;
    }

    private BudgetFigures figures() {
        double mean = (double) opened / series;
        double variance = series > 1 ? (squares - series * mean * mean) / (series - 1) : mean;
        double dispersion = mean > 0 ? Math.max(1, variance / mean) : 1;
        return new BudgetFigures(
                scenario.name(),
                scenario.band(),
                arl0,
                series,
                windows,
                expected(),
                opened,
                dispersion,
                charts);
    }
}
