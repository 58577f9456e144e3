/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * ARL of the upper CUSUM of Poisson counts, C = max(0, C + x - k), which signals at C at least h.
 *
 * <p>With k and h multiples of a common step the sum lives on a lattice and the ARL is exact.
 * Source: Lucas (1985), Counted data CUSUM's, Technometrics 27.
 */
public final class PoissonCusumArl {

    private PoissonCusumArl() {}

    /**
     * Zero-state ARL.
     *
     * @param k reference value, in steps of 1 / resolution
     * @param h decision interval, in steps of 1 / resolution
     * @param resolution lattice points per count
     * @param mean mean count
     */
    public static double upper(int k, int h, int resolution, double mean) {
        double[] probability = new double[h / resolution + k / resolution + 3];
        double pk = StrictMath.exp(-mean);
        for (int x = 0; x < probability.length; x++) {
            probability[x] = pk;
            pk *= mean / (x + 1);
        }
        double[][] a = new double[h][h];
        double[] b = new double[h];
        for (int i = 0; i < h; i++) {
            a[i][i] += 1;
            b[i] = 1;
            for (int x = 0; i + x * resolution - k < h; x++) {
                a[i][Math.max(0, i + x * resolution - k)] -= probability[x];
            }
        }
        return LinearSystem.solve(a, b)[0];
    }

    /** The smallest h, in steps of 1 / resolution, whose ARL is at least arl0. */
    public static int limitFor(int k, int resolution, double mean, double arl0) {
        int low = 0;
        int high = resolution;
        while (upper(k, high, resolution, mean) < arl0) {
            low = high;
            high *= 2;
        }
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (upper(k, middle, resolution, mean) < arl0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }
}
