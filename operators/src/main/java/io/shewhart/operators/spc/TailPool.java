/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import java.util.Arrays;

/**
 * Quantile of the observations of several windows together, of which only some quantiles each are
 * known. Immutable.
 *
 * <p>The median of the windows' own quantiles is none of the observations where windows differ:
 * those with little traffic are often the fast ones. Here every window counts with its
 * observations, up to a few times the usual number of them, so that none decides alone. Its share
 * above a value is linear between its quantiles.
 */
final class TailPool {

    private static final int MOST_WEIGHT = 4;
    private static final int STEPS = 60;

    private final double[] levels;
    private final float[] quantiles;
    private final int[] sizes;
    private final int most;

    /**
     * @param levels ascending, the first is the median
     * @param quantiles a row of them for every window
     * @param sizes observations of the windows
     */
    TailPool(double[] levels, float[] quantiles, int[] sizes) {
        this.levels = levels;
        this.quantiles = quantiles;
        this.sizes = sizes;
        int[] sorted = sizes.clone();
        Arrays.sort(sorted);
        this.most = MOST_WEIGHT * Math.max(1, sorted[sorted.length / 2]);
    }

    /** The value above which the share of a level lies. */
    double quantile(int level) {
        double low = 0;
        double high = 0;
        for (int row = 0; row < sizes.length; row++) {
            high = Math.max(high, at(row, levels.length - 1));
        }
        double wanted = 1 - levels[level];
        for (int i = 0; i < STEPS && low < high; i++) {
            double middle = 0.5 * (low + high);
            if (above(middle) > wanted) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    private double above(double value) {
        double sum = 0;
        double weights = 0;
        for (int row = 0; row < sizes.length; row++) {
            double weight = Math.min(most, sizes[row]);
            sum += weight * above(value, row);
            weights += weight;
        }
        return sum / weights;
    }

    private double above(double value, int row) {
        int last = levels.length - 1;
        if (value >= at(row, last)) {
            return 0;
        }
        if (value < at(row, 0)) {
            // as steep below the median as above it
            double spread = at(row, 1) - at(row, 0);
            double steps = spread > 0 ? (at(row, 0) - value) / spread : 1;
            return Math.min(1, 1 - levels[0] + (levels[1] - levels[0]) * steps);
        }
        int i = 0;
        while (value >= at(row, i + 1)) {
            i++;
        }
        double part = (value - at(row, i)) / (at(row, i + 1) - at(row, i));
        return 1 - levels[i] - part * (levels[i + 1] - levels[i]);
    }

    private double at(int row, int level) {
        return quantiles[row * levels.length + level];
    }
}
