/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * One subgroup as location charts judge and learn it.
 *
 * @param start start of the subgroup
 * @param end its end
 * @param n observations
 * @param mean mean on the chart's scale
 * @param level the same less what is expected at its time, which leaves the baseline's centre
 * @param uncertainty variance of what is expected
 * @param squares sum of squares about the mean inside the subgroup
 */
record LocationPoint(
        long start,
        long end,
        long n,
        double mean,
        double level,
        double uncertainty,
        double squares) {

    /** A subgroup of whose time nothing is expected. */
    LocationPoint(long start, long end, long n, double mean, double squares) {
        this(start, end, n, mean, mean, 0, squares);
    }

    /** The same with an expected deviation from the centre taken away. */
    LocationPoint less(double expected, double variance) {
        return new LocationPoint(
                start, end, n, mean, level - expected, uncertainty + variance, squares);
    }

    /** A level of this subgroup's time, such as a limit, in field units. */
    double field(LocationScale scale, double x) {
        return scale.field(x + (mean - level));
    }

    /** Keeps it as one that may be learned from; null where nothing is. */
    void learn(LocationSample sample, boolean heldOut, boolean afterGap) {
        if (sample != null) {
            sample.add(this, heldOut, afterGap);
        }
    }
}
