/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * Counts with a mean and a variance of mean + (c mean)^2: Poisson arrivals whose rate varies by a
 * share c.
 *
 * <p>Source: Johnson, Kemp and Kotz, Univariate Discrete Distributions, chapter 5 (the gamma
 * mixture of Poissons).
 */
final class NegativeBinomial extends CountLaw {

    private static final double POISSON_BELOW = 1e-9;

    private final double mean;
    private final double size;

    /**
     * @param mean expected count, positive
     * @param relativeVariance c squared, not negative
     */
    NegativeBinomial(double mean, double relativeVariance) {
        this.mean = mean;
        this.size = 1 / Math.max(POISSON_BELOW, relativeVariance);
    }

    @Override
    double mean() {
        return mean;
    }

    @Override
    double standardDeviation() {
        return Math.sqrt(mean + mean * mean / size);
    }

    @Override
    double skewness() {
        return (1 + 2 * mean / size) / standardDeviation();
    }

    @Override
    double lnProbability(double k) {
        return Tails.lnGamma(size + k)
                - Tails.lnGamma(size)
                - Tails.lnGamma(k + 1)
                - size * StrictMath.log1p(mean / size)
                + k * (StrictMath.log(mean) - StrictMath.log(size + mean));
    }

    @Override
    double ratio(double k) {
        return (k + size) / (k + 1) * (mean / (size + mean));
    }

    @Override
    double last() {
        return Double.MAX_VALUE;
    }
}
