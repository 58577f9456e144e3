/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * Mean and variance of a random walk around a cycle, given noisy means of its slots: Whittaker's
 * (1923) graduation on a circle. A slot that was never seen lies on the line between its
 * neighbours.
 */
final class CyclicWalk {

    private CyclicWalk() {}

    /**
     * Mean of the walk about a base: solves (W + D'D / q) x = W y on the cycle, W the precisions of
     * the slots: tridiagonal with corners, by elimination and the Sherman-Morrison formula.
     */
    static double[] mean(SlotTable table, double[] base, double q) {
        int n = table.slots();
        double off = -1 / q;
        double[] diagonal = new double[n];
        double[] right = new double[n];
        for (int i = 0; i < n; i++) {
            double precision = table.weight(i) / table.variance();
            diagonal[i] = precision - 2 * off;
            right[i] = precision * (table.mean(i) - base[i]);
        }
        double gamma = -diagonal[0];
        double corner = off * off / gamma;
        diagonal[0] -= gamma;
        diagonal[n - 1] -= corner;
        double[] u = new double[n];
        u[0] = gamma;
        u[n - 1] = off;
        double[] x = tridiagonal(diagonal, off, right);
        double[] z = tridiagonal(diagonal, off, u);
        double share = off / gamma;
        double factor = (x[0] + share * x[n - 1]) / (1 + z[0] + share * z[n - 1]);
        for (int i = 0; i < n; i++) {
            x[i] -= factor * z[i];
        }
        return x;
    }

    private static double[] tridiagonal(double[] diagonal, double off, double[] right) {
        int n = diagonal.length;
        double[] c = new double[n];
        double[] x = new double[n];
        c[0] = off / diagonal[0];
        x[0] = right[0] / diagonal[0];
        for (int i = 1; i < n; i++) {
            double m = diagonal[i] - off * c[i - 1];
            c[i] = off / m;
            x[i] = (right[i] - off * x[i - 1]) / m;
        }
        for (int i = n - 2; i >= 0; i--) {
            x[i] -= c[i] * x[i + 1];
        }
        return x;
    }

    /**
     * Posterior variances: v / sqrt(1 + 4 v / q) for a slot of variance v among equals, and that of
     * a Brownian bridge between the nearest slots that were seen.
     */
    static float[] variances(SlotTable table, double[] base, double q, double least) {
        int n = table.slots();
        int[] before = distances(table, 1);
        int[] after = distances(table, -1);
        double steps = q;
        for (int i = 0; i < n; i++) {
            double step = base[i] - base[(i + 1) % n];
            steps += step * step / n;
        }
        float[] out = new float[n];
        for (int i = 0; i < n; i++) {
            int left = before[i];
            int right = after[i];
            double own =
                    Math.max(
                            posterior(table, (i - left + n) % n, q),
                            posterior(table, (i + right) % n, q));
            double bridge = left == 0 ? 0 : steps * left * right / (left + right);
            out[i] = (float) (least + own + bridge);
        }
        return out;
    }

    /** Steps from each slot to the nearest one that was seen, in a direction. */
    private static int[] distances(SlotTable table, int direction) {
        int n = table.slots();
        int[] distances = new int[n];
        int distance = 0;
        for (int step = 0; step < 2 * n; step++) {
            int i = Math.floorMod(direction * step, n);
            distance = table.weight(i) > 0 ? 0 : distance + 1;
            distances[i] = distance;
        }
        return distances;
    }

    private static double posterior(SlotTable table, int slot, double q) {
        double v = table.variance() / table.weight(slot);
        return q > 0 ? v / Math.sqrt(1 + 4 * v / q) : 0;
    }
}
