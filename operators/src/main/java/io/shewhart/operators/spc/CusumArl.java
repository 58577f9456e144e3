/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * Average run lengths of the tabular CUSUM, normal data, known parameters; k, h and head start in
 * sigma.
 *
 * <p>Sources: integral equation of Page (1954) solved with Gauss-Legendre quadrature; two-sided
 * with head start as in Lucas and Crosier (1982), Fast initial response for CUSUM quality control
 * schemes, Technometrics 24.
 */
public final class CusumArl {

    private CusumArl() {}

    /** One-sided (upper) ARL from a head start at a shift of delta sigma. */
    public static double oneSided(double k, double h, double delta, double headStart) {
        int n = Math.min(200, 40 + (int) (8 * h));
        GaussLegendre g = GaussLegendre.on(0, h, n);
        double[][] a = new double[n + 1][n + 1];
        double[] b = new double[n + 1];
        for (int i = 0; i <= n; i++) {
            double from = i == 0 ? 0 : g.nodes[i - 1];
            b[i] = 1;
            for (int j = 0; j <= n; j++) {
                a[i][j] = (i == j ? 1 : 0) - transition(from, j, k, delta, g);
            }
        }
        LinearSystem.solve(a, b);
        double arl = 1;
        for (int j = 0; j <= n; j++) {
            arl += b[j] * transition(headStart, j, k, delta, g);
        }
        return arl;
    }

    /** Two-sided ARL; both sides start at headStart. */
    public static double twoSided(double k, double h, double delta, double headStart) {
        double up = oneSided(k, h, delta, 0);
        double down = oneSided(k, h, -delta, 0);
        if (headStart == 0) {
            return 1 / (1 / up + 1 / down);
        }
        double upHead = oneSided(k, h, delta, headStart);
        double downHead = oneSided(k, h, -delta, headStart);
        return (upHead * down + downHead * up - up * down) / (up + down);
    }

    /** The h for a two-sided in-control ARL. */
    public static double limitFor(double k, double arl0) {
        return Roots.increasing(h -> StrictMath.log(twoSided(k, h, 0, 0) / arl0), 0.1, 40, 1e-10);
    }

    /** The h for a two-sided in-control ARL with fast initial response, both sides from h / 2. */
    public static double headStartLimitFor(double k, double arl0) {
        return Roots.increasing(
                h -> StrictMath.log(twoSided(k, h, 0, 0.5 * h) / arl0), 0.1, 40, 1e-10);
    }

    private static double transition(double from, int to, double k, double delta, GaussLegendre g) {
        return to == 0
                ? Normal.cdf(k - from - delta)
                : g.weights[to - 1] * Normal.density(g.nodes[to - 1] + k - from - delta);
    }
}
