/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import java.util.Set;
import org.junit.jupiter.api.Test;

class HostedCusumTest {

    private static final Set<AdditionalChart> CUSUM = Set.of(AdditionalChart.CUSUM);

    static String measure(
            MetricKind kind, double arl0, int series, int windows, double phi, double between) {
        EngineConfig config = Sim.minutes().withAdditional(CUSUM);
        int charts = new ChartEngine(config).alarmingCharts(kind);
        ChartEngine engine = new ChartEngine(config.withBudget(1440 * charts / arl0, 1));
        long fresh = 0;
        long judged = 0;
        long ewma = 0;
        for (int s = 0; s < series; s++) {
            Sim sim = new Sim(engine, kind, 9000 + s);
            boolean before = false;
            boolean beforeE = false;
            for (int i = 0; i < windows; i++) {
                sim.points.clear();
                if (kind == MetricKind.RATIO) {
                    sim.events(
                            "v",
                            200,
                            sim.binomial(
                                    200,
                                    between > 0
                                            ? 0.05 * StrictMath.exp(between * sim.normal())
                                            : 0.05));
                } else {
                    sim.gaussianAr("v", 20, 0, 0.3, between, phi);
                }
                for (Point p : sim.points) {
                    if (p.chart().equals("cusum")) {
                        judged++;
                        fresh += p.signal() && !before ? 1 : 0;
                        before = p.signal();
                    }
                    if (p.chart().equals("ewma")) {
                        ewma += p.signal() && !beforeE ? 1 : 0;
                        beforeE = p.signal();
                    }
                }
            }
        }
        return String.format(
                "%s arl %.3g phi %.1f b %.2f: %d judged, %d cusum, %d ewma, expected %.1f",
                kind, arl0, phi, between, judged, fresh, ewma, judged / arl0);
    }

    @Test
    void print() {
        System.out.println("arl " + measure(MetricKind.LATENCY, 2000, 150, 800, 0, 0));
        System.out.println("arl " + measure(MetricKind.LATENCY, 2000, 150, 800, 0, 0.1));
        System.out.println("arl " + measure(MetricKind.LATENCY, 2000, 150, 800, 0.5, 0.2));
        System.out.println("arl " + measure(MetricKind.RATIO, 2000, 150, 800, 0, 0));
        System.out.println("arl " + measure(MetricKind.RATIO, 2000, 150, 800, 0, 0.3));
    }
}
