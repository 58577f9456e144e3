/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Values of the formulas computed independently with numpy, and by R 4.2.2 where a function of R is
 * named; type I errors by simulation.
 */
class SequentialTest {

    private static Offset<Double> millionth(double x) {
        return within(1e-6 * Math.abs(x));
    }

    @ParameterizedTest(name = "n = {0}, difference {1}")
    @CsvSource({
        "100, 0.3, 1.728523",
        "1000, 0.1, 3.278722",
        "1000, 0.15, 44.328166",
        "5000, 0.05, 3.958081"
    })
    void mixtureOfTwoSamples(double n, double difference, double lambda) {
        assertThat(MixtureSprt.twoSamples(n, difference, 1, 0.01))
                .isCloseTo(lambda, within(5.1e-7));
    }

    @ParameterizedTest(name = "n = {0}, deviation {1}, mixture {2}")
    @CsvSource({"100, 0.3, 0.04, 16.367228", "1000, 0.1, 0.01, 28.403345"})
    void mixtureOfOneSample(double n, double deviation, double mixture, double lambda) {
        assertThat(MixtureSprt.oneSample(n, deviation, 1, mixture))
                .isCloseTo(lambda, within(5.1e-7));
    }

    @ParameterizedTest(name = "{0} of {1}, share {2}")
    @CsvSource({
        "60, 100, 0.5, 0.9130497784875727",
        "65, 100, 0.5, 11.46139394769095",
        "550, 1000, 0.5, 5.897386332148125",
        "30, 100, 0.2, 1.9078363658592805",
        "0, 50, 0.1, 3.8045592499659437"
    })
    void ratioOfCounts(double a, double all, double share, double e) {
        assertThat(CountRatio.eValue(a, all - a, share)).isCloseTo(e, millionth(e));
    }

    /**
     * 5,000 looks at alpha 0.05: always valid stays below, and near what 40,000 runs with numpy
     * gave (0.0295 and 0.038); a fixed z that peeks every 100 is wrong in a third of all cases
     * (0.331). 2,000 runs have a standard error of at most 0.011.
     */
    @Test
    void oneMayLookFiveThousandTimes() {
        SplittableRandom random = new SplittableRandom(1);
        int runs = 2000;
        int mixture = 0;
        int counts = 0;
        int peeking = 0;
        for (int r = 0; r < runs; r++) {
            double sum = 0;
            double p = 1;
            double a = 0;
            boolean reached = false;
            boolean peeked = false;
            for (int n = 1; n <= 5000; n++) {
                double x = random.nextGaussian();
                double y = random.nextGaussian();
                sum += x - y;
                p = MixtureSprt.pValue(p, MixtureSprt.twoSamples(n, sum / n, 1, 0.01));
                peeked |= n % 100 == 0 && Math.abs(sum) / Math.sqrt(2.0 * n) > 1.959964;
                a += random.nextBoolean() ? 1 : 0;
                reached |= CountRatio.eValue(a, n - a, 0.5) >= 20;
            }
            mixture += p <= 0.05 ? 1 : 0;
            counts += reached ? 1 : 0;
            peeking += peeked ? 1 : 0;
        }
        assertThat(mixture / (double) runs).isLessThan(0.05).isCloseTo(0.0295, within(0.0115));
        assertThat(counts / (double) runs).isLessThan(0.05).isCloseTo(0.03825, within(0.013));
        assertThat(peeking / (double) runs).isCloseTo(0.331, within(0.033));
    }

    /** Both arms get the same traffic; median and 90th percentile of events until E reaches 20. */
    @ParameterizedTest(name = "rate ratio {0}")
    @CsvSource({"1.5, 219, 495", "2, 68, 150", "3, 28, 63"})
    void eventsUntilADifferenceIsFound(double ratio, double median, double ninth) {
        SplittableRandom random = new SplittableRandom(2);
        int runs = 2000;
        double[] events = new double[runs];
        for (int r = 0; r < runs; r++) {
            double a = 0;
            int n = 0;
            do {
                n++;
                a += random.nextDouble() < ratio / (1 + ratio) ? 1 : 0;
            } while (CountRatio.eValue(a, n - a, 0.5) < 20);
            events[r] = n;
        }
        java.util.Arrays.sort(events);
        assertThat(events[runs / 2]).isCloseTo(median, within(0.1 * median));
        assertThat(events[9 * runs / 10]).isCloseTo(ninth, within(0.1 * ninth));
    }

    /** wilcox.test(x, y, exact = FALSE, conf.int = TRUE, conf.level = 0.98). */
    @Test
    void rankSum() {
        double[] x = {120, 130, 125, 140, 150, 135, 128, 132, 145, 138};
        double[] y = {118, 121, 119, 126, 124, 122, 127, 123, 120, 125};
        RankSum test = RankSum.of(x, y, 0.98);
        assertThat(test.w()).isEqualTo(90);
        assertThat(test.pValue()).isCloseTo(0.002807, within(5e-7));
        // R's own root finding stops within 1e-4 of the steps at 11, 3 and 21
        assertThat(test.shift()).isCloseTo(11.00005, within(1e-4));
        assertThat(test.low()).isCloseTo(3.000033, within(1e-4));
        assertThat(test.high()).isCloseTo(20.999976, within(1e-4));
        assertThat(test.effect()).isCloseTo(0.9, within(1e-12));
        RankSum mirrored = RankSum.of(y, x, 0.98);
        assertThat(mirrored.pValue()).isCloseTo(test.pValue(), within(1e-12));
        assertThat(mirrored.shift()).isCloseTo(-test.shift(), within(1e-6));
        assertThat(mirrored.low()).isCloseTo(-test.high(), within(1e-6));
    }

