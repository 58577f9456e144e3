/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import java.util.concurrent.ConcurrentHashMap;

/**
 * Rate per subgroup at which a settled upper CUSUM first crosses its limit, as a function of the
 * reference value k and the limit h, both in sigma: the reciprocal of the one-sided ARL.
 *
 * <p>Unlike an ARL from a linear system this holds for any ARL: it is the exit rate from the
 * quasi-stationary distribution (Darroch and Seneta 1965, Journal of Applied Probability 2), a sum
 * of positive terms. An error of the mean acts as another k, one of sigma as another k and h. With
 * confirmation the exit is the second consecutive value above the limit.
 *
 * <p>Rates are computed on a grid; between its points what is left of them after Siegmund's
 * approximation is interpolated, which is nearly flat (Siegmund 1985, Sequential Analysis, section
 * 10.2).
 */
final class CusumRate {

    private static final double[] K = {-1, -0.6, -0.3, -0.1, 0, 0.1, 0.25, 0.5, 0.75, 1, 1.4, 2, 3};
    private static final double[] H = {0, 0.5, 1, 2, 3, 4, 6, 9, 13, 18, 25, 34, 50};

    /** Overshoot of both ends together. */
    private static final double OVERSHOOT = 1.166;

    private static final CusumRate ONCE = new CusumRate(false);
    private static final CusumRate TWICE = new CusumRate(true);

    private final boolean confirm;

    /** ln(rate / Siegmund's rate) by grid position, computed when first needed. */
    private final ConcurrentHashMap<Integer, Double> rest = new ConcurrentHashMap<>();

    private CusumRate(boolean confirm) {
        this.confirm = confirm;
    }

    static CusumRate of(boolean confirm) {
        return confirm ? TWICE : ONCE;
    }

    /** Rate at a reference value and a limit; both are kept within the grid. */
    double at(double k, double h) {
        double kk = Math.max(K[0], Math.min(K[K.length - 1], k));
        double hh = Math.max(H[0], Math.min(H[H.length - 1], h));
        int i = cell(K, kk);
        int j = cell(H, hh);
        double s = (kk - K[i]) / (K[i + 1] - K[i]);
        double t = (hh - H[j]) / (H[j + 1] - H[j]);
        double correction =
                (1 - s) * ((1 - t) * rest(i, j) + t * rest(i, j + 1))
                        + s * ((1 - t) * rest(i + 1, j) + t * rest(i + 1, j + 1));
        return Math.min(1, siegmund(kk, hh) * StrictMath.exp(correction));
    }

    private double rest(int i, int j) {
        return rest.computeIfAbsent(
                i * H.length + j,
                at ->
                        StrictMath.log(
                                exitRate(K[i], Math.max(1e-6, H[j]), confirm)
                                        / siegmund(K[i], H[j])));
    }

    private static int cell(double[] grid, double x) {
        int i = 0;
        while (i < grid.length - 2 && x >= grid[i + 1]) {
            i++;
        }
        return i;
    }

    private static double siegmund(double k, double h) {
        double b = h + OVERSHOOT;
        double a = 2 * k * b;
        // (e^a - a - 1) / (2 k^2), with its limit b^2 at k = 0
        double arl =
                Math.abs(a) < 1e-3 ? b * b * (1 + a / 3) : (StrictMath.expm1(a) - a) / (2 * k * k);
        return 1 / arl;
    }

    /** Exact rate by iteration of the chain on Gauss-Legendre nodes and an atom at zero. */
    static double exitRate(double k, double h, boolean confirm) {
        int inside = 16 + (int) (3 * h);
        int above = confirm ? 24 : 0;
        GaussLegendre in = GaussLegendre.on(0, h, inside);
        GaussLegendre over = GaussLegendre.on(h, h + 7 + Math.max(0, -k), Math.max(1, above));
        int n = 1 + inside + above;
        double[][] step = new double[n][n];
        double[] exit = new double[n];
        for (int i = 0; i < n; i++) {
            double from = i == 0 ? 0 : i <= inside ? in.nodes[i - 1] : over.nodes[i - 1 - inside];
            boolean pending = i > inside;
            step[i][0] = Normal.cdf(k - from);
            for (int j = 1; j < n; j++) {
                boolean isOver = j > inside;
                double to = isOver ? over.nodes[j - 1 - inside] : in.nodes[j - 1];
                double weight = isOver ? over.weights[j - 1 - inside] : in.weights[j - 1];
                if (!(pending && isOver)) {
                    step[i][j] = weight * Normal.density(to - from + k);
                }
            }
            exit[i] = pending || !confirm ? Normal.survival(h - from + k) : 0;
        }
        return settled(step, exit);
    }

    private static double settled(double[][] step, double[] exit) {
        int n = exit.length;
        double[] mass = new double[n];
        mass[0] = 1;
        double rate = 0;
        for (int iteration = 0; iteration < 20_000; iteration++) {
            double[] next = new double[n];
            double leaving = 0;
            double total = 0;
            for (int i = 0; i < n; i++) {
                leaving += mass[i] * exit[i];
                total += mass[i];
            }
            double now = leaving / total;
            if (iteration > 20 && Math.abs(now - rate) <= 1e-8 * now) {
                return now;
            }
            rate = now;
            for (int i = 0; i < n; i++) {
                double m = mass[i] / total;
                if (m > 0) {
                    double[] row = step[i];
                    for (int j = 0; j < n; j++) {
                        next[j] += m * row[j];
                    }
                }
            }
            mass = next;
        }
        return rate;
    }
}
