/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * Nodes and weights of Gauss-Legendre quadrature on an interval.
 *
 * <p>Source: Newton's method on the Legendre recurrence, e.g. Press et al., Numerical Recipes,
 * section 4.6.
 */
final class GaussLegendre {

    final double[] nodes;
    final double[] weights;

    private GaussLegendre(double[] nodes, double[] weights) {
        this.nodes = nodes;
        this.weights = weights;
    }

    static GaussLegendre on(double from, double to, int n) {
        double[] x = new double[n];
        double[] w = new double[n];
        double mid = 0.5 * (from + to);
        double half = 0.5 * (to - from);
        for (int i = 0; i < (n + 1) / 2; i++) {
            double t = StrictMath.cos(Math.PI * (i + 0.75) / (n + 0.5));
            double derivative = 1;
            for (int step = 0; step < 100; step++) {
                double p0 = 1;
                double p1 = 0;
                for (int j = 0; j < n; j++) {
                    double p2 = p1;
                    p1 = p0;
                    p0 = ((2 * j + 1) * t * p1 - j * p2) / (j + 1);
                }
                derivative = n * (t * p0 - p1) / (t * t - 1);
                double next = t - p0 / derivative;
                boolean done = Math.abs(next - t) < 1e-15;
                t = next;
                if (done) {
                    break;
                }
            }
            x[i] = mid - half * t;
            x[n - 1 - i] = mid + half * t;
            w[i] = 2 * half / ((1 - t * t) * derivative * derivative);
            w[n - 1 - i] = w[i];
        }
        return new GaussLegendre(x, w);
    }
}
