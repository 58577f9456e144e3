/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * Events among n trials with a known ratio p.
 *
 * <p>Tail sums are exact up to a standard deviation of 1,000 events. Source: Johnson, Kemp and
 * Kotz, Univariate Discrete Distributions, chapter 3.
 */
public final class Binomial extends SummedLaw {

    private final double n;
    private final double p;

    /**
     * A binomial law.
     *
     * @param n trials, at least 1
     * @param p probability of an event, inside (0, 1)
     */
    public Binomial(double n, double p) {
        if (!(n >= 1 && p > 0 && p < 1)) {
            throw new IllegalArgumentException(
                    "binomial of n " + n + " and p " + p + ", allowed: n >= 1, 0 < p < 1");
        }
        this.n = n;
        this.p = p;
    }

    @Override
    public double mean() {
        return n * p;
    }

    @Override
    public double standardDeviation() {
        return Math.sqrt(n * p * (1 - p));
    }

    @Override
    double skewness() {
        return (1 - 2 * p) / standardDeviation();
    }

    @Override
    double lnProbability(double k) {
        return Tails.lnChoose(n, k) + k * StrictMath.log(p) + (n - k) * StrictMath.log1p(-p);
    }

    @Override
    double ratio(double k) {
        return (n - k) / (k + 1) * (p / (1 - p));
    }

    @Override
    double last() {
        return n;
    }

    @Override
    double continuousFrom() {
        return 1000;
    }
}
