/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.nab;

import java.util.Arrays;

/**
 * The labelled windows of one series as row numbers, and with them the worth of a detection at each
 * row.
 *
 * <p>Source of the rule: Lavin and Ahmad 2015, Evaluating real-time anomaly detection algorithms,
 * section III, and numenta/NAB, nab/sweeper.py, whose published scores are reproduced.
 */
public final class NabTruth {
    private static final double STEEPNESS = 5;

    /** Windows behind the last one after which a false detection costs all. */
    private static final double FAR = 3;

    private static final double PROBATION = 0.15;
    private static final int LONGEST_PROBATION = 750;

    private final int rows;
    private final int[] left;
    private final int[] right;

    /**
     * Takes windows in ascending order that do not overlap.
     *
     * @param left first row of each window
     * @param right last row of each window, inclusive
     */
    public NabTruth(int rows, int[] left, int[] right) {
        for (int i = 0; i < left.length; i++) {
            int before = i == 0 ? -1 : right[i - 1];
            if (left[i] <= before || right[i] < left[i] || right[i] >= rows) {
                throw new IllegalArgumentException(
                        "window " + left[i] + " to " + right[i] + " of " + rows + " rows");
            }
        }
        this.rows = rows;
        this.left = left.clone();
        this.right = right.clone();
    }

    /** Rows of the series. */
    public int rows() {
        return rows;
    }

    /** Labelled windows. */
    public int windows() {
        return left.length;
    }

    /** First row that is scored. */
    public int firstScored() {
        return Math.min((int) Math.floor(PROBATION * rows), LONGEST_PROBATION);
    }

    /** The worth of a detection at a row. */
    NabRow at(int row) {
        int i = Arrays.binarySearch(left, row);
        int window = i >= 0 ? i : -i - 2;
        if (window < 0) {
            return new NabRow(-1, -1);
        }
        int width = right[window] - left[window] + 1;
        if (row <= right[window]) {
            double y = -(right[window] - row + 1.0) / width;
            return new NabRow(window, sigmoid(y) / sigmoid(-1));
        }
        return new NabRow(-1, sigmoid((row - right[window]) / (width - 1.0)));
    }

    private static double sigmoid(double y) {
        return y > FAR ? -1 : 2 / (1 + StrictMath.exp(STEEPNESS * y)) - 1;
    }
}
