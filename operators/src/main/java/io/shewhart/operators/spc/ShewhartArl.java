/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * Average run lengths of charts without memory, normal data, known parameters; limits in sigma.
 *
 * <p>Sources: Montgomery, Introduction to Statistical Quality Control, section 5.3; for runs of
 * two, Feller, An Introduction to Probability Theory I, section XIII.7.
 */
public final class ShewhartArl {

    private static final int NODES = 48;

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
     * Rate per subgroup at which two consecutive subgroups fall above the limit, for a first-order
     * autoregressive series with lag-one correlation phi.
     */
    static double pairRate(double limit, double phi) {
        double p = Normal.survival(limit);
        double both = p * p;
        if (phi > 0) {
            // beyond limit + 10 nothing is left, and the density falls on a scale of 1 / limit
            GaussLegendre g = GaussLegendre.on(limit, limit + 10 / Math.max(1, limit), NODES);
            double root = Math.sqrt(1 - phi * phi);
            both = 0;
            for (int i = 0; i < NODES; i++) {
                double x = g.nodes[i];
                both +=
                        g.weights[i]
                                * Normal.density(x)
                                * Normal.survival((limit - phi * x) / root);
            }
        }
        return both / (1 + both / p);
    }
}
