/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** False episodes of the real engine against the budget. */
@Tag("slow")
@EnabledIfSystemProperty(named = "spc.slow", matches = "true")
class BudgetTest {

    interface Feed {
        void one(Sim sim, int i);
    }

    static void run(
            String name, MetricKind kind, EngineConfig config, int series, int windows, Feed feed) {
        if (!name.matches(System.getProperty("spc.only", ".*"))) {
            return;
        }
        ChartEngine engine = new ChartEngine(config);
        long opened = 0;
        long learning = 0;
        java.util.Map<String, Integer> by = new java.util.TreeMap<>();
        int watch = 0;
        long t = System.nanoTime();
        for (int s = 0; s < series; s++) {
            Sim sim = new Sim(engine, kind, 1000 + s);
            sim.quiet = true;
            for (int i = 0; i < windows; i++) {
                feed.one(sim, i);
            }
            opened += sim.opened();
            for (EpisodeEvent e : sim.episodes) {
                if (e.state() == EpisodeEvent.State.OPENED) {
                    by.merge(e.chart() + (e.direction() > 0 ? "+" : "-"), 1, Integer::sum);
                    learning += e.baselineId().isEmpty() ? 1 : 0;
                }
            }
            watch += windows;
        }
        double expected = (double) watch * engine.alarmingCharts(kind) / engine.arl0(kind);
        System.out.printf(
                "%-28s arl0 %.3g expected %.1f opened %d (learning %d) ratio %.2f %s  %.1f"
                        + " us/fold%n",
                name,
                engine.arl0(kind),
                expected,
                opened,
                learning,
                opened / expected,
                by,
                (System.nanoTime() - t) / 1e3 / watch);
    }

    @Test
    void print() {
        // 0.01 keys' worth of the default budget would be confirmations; both regimes are run
        EngineConfig base = Sim.minutes();
        for (double arl :
                new double[] {Double.parseDouble(System.getProperty("spc.arl", "2000"))}) {
            // keys * 1440 / budget * charts = arl
            EngineConfig config = base.withBudget(1440.0 * 3 / arl, 1);
            int windows = 1500;
            int series = Integer.getInteger("spc.series", 20) * (arl > 1e6 ? 5 : 1);
            run(
                    "latency logn n20",
                    MetricKind.LATENCY,
                    config,
                    series,
                    windows,
                    (sim, i) -> sim.gaussian("v", 20, 0, 0.3, 0));
            run(
                    "latency between",
                    MetricKind.LATENCY,
                    config,
                    series,
                    windows,
                    (sim, i) -> sim.gaussian("v", 10 + sim.random.nextInt(40), 0, 0.3, 0.1));
            run(
                    "latency ar .5",
                    MetricKind.LATENCY,
                    config,
                    series,
                    windows,
                    (sim, i) -> sim.gaussianAr("v", 200, 0, 0.3, 0.1, 0.5));
            EngineConfig two = base.withBudget(1440.0 * 2 / arl, 1);
            run(
                    "ratio n200 p.01",
                    MetricKind.RATIO,
                    two,
                    series,
                    windows,
                    (sim, i) -> sim.events("v", 200, sim.poisson(2)));
            run(
                    "ratio n1000 p.05 od",
                    MetricKind.RATIO,
                    two,
                    series,
                    windows,
                    (sim, i) ->
                            sim.events(
                                    "v",
                                    1000,
                                    sim.poisson(50 * StrictMath.exp(0.2 * sim.normal()))));
            run(
                    "ratio n20 p.005",
                    MetricKind.RATIO,
                    two,
                    series,
                    windows,
                    (sim, i) -> sim.events("v", 20, Math.min(20, sim.poisson(0.1))));
            EngineConfig one = base.withBudget(1440.0 / arl, 1);
            run(
                    "count 60 poisson",
                    MetricKind.COUNT,
                    one,
                    series,
                    windows,
                    (sim, i) -> sim.requests(sim.poisson(60)));
            run(
                    "count 60 rhythm",
                    MetricKind.COUNT,
                    one,
                    series,
                    windows,
                    (sim, i) ->
                            sim.requests(
                                    sim.poisson(
                                            60
                                                    * (1
                                                            + 0.8
                                                                    * StrictMath.sin(
                                                                            2 * Math.PI * i
                                                                                    / 1440)))));
            run(
                    "count 1000 rhythm .2",
                    MetricKind.COUNT,
                    one,
                    series,
                    windows,
                    (sim, i) ->
                            sim.requests(
                                    sim.poisson(
                                            1000
                                                    * (1
                                                            + 0.8
                                                                    * StrictMath.sin(
                                                                            2 * Math.PI * i / 1440))
                                                    * StrictMath.exp(0.2 * sim.normal()))));
            run(
                    "count 3 poisson",
                    MetricKind.COUNT,
                    one,
                    series,
                    windows,
                    (sim, i) -> sim.requests(sim.poisson(3)));
        }
    }
}
