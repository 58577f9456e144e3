/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc.sequential;

/**
 * Mixture sequential probability ratio test of a normal mean with a normal mixture of variance tau²
 * over the effect: an always-valid p-value.
 *
 * <p>Under the null hypothesis the probability that 1 / Lambda ever falls to alpha or below is at
 * most alpha, so one may look after every observation and stop at any time. Sources: Robbins
 * (1970), Statistical methods related to the law of the iterated logarithm; Johari, Koomen, Pekelis
 * and Walsh (2022), Always valid inference: continuous monitoring of A/B tests, Operations Research
 * 70.
 */
public final class MixtureSprt {

    private MixtureSprt() {}

    /**
     * Likelihood ratio Lambda of one sample.
     *
     * @param n observations
     * @param deviation mean minus the hypothetical mean
     * @param variance variance of an observation
     * @param mixture tau², best near the square of the effect that matters
     */
    public static double oneSample(double n, double deviation, double variance, double mixture) {
        check(n, variance, mixture);
        double total = variance + n * mixture;
        return Math.sqrt(variance / total)
                * StrictMath.exp(n * n * mixture * deviation * deviation / (2 * variance * total));
    }

    /**
     * Likelihood ratio Lambda of two samples of n each.
     *
     * @param difference difference of the means
     */
    public static double twoSamples(double n, double difference, double variance, double mixture) {
        check(n, variance, mixture);
        return oneSample(n, difference, 2 * variance, mixture);
    }

    /** Always-valid p-value: the smallest 1 / Lambda so far. */
    public static double pValue(double before, double lambda) {
        return Math.min(Math.min(1, before), 1 / lambda);
    }

    private static void check(double n, double variance, double mixture) {
        if (!(n > 0 && variance > 0 && mixture > 0)) {
            throw new IllegalArgumentException(
                    "n "
                            + n
                            + ", variance "
                            + variance
                            + ", mixture "
                            + mixture
                            + ", allowed: all > 0");
        }
    }
}
