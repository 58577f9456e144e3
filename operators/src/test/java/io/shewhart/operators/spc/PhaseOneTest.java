/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PhaseOneTest {

    private static LocationPoint point(int i, double level) {
        return new LocationPoint(i, i + 1, 50, level, 49 * 0.09);
    }

    @Test
    void anIncidentInPhaseOneIsScreenedOut() {
        Sim sim = new Sim(Sim.minutes(), MetricKind.LATENCY, 1);
        LocationSample sample = new LocationSample();
        for (int i = 0; i < 100; i++) {
            double shift = i >= 40 && i < 55 ? 2 : 0;
            sample.add(point(i, shift + 0.1 * sim.normal()), false, false);
        }
        PhaseOne.Screened screened = PhaseOne.screen(sample, LocationScale.LOG);
        assertThat(screened.fit().m()).isBetween(83, 85);
        assertThat(screened.fit().center()).isCloseTo(0, within(0.05));
        assertThat(Math.sqrt(screened.fit().variance(50))).isCloseTo(0.1, within(0.03));
    }

    @Test
    void twoLevelsOfEqualWeightAreEitherWideOrRefused() {
        LocationSample sample = new LocationSample();
        Sim sim = new Sim(Sim.minutes(), MetricKind.LATENCY, 2);
        for (int i = 0; i < 100; i++) {
            sample.add(point(i, (i < 55 ? 0 : 3) + 0.1 * sim.normal()), false, false);
        }
        PhaseOne.Screened screened = PhaseOne.screen(sample, LocationScale.LOG);
        if (screened != null) {
            assertThat(Math.sqrt(screened.fit().variance(50))).isGreaterThan(1);
            assertThat(screened.phi()).isGreaterThan(0.8);
        }
    }

    /** Pairs that alternate would be correlated by -1; behind gaps they are no pairs. */
    @Test
    void subgroupsWithAGapBetweenThemAreNoNeighbours() {
        LocationSample adjacent = new LocationSample();
        LocationSample apart = new LocationSample();
        for (int i = 0; i < 100; i++) {
            double x = i / 2 % 2 == 0 ? 1 : -1;
            adjacent.add(point(i, x), false, false);
            apart.add(point(i, x), false, i % 2 == 0);
        }
        assertThat(PhaseOne.screen(adjacent, LocationScale.LOG).phi()).isLessThan(0.1);
        assertThat(PhaseOne.screen(apart, LocationScale.LOG).phi()).isEqualTo(0.95);
    }

    @Test
    void ratiosWithAGapBetweenThemAreNoNeighbours() {
        AttributeSample adjacent = new AttributeSample();
        AttributeSample apart = new AttributeSample();
        for (int i = 0; i < 100; i++) {
            long x = i / 2 % 2 == 0 ? 160 : 40;
            adjacent.add(x, 1000, false, i + 1);
            apart.add(x, 1000, i % 2 == 0, i + 1);
        }
        assertThat(AttributePhaseOne.learn(adjacent, "", "", Link.LOGIT).phi()).isLessThan(0.1);
        assertThat(AttributePhaseOne.learn(apart, "", "", Link.LOGIT).phi()).isEqualTo(0.95);
    }

    @Test
    void correlationOfNeighboursIsMeasured() {
        Sim sim = new Sim(Sim.minutes(), MetricKind.LATENCY, 3);
        LocationSample sample = new LocationSample();
        double x = 0;
        for (int i = 0; i < 1000; i++) {
            x = 0.5 * x + Math.sqrt(0.75) * sim.normal();
            sample.add(point(i, x), false, false);
        }
        assertThat(PhaseOne.screen(sample, LocationScale.LOG).phi()).isCloseTo(0.5, within(0.08));
    }

    @Test
    void aRatioWithoutEventsHasAnHonestUpperLimit() {
        AttributeSample sample = new AttributeSample();
        for (int i = 0; i < 100; i++) {
            sample.add(0, 100, false, i + 1);
        }
        AttributeBaseline baseline = AttributePhaseOne.learn(sample, "id", "v", Link.LOGIT);
        BetaBinomial law = BetaBinomial.predictive(baseline.events(), baseline.trials(), 100);
        assertThat(baseline.sigmaZ()).isEqualTo(1);
        assertThat(law.upperLimit(3)).isEqualTo(1);
    }
}
