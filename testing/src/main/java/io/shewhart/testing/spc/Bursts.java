/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.spc;

import io.shewhart.operators.spc.ChartEngine;
import io.shewhart.operators.spc.EngineConfig;
import io.shewhart.operators.spc.MetricKind;
import java.io.PrintWriter;
import java.util.Locale;

/** A service with few errors and few calls, and how soon a burst of errors is an episode. */
final class Bursts {
    private static final double CALLS = 60;
    private static final double USUAL = 0.01;
    private static final double[] SHARES = {0.03, 0.05, 0.1, 0.18, 0.5};
    private static final int[] EARLY = {20, 60};
    private static final int MUCH = 8000;

    private Bursts() {}

    static void print(PrintWriter to, int series, long seed) {
        EngineConfig config = EngineConfig.defaults(Series.MINUTE);
        ChartEngine engine = new ChartEngine(config);
        ChartEngine thorough = new ChartEngine(config.withPhaseOne(1000, 1000));
        Feed calm = feed(USUAL);
        DetectionRun[] runs = {
            of(engine).prepare(series, seed, calm, s -> s.window >= EARLY[0], 0),
            of(engine).prepare(series, seed, calm, s -> s.window >= EARLY[1], 0),
            of(engine).prepare(series, seed, calm, Series::learned, 30),
            of(thorough)
                    .prepare(
                            Math.max(1, series / 2),
                            seed,
                            calm,
                            s -> s.learned() || s.window >= 4 * MUCH,
                            30)
        };
        for (double share : SHARES) {
            StringBuilder row = new StringBuilder();
            row.append(String.format(Locale.ROOT, "| %5.0f%% ", 100 * share));
            StringBuilder detected = new StringBuilder();
            for (DetectionRun run : runs) {
                Delays delays = run.change(feed(share));
                row.append(String.format(Locale.ROOT, "| %-16s ", delays.text()));
                detected.append(delays.detected()).append('/').append(delays.size()).append(' ');
            }
            to.println(row.append("| ").append(detected).append('|'));
        }
    }

    private static DetectionRun of(ChartEngine engine) {
        return new DetectionRun(engine, MetricKind.RATIO);
    }

    private static Feed feed(double share) {
        return s -> {
            long n = s.draws.poisson(CALLS);
            s.events(n, s.draws.binomial(n, share));
        };
    }
}
