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
    public double mean() {
        return mean;
    }

    @Override
    public double standardDeviation() {
        return Math.sqrt(mean + mean * mean / size);
    }

    @Override
    double skewness() {
        return (1 + 2 * mean / size) / standardDeviation();
    }

    /**
     * As if the rate varied by a log-normal and not by a gamma law of the same variance: third
     * moment of the rate m^3 c^4 (3 + c^2) in the place of 2 m^3 c^4.
     */
    @Override
    double upperSkewness() {
        double c2 = 1 / size;
        double a = mean * c2;
        double third = mean * (1 + 3 * a + a * a * (3 + c2));
        double sd = standardDeviation();
        return third / (sd * sd * sd);
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
