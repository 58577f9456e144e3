/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * How widely a ratio may vary from subgroup to subgroup, as far as few subgroups tell.
 *
 * <p>An estimate of the spread is not enough: with a dozen subgroups it is as likely half of the
 * truth, and limits for an ARL of a million are then crossed a thousand times too often. The spread
 * taken here is the one with which they are crossed as often as they should be on average over all
 * that the subgroups so far do not rule out. Half of all ratios are taken to be binomial, the
 * standard deviation of the others on the scale of their {@link Link} to be half normal; the
 * subgroups add the likelihood of their mean square score, a scaled chi-squared. A limit of rate 1
 * / ARL0 for one dispersion has the rate ARL0^(-r) for one that is r times smaller, but for factors
 * that hardly matter (the exponent of the normal law, which every chart has in common).
 */
final class LikelySpread {

    /** Standard deviation of the spread that ratios have beforehand. */
    private static final double USUAL = 0.3;

    private static final double MOST = 4 * USUAL;
    private static final double STEP = 0.15;
    private static final double HALF_STEP = StrictMath.exp(0.5 * STEP);
    private static final int ROUNDS = 30;
    private static final double ENOUGH = 1e-4;

    private LikelySpread() {}

    /**
     * Variance between subgroups on the scale of the link.
     *
     * @param squares sum of the squares of scores for binomial events
     * @param df independent scores that this is worth, 0 for none
     * @param information of one of them about its point on the scale of the link
     * @param judged information of the subgroup that is to be judged
     * @param arl0 in-control ARL
     */
    static double variance(
            double squares, double df, double information, double judged, double arl0) {
        int size = 1 + (int) (StrictMath.log1p(MOST * MOST * information) / STEP);
        double[] dispersion = new double[size + 1];
        double[] weight = new double[size + 1];
        dispersion[0] = 1;
        weight[0] = 0.5 * likelihood(1, squares, df);
        double sum = weight[0];
        for (int i = 1; i <= size; i++) {
            double d = StrictMath.exp((i - 0.5) * STEP);
            double sd = spread(d, information);
            double width = spread(d * HALF_STEP, information) - spread(d / HALF_STEP, information);
            // of the subgroup to be judged
            dispersion[i] = 1 + (d - 1) / information * judged;
            weight[i] = Normal.density(sd / USUAL) / USUAL * width * likelihood(d, squares, df);
            sum += weight[i];
        }
        double exponent = StrictMath.log(arl0);
        double at = 1;
        for (int round = 0; round < ROUNDS; round++) {
            double rate = 0;
            double slope = 0;
            for (int i = 0; i <= size; i++) {
                double part = weight[i] / sum * StrictMath.exp(-exponent * at / dispersion[i]);
                rate += part;
                slope += part * exponent / dispersion[i];
            }
            // Newton on a convex function from below its root
            double step = (StrictMath.log(rate) + exponent) * rate / slope;
            at += step;
            if (step < ENOUGH) {
                break;
            }
        }
        return (at - 1) / judged;
    }

    private static double spread(double dispersion, double information) {
        return Math.sqrt(Math.max(0, dispersion - 1) / information);
    }

    /** Likelihood of a dispersion in that of the best. */
    private static double likelihood(double dispersion, double squares, double df) {
        if (df <= 0) {
            return 1;
        }
        double best = Math.max(1, squares / df);
        return StrictMath.exp(
                -0.5 * df * StrictMath.log(dispersion / best)
                        - 0.5 * squares * (1 / dispersion - 1 / best));
    }
}
