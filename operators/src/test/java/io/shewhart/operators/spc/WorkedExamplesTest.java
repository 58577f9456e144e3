/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.TDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkedExamplesTest {

    /** NIST/SEMATECH e-Handbook 6.3.2.4: lambda 0.3, target 50, sigma 2.0539. */
    @Test
    void ewmaOfTheHandbook() {
        double[] x = {
            52, 47, 53, 49.3, 50.1, 47, 51, 50.1, 51.2, 50.5, 49.6, 47.6, 49.9, 51.3, 47.8, 51.2,
            52.6, 52.4, 53.6, 52.1
        };
        Ewma ewma = Ewma.START.add(x[0] - 50, 2.0539, 0.3, 0, 1);
        assertThat(50 + 3 * ewma.sigma()).isCloseTo(51.84851, within(5e-6));
        for (int i = 1; i < x.length; i++) {
            ewma = ewma.add(x[i] - 50, 2.0539, 0.3, 0, 1);
        }
        assertThat(50 + ewma.value()).isCloseTo(51.988243, within(5e-7));
        assertThat(50 + 3 * ewma.sigma()).isCloseTo(52.5884, within(2e-3));
    }

    /** Schmid 1997: lambda / (2 - lambda) (1 + phi (1 - lambda)) / (1 - phi (1 - lambda)). */
    @ParameterizedTest(name = "phi = {0}")
    @CsvSource({"0", "0.25", "0.5", "0.9"})
    void ewmaVarianceSettlesWhereTheoryPutsIt(double phi) {
        Ewma ewma = Ewma.START;
        for (int i = 0; i < 400; i++) {
            ewma = ewma.add(0, 2, 0.1, phi, 1);
        }
        double theory = 4 * (0.1 / 1.9) * (1 + 0.9 * phi) / (1 - 0.9 * phi);
        assertThat(ewma.variance()).isCloseTo(theory, within(1e-9));
    }

    /**
     * Quesenberry's Q on the flow rates of NIST/SEMATECH e-Handbook 6.3.2.2; reference values by
     * R's qnorm and pt.
     */
    @Test
    void selfStartingQOfTheFlowRates() {
        double[] x = {49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1};
        double[] expected = {
            0.538679, 1.133518, -0.898927, 1.011460, 1.478572, 1.098832, 1.445002, 0.618877
        };
        LocationSample sample = new LocationSample();
        for (int i = 0; i < x.length; i++) {
            if (i >= 2) {
                boolean[] use = new boolean[i];
                Arrays.fill(use, true);
                LocationFit fit = LocationFit.of(sample, use);
                double t =
                        (x[i] - fit.center()) / Math.sqrt(fit.variance(1) + fit.centerVariance());
                double q = Normal.lowerZ(TDistribution.of(i - 1).cumulativeProbability(t));
                // values are kept as float
                assertThat(q).isCloseTo(expected[i - 2], within(2e-6));
            }
            sample.add(new LocationPoint(i, i + 1, 1, x[i], 0), false, false);
        }
    }

    /** Exact limits: smallest k with P(X &gt; k) at most 0.00135, R's qbinom. */
    @ParameterizedTest(name = "n = {0}, p = {1}")
    @CsvSource({"100, 0.01, 5", "1000, 0.01, 21", "10000, 0.01, 131", "50, 0.2313333, 21"})
    void exactBinomialLimits(long n, double p, double limit) {
        long baseline = 10_000_000_000L;
        BetaBinomial law = BetaBinomial.predictive(Math.round(p * baseline), baseline, n);
        assertThat(law.upperLimit(3)).isEqualTo(limit);
    }

    /**
     * Poisson 19.8461538 (Montgomery's circuit boards): exact 0.9973 limits 8 and 34 by R's qpois.
     */
    @Test
    void exactPoissonLimits() {
        NegativeBinomial law = new NegativeBinomial(19.8461538, 0);
        assertThat(law.lowerLimit(3)).isEqualTo(8);
        assertThat(law.upperLimit(3)).isEqualTo(34);
    }

    /**
     * Equal subgroup sizes make the fit the plain mean and sample standard deviation;
     * antifreeze-like numbers.
     */
    @Test
    void fitOfEqualSizesIsS() {
        LocationSample sample = new LocationSample();
        double[] x = {2, 2.5, 3, 2.25, 2.75};
        for (double v : x) {
            sample.add(new LocationPoint(0, 1, 10, v, 9 * 0.04), false, false);
        }
        boolean[] use = new boolean[x.length];
        Arrays.fill(use, true);
        LocationFit fit = LocationFit.of(sample, use);
        assertThat(fit.center()).isCloseTo(2.5, within(1e-12));
        assertThat(fit.variance(10)).isCloseTo(0.15625, within(1e-6));
        assertThat(fit.variance(20)).isCloseTo(0.15625 - 0.002, within(1e-6));
    }
}
