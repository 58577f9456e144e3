/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * Events among n trials, given that the baseline saw E events among N: the predictive distribution
 * under Jeffreys' prior.
 *
 * <p>It is the binomial for a long baseline and wider for a short one, so that limits are honest
 * even when the baseline saw no event at all. Source: Johnson, Kemp and Kotz, Univariate Discrete
 * Distributions, section 6.9.
 */
final class BetaBinomial extends SummedLaw {

    private final double a;
    private final double b;
    private final double n;

    private BetaBinomial(double a, double b, double n) {
        this.a = a;
        this.b = b;
        this.n = n;
    }

    static BetaBinomial predictive(long events, long trials, long n) {
        return new BetaBinomial(events + 0.5, trials - events + 0.5, n);
    }

    double p() {
        return a / (a + b);
    }

    @Override
    public double mean() {
        return n * p();
    }

    @Override
    public double standardDeviation() {
        return Math.sqrt(n * p() * (1 - p()) * (a + b + n) / (a + b + 1));
    }

    @Override
    double skewness() {
        double s = a + b;
        return (s + 2 * n) * (b - a) / (s + 2) * Math.sqrt((1 + s) / (n * a * b * (n + s)));
    }

    @Override
    double lnProbability(double k) {
        return Tails.lnBeta(a + k, b + n - k) - Tails.lnBeta(a, b) + Tails.lnChoose(n, k);
    }

    @Override
    double ratio(double k) {
        return (n - k) * (a + k) / ((k + 1) * (b + n - k - 1));
    }

    @Override
    double last() {
        return n;
    }
}
