/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** The false-alarm budget, small enough for every build. */
class FalseAlarmTest {

    private static final double ARL0 = 2000;
    private static final int SERIES = 120;
    private static final int WINDOWS = 800;

    /**
     * Log-normal latencies (normal logarithms, known only through phase I). 120 series of 800
     * windows with 3 charts of ARL0 2,000 are worth 144 false signals. Were episodes a Poisson
     * process of that rate, their number would have a standard deviation of 12; the baselines of
     * 120 phases I differ, which makes the conditional rates vary by a factor of about two and adds
     * some 144 / sqrt(120) = 13, together 18. Charts of one key see the same windows, so several
     * signals are one episode, and none can open while one is open or before the twelfth subgroup:
     * the expectation lies below, at half to all of it. The band is from 0.5 x 144 - 2 x 18 to 144
     * + 3 x 18. A limit that is wrong by 10 % leaves it: rates change by a factor of about three.
     */
    @Test
    void logNormalLatencyKeepsTheBudget() {
        EngineConfig config = Sim.minutes().withBudget(1440 * 3 / ARL0, 1);
        ChartEngine engine = new ChartEngine(config);
        assertThat(engine.arl0(MetricKind.LATENCY)).isCloseTo(ARL0, within(1e-6));
        long opened = 0;
        for (int s = 0; s < SERIES; s++) {
            Sim sim = new Sim(engine, MetricKind.LATENCY, 7000 + s);
            sim.quiet = true;
            for (int i = 0; i < WINDOWS; i++) {
                sim.gaussian("v", 20, 0, 0.3, 0);
            }
            opened += sim.opened();
        }
        assertThat(opened).isBetween(36L, 198L);
    }

    /**
     * Ratios of 300 calls whose log odds vary by 0.7 about 2 %. 60 series of 800 windows with 2
     * charts of ARL0 2,000 are worth 48 episodes; with clusters the standard deviation is about 12.
     * A law of the same variance with the tail of a beta gives three times the budget.
     */
    @Test
    void ratiosThatVaryKeepTheBudget() {
        ChartEngine engine = new ChartEngine(Sim.minutes().withBudget(1440 * 2 / ARL0, 1));
        long opened = 0;
        for (int s = 0; s < SERIES / 2; s++) {
            Sim sim = new Sim(engine, MetricKind.RATIO, 9000 + s);
            sim.quiet = true;
            for (int i = 0; i < WINDOWS; i++) {
                double p = LogitNormal.share(LogitNormal.logOdds(0.02) + 0.7 * sim.normal());
                sim.events("v", 300, sim.binomial(300, p));
            }
            opened += sim.opened();
        }
        assertThat(opened).isBetween(14L, 84L);
    }

    /**
     * The same ratios while they are learned, by the default budget: 300 series of 60 windows are
     * worth 0.01 episodes. Taken for binomial until the contrary is evident, they open some eighty.
     */
    @Test
    void ratiosThatVaryKeepTheBudgetWhileTheyAreLearned() {
        ChartEngine engine = new ChartEngine(Sim.minutes());
        long opened = 0;
        for (int s = 0; s < 300; s++) {
            Sim sim = new Sim(engine, MetricKind.RATIO, 20_000 + s);
            sim.quiet = true;
            for (int i = 0; i < 60; i++) {
                double p = LogitNormal.share(LogitNormal.logOdds(0.02) + 0.7 * sim.normal());
                sim.events("v", 300, sim.binomial(300, p));
            }
            opened += sim.opened();
        }
        assertThat(opened).isLessThanOrEqualTo(3);
    }

    /** Sixty calls a minute, one percent errors; after twenty minutes 18 percent. */
    @Test
    void aBurstOfErrorsIsFoundWithinThreeWindowsWhileTheChartLearns() {
        ChartEngine engine = new ChartEngine(Sim.minutes());
        int found = 0;
        for (int s = 0; s < 40; s++) {
            Sim sim = new Sim(engine, MetricKind.RATIO, 100 + s);
            for (int i = 0; i < 20; i++) {
                sim.events("v", 60, sim.binomial(60, 0.01));
            }
            assertThat(sim.opened()).isZero();
            for (int i = 0; i < 3; i++) {
                sim.events("v", 60, sim.binomial(60, 0.18));
            }
            found += sim.opened() > 0 ? 1 : 0;
        }
        assertThat(found).isGreaterThanOrEqualTo(32);
    }
}
