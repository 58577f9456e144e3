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
 * @param tokens how its calls go with their token counts, null if that is not known
 * @param known mean of the calls whose tokens are known, less that of all calls
 */
record LocationPoint(
        long start,
        long end,
        long n,
        double mean,
        double level,
        double uncertainty,
        double squares,
        Covariates tokens,
        double known) {

    /** A subgroup of whose time nothing is expected and whose tokens are not known. */
    LocationPoint(long start, long end, long n, double mean, double squares) {
        this(start, end, n, mean, mean, 0, squares, null, 0);
    }

    /** The same with an expected deviation from the centre taken away. */
    LocationPoint less(double expected, double variance) {
        return new LocationPoint(
                start,
                end,
                n,
                mean,
                level - expected,
                uncertainty + variance,
                squares,
                tokens,
                known);
    }

    /** Whether it can be told what its traffic mix does to it. */
    boolean adjustable() {
        return TokenSlopes.known(tokens, n);
    }

    /** The subgroup as a baseline sees it: at its traffic mix, if it has one. */
    LocationPoint by(LocationBaseline judge) {
        return judge.slopes() == null ? this : adjusted(judge.slopes());
    }

    /** The subgroup at the traffic mix of the slopes: of the calls whose tokens are known. */
    LocationPoint adjusted(TokenSlopes slopes) {
        double shift = known - slopes.shift(tokens.tokenMeans());
        return new LocationPoint(
                start,
                end,
                tokens.count(),
                mean + shift,
                level + shift,
                uncertainty,
                squares,
                tokens,
                known);
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
