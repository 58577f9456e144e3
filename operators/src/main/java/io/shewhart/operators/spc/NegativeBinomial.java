/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * Counts with a mean and a variance of mean + (c mean)^2: Poisson arrivals whose rate varies by a
 * share c.
 *
 * <p>Source: Johnson, Kemp and Kotz, Univariate Discrete Distributions, chapter 5 (the gamma
 * mixture of Poissons).
 */
final class NegativeBinomial extends SummedLaw {

    private static final double POISSON_BELOW = 1e-9;
    private static final int STEPS = 60;
    private static final double ENOUGH = 1e-10;

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
     * As if the rate varied by a log-normal and not by a gamma law of the same variance: signed
     * root of the likelihood ratio maximised over the rate, as in {@link LogitNormal}.
     */
    @Override
    double otherZ(double k) {
        double variance = StrictMath.log1p(1 / size);
        double center = StrictMath.log(mean) - 0.5 * variance;
        double at = Math.max(center, StrictMath.log(Math.max(k, 0.5)));
        for (int i = 0; i < STEPS; i++) {
            // from the right, where the slope only falls, Newton's steps never cross the root
            double rate = StrictMath.exp(at);
            double next = at - (rate - k + (at - center) / variance) / (rate + 1 / variance);
            if (at - next < ENOUGH) {
                break;
            }
            at = next;
        }
        double rate = StrictMath.exp(at);
        double away = at - center;
        double squared =
                away * away / variance
                        + 2 * (k * (StrictMath.log(Math.max(k, 1e-9)) - at) - k + rate);
        double typical = StrictMath.exp(center);
        double poisson = 1 / (1 + variance * typical);
        double sixth = poisson * Math.sqrt(poisson / typical) / 6;
        double root = Math.sqrt(Math.max(0, squared));
        return Math.min(Normal.MAX_Z, (k >= typical ? root : -root) + sixth);
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
