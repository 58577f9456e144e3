/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * Centre and variance components of subgroup means of varying size: Var(mean of n) = scale (between
 * + within / n).
 *
 * <p>The between-subgroup variance is the value at which the weighted sum of squares equals its
 * degrees of freedom (Paule and Mandel 1982, Consensus values and weighting factors, Journal of
 * Research NBS 87). Where even zero gives less, scale falls below one, so that the fit always
 * reproduces the observed dispersion and, for equal n, is the sample standard deviation S. Moving
 * ranges are not used: they are wrong on autocorrelated windows.
 *
 * @param center weighted mean
 * @param between variance between subgroups, not negative
 * @param within variance inside subgroups
 * @param scale at most 1
 * @param centerVariance variance of the centre
 * @param m subgroups used
 */
record LocationFit(
        double center, double between, double within, double scale, double centerVariance, int m) {

    private static final double LEAST_SCALE = 0.25;

    double variance(double n) {
        return scale * (between + within / n);
    }

    /** Variance of a subgroup of typical size. */
    double dispersion() {
        return centerVariance * m;
    }

    /** Share of the level in the variance of subgroups of n; all of it where nothing varied. */
    double levelShare(double n) {
        double noise = within / n;
        return noise <= 0 ? 1 : between / (between + noise);
    }

    /** Fits the subgroups marked in use; at least two are needed. */
    static LocationFit of(LocationSample sample, boolean[] use) {
        double within = sample.within();
        int m = 0;
        double sum = 0;
        for (int i = 0; i < use.length; i++) {
            if (use[i]) {
                m++;
                sum += sample.mean(i);
            }
        }
        double plain = sum / m;
        double squares = 0;
        for (int i = 0; i < use.length; i++) {
            if (use[i]) {
                squares += (sample.mean(i) - plain) * (sample.mean(i) - plain);
            }
        }
        double total = squares / (m - 1);
        if (within <= 0) {
            return new LocationFit(plain, total, 0, 1, total / m, m);
        }
        double df = m - 1;
        double between = 0;
        double scale = 1;
        double atZero = weighted(sample, use, 0, within)[1];
        if (atZero <= df) {
            scale = Math.max(LEAST_SCALE, atZero / df);
        } else {
            // scaled to the upper bound, so that the tolerance is relative
            between =
                    total
                            * Roots.increasing(
                                    share -> df - weighted(sample, use, share * total, within)[1],
                                    0,
                                    1,
                                    1e-7);
        }
        double[] w = weighted(sample, use, between, within);
        return new LocationFit(w[0], between, within, scale, scale / w[2], m);
    }

    /** Weighted mean, weighted sum of squares about it, sum of weights. */
    private static double[] weighted(
            LocationSample sample, boolean[] use, double between, double within) {
        double weights = 0;
        double sum = 0;
        for (int i = 0; i < use.length; i++) {
            if (use[i]) {
                double weight = 1 / (between + within / sample.n(i));
                weights += weight;
                sum += weight * sample.mean(i);
            }
        }
        double center = sum / weights;
        double squares = 0;
        for (int i = 0; i < use.length; i++) {
            if (use[i]) {
                double d = sample.mean(i) - center;
                squares += d * d / (between + within / sample.n(i));
            }
        }
        return new double[] {center, squares, weights};
    }
}
