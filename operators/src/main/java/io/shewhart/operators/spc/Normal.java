/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import org.apache.commons.statistics.distribution.NormalDistribution;

/** Standard normal distribution, accurate in both tails. */
public final class Normal {

    private static final NormalDistribution N01 = NormalDistribution.of(0, 1);
    private static final double INV_SQRT_2PI = 0.3989422804014327;

    /**
     * Beyond this many sigma tail probabilities underflow; z scores from probabilities stop here.
     */
    public static final double MAX_Z = 37;

    private Normal() {}

    public static double density(double x) {
        return INV_SQRT_2PI * StrictMath.exp(-0.5 * x * x);
    }

    public static double cdf(double x) {
        return N01.cumulativeProbability(x);
    }

    public static double survival(double x) {
        return N01.survivalProbability(x);
    }

    /** The x with P(X &gt; x) = p. */
    public static double upperQuantile(double p) {
        return N01.inverseSurvivalProbability(p);
    }

    /** z score of a lower tail probability, within plus or minus {@link #MAX_Z}. */
    public static double lowerZ(double p) {
        return -upperZ(p);
    }

    /** z score of an upper tail probability, within plus or minus {@link #MAX_Z}. */
    public static double upperZ(double p) {
        if (p <= 0) {
            return MAX_Z;
        }
        if (p >= 1) {
            return -MAX_Z;
        }
        return Math.max(-MAX_Z, Math.min(MAX_Z, upperQuantile(p)));
    }
}
