/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The tail of windows that are not alike. */
class ExceedanceChartTest {

    private static final int SERIES = 20;
    private static final int BEFORE = 400;
    private static final int AFTER = 120;

    /** A window of few fast calls, or in one of three cases of more and slower ones. */
    private static void window(Sim sim, double queued) {
        boolean busy = sim.random.nextInt(3) == 0;
        double[] x = new double[busy ? 40 : 8];
        double level = (busy ? 0.6 : 0) + 0.1 * sim.normal();
        for (int i = 0; i < x.length; i++) {
            boolean waits = busy && sim.random.nextDouble() < queued;
            x[i] = StrictMath.exp(level + (waits ? 1.5 : 0) + 0.4 * sim.normal());
        }
        sim.fold(sim.summary("v", x));
        sim.window++;
    }

    /**
     * After the change a third of the calls in busy windows waits, a quarter of all. The mean
     * logarithm of windows moves by 0.17 where it varies by 0.45 between them.
     */
    @Test
    void aTailThatOnlyBusyWindowsHaveIsFound() {
        ChartEngine engine = new ChartEngine(Sim.minutes());
        int found = 0;
        int told = 0;
        for (int s = 0; s < SERIES; s++) {
            Sim sim = new Sim(engine, MetricKind.LATENCY, 300 + s);
            sim.quiet = true;
            for (int i = 0; i < BEFORE; i++) {
                window(sim, 0);
            }
            assertThat(sim.opened()).as("before the change in series %s", s).isZero();
            for (int i = 0; i < AFTER; i++) {
                window(sim, 0.33);
            }
            boolean opened = sim.opened() > 0;
            found += opened ? 1 : 0;
            told += opened && sim.episodes.get(0).quantity().equals("P95") ? 1 : 0;
        }
        assertThat(found).isGreaterThanOrEqualTo(SERIES - 2);
        // two busy windows soon after each other are seen in the mean as well
        assertThat(told).as("told as P95").isGreaterThanOrEqualTo(SERIES - 5);
    }
}
