/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * In-control ARL of the multivariate EWMA chart with asymptotic covariance, zero state.
 *
 * <p>In control the length of the smoothed vector is a Markov chain of its own: given length r, the
 * square of the next one over lambda² is noncentral chi-squared with p degrees of freedom and
 * noncentrality ((1 - lambda) r / lambda)². Solved as an integral equation with Gauss-Legendre
 * quadrature in r. Source: Rigdon (1995), An integral equation for the in-control average run
 * length of a multivariate exponentially weighted moving average control chart, Journal of
 * Statistical Computation and Simulation 52.
 */
public final class MewmaArl {

    private static final int NODES = 60;

    private MewmaArl() {}

    /** ARL of a chart of p quantities that signals when T² exceeds h. */
    public static double inControl(double lambda, int p, double h) {
        double reach = Math.sqrt(h * lambda / (2 - lambda));
        GaussLegendre g = GaussLegendre.on(0, reach, NODES);
        double[][] a = new double[NODES][NODES];
        double[] b = new double[NODES];
        for (int i = 0; i < NODES; i++) {
            b[i] = 1;
            for (int j = 0; j < NODES; j++) {
                double step = g.weights[j] * density(g.nodes[j], g.nodes[i], lambda, p);
                a[i][j] = (i == j ? 1 : 0) - step;
            }
        }
        LinearSystem.solve(a, b);
        double arl = 1;
        for (int j = 0; j < NODES; j++) {
            arl += b[j] * g.weights[j] * density(g.nodes[j], 0, lambda, p);
        }
        return arl;
    }

    /** The h for an in-control ARL. */
    public static double limitFor(double lambda, int p, double arl0) {
        return Roots.increasing(
                h -> StrictMath.log(inControl(lambda, p, h) / arl0), 0.1, 60.0 + 4 * p, 1e-9);
    }

    /** Density of the next length given the last one. */
    private static double density(double to, double from, double lambda, int p) {
        double x = to / lambda * (to / lambda);
        double shift = (1 - lambda) * from / lambda;
        return noncentral(x, p, shift * shift) * 2 * to / (lambda * lambda);
    }

    /** Density of the noncentral chi-squared distribution, a Poisson mixture of central ones. */
    private static double noncentral(double x, int p, double noncentrality) {
        double half = 0.5 * noncentrality;
        double weight = 1;
        double sum = 0;
        double density = ChiSquaredDistribution.of(p).density(x);
        for (int j = 0; j < 2000; j++) {
            double term = weight * density;
            sum += term;
            if (j > half && term < 1e-17 * sum) {
                break;
            }
            weight *= half / (j + 1);
            density *= x / (p + 2.0 * j);
        }
        return sum * StrictMath.exp(-half);
    }
}
