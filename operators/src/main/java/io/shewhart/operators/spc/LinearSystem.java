/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/** Dense linear equations by Gaussian elimination with partial pivoting. */
public final class LinearSystem {

    private LinearSystem() {}

    /** Solves a x = b; both arguments are overwritten, the solution is in b. */
    public static double[] solve(double[][] a, double[] b) {
        int n = b.length;
        for (int col = 0; col < n; col++) {
            int pivot = col;
            for (int row = col + 1; row < n; row++) {
                if (Math.abs(a[row][col]) > Math.abs(a[pivot][col])) {
                    pivot = row;
                }
            }
            double[] swapped = a[col];
            a[col] = a[pivot];
            a[pivot] = swapped;
            double value = b[col];
            b[col] = b[pivot];
            b[pivot] = value;
            for (int row = col + 1; row < n; row++) {
                double factor = a[row][col] / a[col][col];
                if (factor != 0) {
                    for (int j = col; j < n; j++) {
                        a[row][j] -= factor * a[col][j];
                    }
                    b[row] -= factor * b[col];
                }
            }
        }
        for (int row = n - 1; row >= 0; row--) {
            double sum = b[row];
            for (int j = row + 1; j < n; j++) {
                sum -= a[row][j] * b[j];
            }
            b[row] = sum / a[row][row];
        }
        return b;
    }
}
