/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
        assertThat(1 / ShewhartArl.pairRate(2, 0)).isCloseTo((1 + p) / (p * p), within(1e-9));
        assertThat(ShewhartArl.pairRate(2, 1e-9))
                .isCloseTo(ShewhartArl.pairRate(2, 0), within(1e-9));
    }

    @ParameterizedTest(name = "L = {0}")
    @CsvSource({"2.814", "4", "4.824"})
    void exitRateIsTheReciprocalOfTheArl(double limit) {
        double arl = EwmaArl.fixedLimits(0.1, limit, 0);
        // the ARL starts at the centre, the rate is settled
        assertThat(0.5 / EwmaRate.exitRate(0.1, limit, false)).isCloseTo(arl, within(0.03 * arl));
    }
}
