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
 * @param tokens how its calls go with their token counts, null if that is not known
 * @param known mean of the calls whose tokens are known, less that of all calls
 */
record LocationPoint(
        long start,
        long end,
        long n,
        double level,
        double squares,
        Covariates tokens,
        double known) {

    /** A subgroup whose tokens are not known. */
    LocationPoint(long start, long end, long n, double level, double squares) {
        this(start, end, n, level, squares, null, 0);
    }

    /** Whether it can be told what its traffic mix does to it. */
    boolean adjustable() {
        return TokenSlopes.known(tokens, n);
    }

    /** The subgroup at the traffic mix of a baseline: of the calls whose tokens are known. */
    LocationPoint adjusted(TokenSlopes slopes) {
        double to = level + known - slopes.shift(tokens.tokenMeans());
        return new LocationPoint(start, end, tokens.count(), to, squares, tokens, known);
    }

    /** A level of this subgroup's time, such as a limit, in field units. */
    double field(LocationScale scale, double x) {
        return scale.field(x);
    }

    /** Keeps it as one that may be learned from; null where nothing is. */
    void learn(LocationSample sample, boolean heldOut, boolean afterGap) {
        if (sample != null) {
            sample.add(this, heldOut, afterGap);
        }
    }
}