    @Test
    void rankSumOfTheSameValueEverywhere() {
        double[] x = {2, 2, 2};
        RankSum test = RankSum.of(x, x, 0.98);
        assertThat(test.pValue()).isEqualTo(1);
        assertThat(test.shift()).isZero();
        assertThat(test.effect()).isEqualTo(0.5);
    }

    /** 2.3 % of comparisons at a confidence of 98 % without any tolerance (60 each, numpy). */
    @Test
    void rankSumKeepsItsLevel() {
        SplittableRandom random = new SplittableRandom(3);
        int runs = 3000;
        int out = 0;
        for (int r = 0; r < runs; r++) {
            double[] x = random.doubles(60).toArray();
            double[] y = random.doubles(60).toArray();
            out += RankSum.of(x, y, 0.98).pValue() < 0.02 ? 1 : 0;
        }
        assertThat(out / (double) runs).isCloseTo(0.02, within(3 * 0.0026));
    }

    /** prop.test(c(15, 30), c(1000, 1000), correct = FALSE) and fisher.test. */
    @Test
    void twoProportions() {
        TwoProportions test = TwoProportions.of(15, 1000, 30, 1000, 0.95);
        assertThat(test.chiSquared()).isCloseTo(5.1151, within(5e-5));
        assertThat(test.pValue()).isCloseTo(0.02372, within(5e-6));
        assertThat(test.low()).isCloseTo(-0.02798245, within(5e-9));
        assertThat(test.high()).isCloseTo(-0.00201755, within(5e-9));
        assertThat(test.exactPValue()).isCloseTo(0.0336558, within(5e-8));
        TwoProportions none = TwoProportions.of(0, 10, 0, 20, 0.95);
        assertThat(none.pValue()).isEqualTo(1);
        assertThat(none.exactPValue()).isCloseTo(1, within(1e-12));
    }

    /** power.prop.test, rounded up. */
    @ParameterizedTest(name = "{0} to {1}")
    @CsvSource({
        "0.01, 0.015, 7750, 14691",
        "0.01, 0.02, 2319, 4395",
        "0.001, 0.002, 23511, 44569",
        "0.05, 0.06, 8158, 15465",
        "0.02, 0.025, 13809, 26178"
    })
    void sampleSizes(double p1, double p2, double usual, double strict) {
        assertThat(Math.ceil(TwoProportions.sampleSize(p1, p2, 0.05, 0.8))).isEqualTo(usual);
        assertThat(Math.ceil(TwoProportions.sampleSize(p1, p2, 0.01, 0.9))).isEqualTo(strict);
    }

    /** p.adjust(p, "BH"). */
    @Test
    void benjaminiHochberg() {
        double[] p = {0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205, 0.212, 0.216};
        double[] adjusted = {0.01, 0.04, 0.084, 0.084, 0.084, 0.1, 0.1057143, 0.216, 0.216, 0.216};
        double[] found = FalseDiscoveryRate.benjaminiHochberg(p);
        for (int i = 0; i < p.length; i++) {
            assertThat(found[i]).isCloseTo(adjusted[i], within(5e-8));
        }
        double[] shuffled = FalseDiscoveryRate.benjaminiHochberg(0.212, 0.001, 0.216, 0.5);
        assertThat(shuffled[1]).isCloseTo(0.004, within(1e-12));
        assertThat(shuffled[0]).isCloseTo(0.288, within(1e-12));
    }

    /** Benjamini-Hochberg times 1 + 1/2 + ... + 1/10 = 2.928968, at most 1. */
    @Test
    void benjaminiYekutieli() {
        double[] p = {0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205, 0.212, 0.216};
        double[] found = FalseDiscoveryRate.benjaminiYekutieli(p);
        assertThat(found[0]).isCloseTo(0.01 * 2.928968, within(1e-7));
        assertThat(found[6]).isCloseTo(0.1057143 * 2.928968, within(1e-6));
        assertThat(FalseDiscoveryRate.benjaminiYekutieli(0.9, 0.8)).containsExactly(1, 1);
    }

    @Test
    void whatIsImpossibleIsRefused() {
        assertThatThrownBy(() -> FalseDiscoveryRate.benjaminiHochberg(0.5, Double.NaN))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RankSum.of(new double[0], new double[] {1}, 0.98))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CountRatio.eValue(1, 1, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MixtureSprt.oneSample(0, 1, 1, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TwoProportions.of(3, 2, 0, 1, 0.95))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
