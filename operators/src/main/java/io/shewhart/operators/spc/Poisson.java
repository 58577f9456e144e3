/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * Events of a known rate.
 *
 * <p>Tail sums are exact up to a standard deviation of 1,000 events. Source: Johnson, Kemp and
 * Kotz, Univariate Discrete Distributions, chapter 4.
 */
public final class Poisson extends SummedLaw {

    private final double mean;

    /** A Poisson law with a positive mean. */
    public Poisson(double mean) {
        if (!(mean > 0 && mean < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("Poisson mean is " + mean + ", allowed: > 0");
        }
        this.mean = mean;
    }

    @Override
    public double mean() {
        return mean;
    }

    @Override
    public double standardDeviation() {
        return Math.sqrt(mean);
    }

    @Override
    double skewness() {
        return 1 / Math.sqrt(mean);
    }

    @Override
    double lnProbability(double k) {
        return k * StrictMath.log(mean) - mean - Tails.lnGamma(k + 1);
    }

    @Override
    double ratio(double k) {
        return mean / (k + 1);
    }

    @Override
    double last() {
        return Double.MAX_VALUE;
    }

    @Override
    double continuousFrom() {
        return 1000;
    }
}
