/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * Average run lengths of the two-sided EWMA chart, normal data, known parameters, start at the
 * centre.
 *
 * <p>Limits are L standard deviations of the EWMA. Solved by the integral equation of Crowder
 * (1987), A simple method for studying run-length distributions of exponentially weighted moving
 * average charts, Technometrics 29, with Gauss-Legendre quadrature; accurate up to an ARL of about
 * 1e9. For exact time-varying limits the run-length distribution is followed step by step until the
 * limits have settled (Knoth 2003, EWMA schemes with nonhomogeneous transition kernels, Sequential
 * Analysis 22).
 */
public final class EwmaArl {

    private EwmaArl() {}

    /**
     * ARL with limits at their asymptotic width; delta is the shift of the observations in sigma.
     */
    public static double fixedLimits(double lambda, double limit, double delta) {
        double h = limit * sigma(lambda);
        GaussLegendre g = GaussLegendre.on(-h, h, nodes(lambda, h));
        double[] arl = arl(lambda, delta, g);
        return arlFrom(0, lambda, delta, g, arl);
    }

    /** ARL with the exact limits of each step. */
    public static double exactLimits(double lambda, double limit, double delta) {
        double asymptotic = limit * sigma(lambda);
        int n = nodes(lambda, asymptotic);
        GaussLegendre before = null;
        double[] density = null;
        double total = 1;
        for (int t = 1; ; t++) {
            double shrink = Math.sqrt(1 - StrictMath.pow(1 - lambda, 2.0 * t));
            double h = asymptotic * shrink;
            boolean settled = shrink > 1 - 1e-9;
            GaussLegendre g = GaussLegendre.on(-h, h, n);
            if (settled) {
                double[] arl = arl(lambda, delta, g);
                // the step's own run is counted by the ARL from the state before it
                double rest = 0;
                if (before == null) {
                    return arlFrom(0, lambda, delta, g, arl);
                }
                for (int i = 0; i < n; i++) {
                    rest +=
                            before.weights[i]
                                    * density[i]
                                    * arlFrom(before.nodes[i], lambda, delta, g, arl);
                }
                return total - mass(before, density) + rest;
            }
            double[] next = new double[n];
            for (int j = 0; j < n; j++) {
                if (before == null) {
                    next[j] = kernel(0, g.nodes[j], lambda, delta);
                } else {
                    for (int i = 0; i < n; i++) {
                        next[j] +=
                                before.weights[i]
                                        * density[i]
                                        * kernel(before.nodes[i], g.nodes[j], lambda, delta);
                    }
                }
            }
            before = g;
            density = next;
            total += mass(g, next);
        }
    }

    /** The limit for an in-control ARL with asymptotic limits. */
    public static double limitFor(double lambda, double arl0) {
        return solve(arl0, limit -> fixedLimits(lambda, limit, 0));
    }

    /** The limit for an in-control ARL with exact limits. */
    public static double exactLimitFor(double lambda, double arl0) {
        return solve(arl0, limit -> exactLimits(lambda, limit, 0));
    }

    /** Standard deviation of the settled EWMA of independent observations with sigma 1. */
    static double sigma(double lambda) {
        return Math.sqrt(lambda / (2 - lambda));
    }

    private static double solve(double arl0, java.util.function.DoubleUnaryOperator arl) {
        return Roots.increasing(x -> StrictMath.log(arl.applyAsDouble(x) / arl0), 0.3, 7, 1e-10);
    }

    private static int nodes(double lambda, double h) {
        return Math.min(240, 40 + (int) (4 * h / lambda));
    }

    private static double kernel(double from, double to, double lambda, double delta) {
        return Normal.density((to - (1 - lambda) * from) / lambda - delta) / lambda;
    }

    private static double[] arl(double lambda, double delta, GaussLegendre g) {
        int n = g.nodes.length;
        double[][] a = new double[n][n];
        double[] b = new double[n];
        for (int i = 0; i < n; i++) {
            b[i] = 1;
            for (int j = 0; j < n; j++) {
                a[i][j] =
                        (i == j ? 1 : 0)
                                - g.weights[j] * kernel(g.nodes[i], g.nodes[j], lambda, delta);
            }
        }
        return LinearSystem.solve(a, b);
    }

    private static double arlFrom(
            double start, double lambda, double delta, GaussLegendre g, double[] arl) {
        double sum = 1;
        for (int j = 0; j < arl.length; j++) {
            sum += g.weights[j] * arl[j] * kernel(start, g.nodes[j], lambda, delta);
        }
        return sum;
    }

    private static double mass(GaussLegendre g, double[] density) {
        double sum = 0;
        for (int i = 0; i < density.length; i++) {
            sum += g.weights[i] * density[i];
        }
        return sum;
    }
}
