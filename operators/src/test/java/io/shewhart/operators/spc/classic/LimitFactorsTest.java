/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc.classic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.shewhart.operators.spc.ShewhartArl;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitFactorsTest {

    private static final double ALPHA = 1 / 370.398;

    /** Closed forms evaluated with R's qt and qchisq; Monte Carlo agrees to its third digit. */
    @ParameterizedTest(name = "m = {0}, gamma = {1}")
    @CsvSource({"25, 0.9, 3.7484", "100, 0.9, 3.3156", "1000, 0.9, 3.0899", "100, 0.95, 3.409"})
    void guaranteed(int m, double gamma, double factor) {
        double tolerance = gamma == 0.95 ? 5e-4 : 1e-4;
        assertThat(LimitFactors.guaranteed(m, ALPHA, gamma)).isCloseTo(factor, within(tolerance));
    }

    @ParameterizedTest(name = "m = {0}")
    @CsvSource({"25, 3.3756", "100, 3.0851"})
    void meanRate(int m, double factor) {
        assertThat(LimitFactors.meanRate(m, ALPHA)).isCloseTo(factor, within(1e-4));
    }

    /**
     * With the guaranteed factor 90 % of all baselines have a conditional ARL0 of 370.4 at least;
     * 20,000 baselines have a standard error of 0.002.
     */
    @ParameterizedTest(name = "m = {0}")
    @CsvSource({"25", "100"})
    void nineOutOfTenBaselinesKeepTheirPromise(int m) {
        double factor = LimitFactors.guaranteed(m, ALPHA, 0.9);
        SplittableRandom random = new SplittableRandom(m);
        int kept = 0;
        int runs = 20_000;
        for (int r = 0; r < runs; r++) {
            List<Subgroup> x = new ArrayList<>();
            for (int i = 0; i < m; i++) {
                x.add(Subgroup.individual(i, random.nextGaussian()));
            }
            double center = Sigma.center(x);
            double sigma = SigmaBetween.standardDeviation(x);
            ChartPoint limits =
                    MeanChart.individuals(center, sigma, factor).fold(Subgroup.individual(0, 0));
            double half = 0.5 * (limits.ucl() - limits.lcl());
            kept += ShewhartArl.twoSided(half, limits.center()) >= 370.398 ? 1 : 0;
        }
        assertThat(kept / (double) runs).isCloseTo(0.9, within(0.01));
    }

    /** The factor for the mean rate gives 1 / 370.4 on average over baselines. */
    @Test
    void meanRateIsRightOnAverage() {
        int m = 25;
        double factor = LimitFactors.meanRate(m, ALPHA);
        SplittableRandom random = new SplittableRandom(9);
        int runs = 40_000;
        double sum = 0;
        double squares = 0;
        for (int r = 0; r < runs; r++) {
            List<Subgroup> x = new ArrayList<>();
            for (int i = 0; i < m; i++) {
                x.add(Subgroup.individual(i, random.nextGaussian()));
            }
            double half = factor * SigmaBetween.standardDeviation(x);
            double rate = 1 / ShewhartArl.twoSided(half, Sigma.center(x));
            sum += rate;
            squares += rate * rate;
        }
        double mean = sum / runs;
        double se = Math.sqrt((squares / runs - mean * mean) / runs);
        assertThat(mean).isCloseTo(ALPHA, within(3 * se));
    }
}
