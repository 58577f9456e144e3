/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * One subgroup as location charts judge and learn it.
 *
 * @param start start of the subgroup
 * @param end its end
 * @param n observations
 * @param level mean on the chart's scale, of which nothing is expected but the baseline's centre
 * @param squares sum of squares about the mean inside the subgroup
 */
record LocationPoint(long start, long end, long n, double level, double squares) {

    /** A level of this subgroup's time, such as a limit, in field units. */
    double field(LocationScale scale, double x) {
        return scale.field(x);
    }

    /** Keeps it as one that may be learned from; null where nothing is. */
    void learn(LocationSample sample, boolean heldOut) {
        if (sample != null) {
            sample.add(level, n, squares, heldOut, end);
        }
    }
}
