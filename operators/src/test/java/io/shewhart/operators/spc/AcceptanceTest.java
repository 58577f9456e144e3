/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/**
 * What the engine as a whole has to keep on data that plain charts fail on. Normal theory says what
 * is expected; the counts are large enough for three standard errors.
 */
class AcceptanceTest {

    private static final int SHORTEST = 50;
    private static final int LONGEST = 50_000;
    private static final int BASELINES = 12;
    private static final int WINDOWS = 10_000;

    /**
     * First-order autoregression, phi 0.5, on which a chart with sigma from moving ranges has an
     * ARL of 34.2 instead of 370 (R package spc 0.6.7, xshewhart.ar1.arl; Kramer and Schmid 2000;
     * {@code classic.SimulatedArlTest}). The engine learns everything itself and keeps 370 for its
     * charts together.
     */
    @Test
    void autocorrelatedWindowsKeepTheirArl() {
        ChartEngine engine = new ChartEngine(Sim.minutes().withBudget(1440 / 370.0, 1));
        int windows = 0;
        long opened = 0;
        for (int s = 0; s < 60; s++) {
            Sim sim = new Sim(engine, MetricKind.VALUE, 1200 + s);
            sim.quiet = true;
            for (int i = 0; i < 1000; i++) {
                sim.gaussianAr("v", 200, 0, 0.3, 0.1, 0.5);
            }
            windows += sim.window;
            opened += sim.opened();
        }
        assertThat(opened).isGreaterThan(40);
        assertThat(windows / (opened - 3 * Math.sqrt((double) opened))).isGreaterThan(370);
    }

    /**
     * Windows of 50 to 50,000 calls whose level varies by 0.1 beside 0.3 inside them: 3 sigma of
     * the normal law on both sides of the level, and the same chance on the upper side of the share
     * of calls above the 99 % quantile, within 20 %. The share is learned from 975 subgroups, which
     * leaves the rate of one baseline uncertain by a third; so there are twelve.
     */
    @Test
    void windowsOfAnySizeHaveTheSameFalseAlarmRate() {
        double chance = 2 * Normal.survival(3);
        double upper = Normal.upperQuantile(chance);
        ChartEngine engine =
                new ChartEngine(Sim.minutes().withPhaseOne(1000, 25).withBudget(1e-9, 1));
        Sim sim = null;
        int level = 0;
        int levels = 0;
        int tail = 0;
        int tails = 0;
        for (int i = 0; i < BASELINES * WINDOWS; i++) {
            if (i % WINDOWS == 0) {
                sim = new Sim(engine, MetricKind.LATENCY, 1400 + i / WINDOWS);
                sim.state = stated(engine, sim);
            }
            double size = SHORTEST * StrictMath.pow(LONGEST / SHORTEST, sim.random.nextDouble());
            sim.calls("v", (int) size, 0, 0.3, 0.1);
            for (Point p : sim.points) {
                if (p.chart().equals(ChartName.I_PRIME.text())) {
                    levels++;
                    level += Math.abs(p.z()) > 3 ? 1 : 0;
                } else if (p.chart().equals("exceedance_p99")
                        && !p.baselineId().isEmpty()
                        && p.remark() == null) {
                    tails++;
                    tail += p.z() > upper ? 1 : 0;
                }
            }
            sim.points.clear();
        }
        assertThat(levels).isEqualTo(BASELINES * WINDOWS);
        assertThat(tails).isGreaterThan(BASELINES * WINDOWS / 2);
        assertThat((double) level / levels).isCloseTo(chance, within(0.2 * chance));
        assertThat((double) tail / tails).isCloseTo(chance, within(0.2 * chance));
    }

    private static KeyState stated(ChartEngine engine, Sim sim) {
        Standard standard = new Standard(1, 0.1, 0.3, 0);
        return engine.stated(sim.key, sim.kind, "v", standard, sim.end(-1));
    }
}
