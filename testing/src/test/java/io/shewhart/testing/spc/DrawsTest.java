/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.spc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.DiscreteDistribution;
import org.apache.commons.statistics.distribution.PoissonDistribution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Counts against their distributions: centre, both shoulders and tails. */
class DrawsTest {
    private static final int DRAWS = 200_000;

    @ParameterizedTest(name = "mean {0}")
    @CsvSource({"0.3", "5", "11.9", "12.1", "60", "1000"})
    void poisson(double mean) {
        Draws draws = new Draws(1);
        long[] counts = new long[DRAWS];
        for (int i = 0; i < DRAWS; i++) {
            counts[i] = draws.poisson(mean);
        }
        follows(counts, PoissonDistribution.of(mean), mean, Math.sqrt(mean));
    }

    @ParameterizedTest(name = "{0} trials, {1}")
    @CsvSource({"20, 0.005", "60, 0.18", "200, 0.05", "200, 0.07", "1000, 0.7", "100000, 0.01"})
    void binomial(int n, double p) {
        Draws draws = new Draws(2);
        long[] counts = new long[DRAWS];
        for (int i = 0; i < DRAWS; i++) {
            counts[i] = draws.binomial(n, p);
        }
        follows(counts, BinomialDistribution.of(n, p), n * p, Math.sqrt(n * p * (1 - p)));
    }

    /** Five standard errors of the share of draws above each point. */
    private static void follows(
            long[] counts, DiscreteDistribution law, double mean, double deviation) {
        for (double z : new double[] {-3, -1, 0, 1, 2, 3}) {
            int at = (int) Math.floor(mean + z * deviation);
            double expected = law.survivalProbability(at);
            double share = 0;
            for (long count : counts) {
                share += count > at ? 1.0 / DRAWS : 0;
            }
            double error = Math.sqrt(Math.max(expected * (1 - expected), 1e-9) / DRAWS);
            assertThat(share).isCloseTo(expected, within(5 * error + 1e-5));
        }
    }
}
