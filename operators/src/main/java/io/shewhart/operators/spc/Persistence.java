/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * Correlation of subgroups whose level follows a first-order autoregression beneath sampling noise
 * that does not: neighbours are less correlated than the level, but the correlation lasts as long
 * as the level's, and an EWMA varies more than that of an autoregression with the same correlation
 * of neighbours. The share of the level in the variance is known, since the noise follows from the
 * observations inside the subgroups.
 */
final class Persistence {

    /** Most that is read into a correlation that the noise has made small. */
    private static final double MOST = 0.9;

    private Persistence() {}

    /** Lag-one correlation of the level behind that of neighbours. */
    static double level(double neighbours, double share) {
        if (neighbours <= 0 || share <= 0) {
            return 0;
        }
        return Math.min(Math.max(MOST, neighbours), neighbours / share);
    }

    /**
     * Correlation that a plain autoregression needs for an EWMA of the same variance (Schmid 1997,
     * On EWMA charts for time series).
     */
    static double smoothed(double level, double share, double lambda) {
        double k = (1 - lambda) * level;
        double ratio = 1 - share + share * (1 + k) / (1 - k);
        return (ratio - 1) / (ratio + 1) / (1 - lambda);
    }
}
