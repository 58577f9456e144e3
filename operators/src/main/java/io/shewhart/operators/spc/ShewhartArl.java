/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * Average run lengths of charts without memory, normal data, known parameters; limits in sigma.
 *
 * <p>Sources: Montgomery, Introduction to Statistical Quality Control, section 5.3; for pairs, the
 * renewal argument of Feller, An Introduction to Probability Theory I, section XIII.7.
 */
public final class ShewhartArl {

    private static final int FIRST = 48;
    private static final int BELOW = 96;

    /** Below this there is nothing that matters of a standard normal law. */
    private static final double LOWEST = -7;

    private ShewhartArl() {}

    /** Two-sided ARL at a shift of delta sigma. */
    public static double twoSided(double limit, double delta) {
        return 1 / (Normal.survival(limit - delta) + Normal.cdf(-limit - delta));
    }

    /** Two-sided limit for an in-control ARL. */
    public static double limitFor(double arl0) {
        return Normal.upperQuantile(0.5 / arl0);
    }

    /**
     * Rate per subgroup at which a second subgroup falls above the limit not more than so many
     * after a first one, for a first-order autoregressive series with lag-one correlation phi: the
     * renewal rate of such seconds, each of which ends its run.
     */
    static double pairRate(double limit, double phi, int within) {
        double p = Normal.survival(limit);
        double followed =
                phi > 0
                        ? followed(limit, phi, within) / p
                        : -StrictMath.expm1(within * StrictMath.log1p(-p));
        return p * followed / (1 + followed);
    }

    /** Chance that a subgroup falls above the limit and one of those after it too. */
    private static double followed(double limit, double phi, int within) {
        double root = Math.sqrt(1 - phi * phi);
        // beyond limit + 10 nothing is left, and the density falls on a scale of 1 / limit
        GaussLegendre first = GaussLegendre.on(limit, limit + 10 / Math.max(1, limit), FIRST);
        GaussLegendre below = GaussLegendre.on(Math.min(LOWEST, limit - 1), limit, BELOW);
        double chance = 0;
        double[] mass = new double[BELOW];
        for (int i = 0; i < FIRST; i++) {
            double x = first.nodes[i];
            double at = first.weights[i] * Normal.density(x);
            chance += at * Normal.survival((limit - phi * x) / root);
            for (int j = 0; j < BELOW; j++) {
                mass[j] += at * Normal.density((below.nodes[j] - phi * x) / root) / root;
            }
        }
        double[] above = new double[BELOW];
        double[][] next = new double[BELOW][BELOW];
        for (int i = 0; i < BELOW; i++) {
            double mean = phi * below.nodes[i];
            above[i] = Normal.survival((limit - mean) / root);
            for (int j = 0; j < BELOW; j++) {
                next[i][j] = Normal.density((below.nodes[j] - mean) / root) / root;
            }
        }
        for (int step = 1; step < within; step++) {
            double[] moved = new double[BELOW];
            for (int i = 0; i < BELOW; i++) {
                double at = below.weights[i] * mass[i];
                chance += at * above[i];
                for (int j = 0; j < BELOW; j++) {
                    moved[j] += at * next[i][j];
                }
            }
            mass = moved;
        }
        return chance;
    }
}
