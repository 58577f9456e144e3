/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.apache.commons.statistics.distribution.TDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitSolverTest {

    @ParameterizedTest(name = "m = {0}")
    @CsvSource({"25", "50", "100", "1000"})
    void singleSubgroupsFollowTheClosedFormForTheMeanFalseAlarmRate(int m) {
        double arl0 = 370.398;
        double t = TDistribution.of(m - 1).inverseSurvivalProbability(0.5 / arl0);
        // the closed form is for S / c4, the engine uses S itself
        assertThat(new LimitSolver(arl0, 0.1).shewhart(m, 0, LimitSolver.KNOWN))
                .isCloseTo(t * Math.sqrt(1 + 1.0 / m), within(2e-4));
    }

    @Test
    void pairsOfIndependentSubgroupsFollowFeller() {
        double p = Normal.survival(2);
        assertThat(1 / ShewhartArl.pairRate(2, 0, 1)).isCloseTo((1 + p) / (p * p), within(1e-9));
        double q = 1 - Math.pow(1 - p, 5);
        assertThat(1 / ShewhartArl.pairRate(2, 0, 5)).isCloseTo((1 + q) / (p * q), within(1e-9));
        for (int after : new int[] {1, 5}) {
            double independent = ShewhartArl.pairRate(2, 0, after);
            assertThat(ShewhartArl.pairRate(2, 1e-9, after))
                    .isCloseTo(independent, within(1e-6 * independent));
        }
    }

    /** 20,000 pairs of the series itself have a standard error below 1 %. */
    @ParameterizedTest(name = "phi = {0}")
    @CsvSource({"0", "0.5", "0.9"})
    void pairsHaveTheRateOfASimulation(double phi) {
        SplittableRandom random = new SplittableRandom(5);
        double x = 0;
        int waits = 0;
        int pairs = 0;
        long steps = 0;
        while (pairs < 20_000) {
            x = phi * x + Math.sqrt(1 - phi * phi) * random.nextGaussian();
            steps++;
            boolean pair = x > 2 && waits > 0;
            pairs += pair ? 1 : 0;
            waits = pair ? 0 : x > 2 ? PairRate.WITHIN : Math.max(0, waits - 1);
        }
        double rate = (double) pairs / steps;
        assertThat(ShewhartArl.pairRate(2, phi, PairRate.WITHIN))
                .isCloseTo(rate, within(0.04 * rate));
    }

    @ParameterizedTest(name = "L = {0}")
    @CsvSource({"2.814", "4", "4.824"})
    void exitRateIsTheReciprocalOfTheArl(double limit) {
        double arl = EwmaArl.fixedLimits(0.1, limit, 0);
        // the ARL starts at the centre, the rate is settled
        assertThat(0.5 / EwmaRate.exitRate(0.1, limit, false)).isCloseTo(arl, within(0.03 * arl));
    }
}
