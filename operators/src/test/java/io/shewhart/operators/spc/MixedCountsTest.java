/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.PoissonDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scores of counts whose rate varies, against tails summed over that variation by brute force. */
class MixedCountsTest {

    private static double mixed(DoubleUnaryOperator tail) {
        double sum = 0;
        double weights = 0;
        for (double u = -9; u <= 9; u += 0.02) {
            double weight = Normal.density(u);
            sum += weight * tail.applyAsDouble(u);
            weights += weight;
        }
        return sum / weights;
    }

    @ParameterizedTest(name = "n {0}, share {1}, variance {2}, score {3}")
    @CsvSource({
        "200, 0.01, 0.0001, 3",
        "1000, 0.05, 0.04, 2",
        "1000, 0.05, 0.04, 5",
        "300, 0.02, 0.49, 3",
        "300, 0.02, 0.49, 5",
        "60, 0.1, 0.25, 4",
        "100000, 0.01, 0.01, 4"
    })
    void logitNormalTailsAreThoseOfTheMixture(int n, double share, double variance, double score) {
        double center = LogitNormal.logOdds(share);
        LogitNormal law = new LogitNormal(n, center, variance);
        int above = (int) law.upperLimit(score) + 1;
        double upper =
                mixed(
                        u ->
                                BinomialDistribution.of(n, odds(center, variance, u))
                                        .survivalProbability(above - 1));
        assertThat(law.z(above)).isGreaterThan(score);
        assertThat(law.z(above - 1)).isLessThanOrEqualTo(score + 1e-3);
        assertThat(law.z(above)).isCloseTo(Normal.upperZ(upper), within(0.05));
        double limit = law.lowerLimit(score);
        if (!Double.isNaN(limit)) {
            int below = (int) limit - 1;
            double lower =
                    mixed(
                            u ->
                                    BinomialDistribution.of(n, odds(center, variance, u))
                                            .cumulativeProbability(below));
            assertThat(law.z(below)).isCloseTo(Normal.lowerZ(lower), within(0.05));
        }
    }

    private static double odds(double center, double variance, double u) {
        return LogitNormal.share(center + Math.sqrt(variance) * u);
    }

    @ParameterizedTest(name = "mean {0}, relative variance {1}, count {2}")
    @CsvSource({
        "60, 0.25, 180",
        "60, 0.25, 480",
        "1000, 0.04, 2000",
        "3, 0.1, 15",
        "130, 0.6, 650"
    })
    void countsAreNeverMoreSurprisingThanUnderALogNormalRate(double mean, double c2, int k) {
        double sigma = Math.sqrt(StrictMath.log1p(c2));
        double center = StrictMath.log(mean) - sigma * sigma / 2;
        double tail =
                mixed(
                        u ->
                                PoissonDistribution.of(StrictMath.exp(center + sigma * u))
                                        .survivalProbability(k - 1));
        double logNormal = Normal.upperZ(tail);
        NegativeBinomial law = new NegativeBinomial(mean, c2);
        assertThat(law.otherZ(k - 0.5)).isCloseTo(logNormal, within(0.05));
        assertThat(law.z(k)).isLessThan(logNormal + 0.05);
    }

    @Test
    void levelAndSpreadOfLogOddsAreFoundAgain() {
        Sim sim = new Sim(Sim.minutes(), MetricKind.RATIO, 11);
        int m = 1000;
        AttributeSample sample = new AttributeSample();
        for (int i = 0; i < m; i++) {
            double p = odds(LogitNormal.logOdds(0.02), 0.49, sim.normal());
            sample.add(sim.binomial(300, p), 300, false, i + 1);
        }
        AttributeBaseline baseline = AttributePhaseOne.learn(sample, "id", "v", Link.LOGIT);
        // standard errors: sqrt((0.49 + 1 / 6) / m) = 0.026 and (0.49 + 1 / 6) sqrt(2 / m) = 0.029
        assertThat(baseline.center()).isCloseTo(LogitNormal.logOdds(0.02), within(3 * 0.026));
        assertThat(baseline.variance()).isCloseTo(0.49, within(4 * 0.029));
        assertThat(baseline.phi()).isLessThan(0.15);
    }
}
