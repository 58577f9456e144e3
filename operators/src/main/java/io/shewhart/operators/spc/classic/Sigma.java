/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc.classic;

import io.shewhart.operators.spc.ChartConstants;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * Estimates of centre and sigma inside subgroups of varying size.
 *
 * <p>All are unbiased for independent normal observations. Subgroups that lack what an estimator
 * takes (range or standard deviation, so those of one observation too) are left out; without any
 * the result is NaN. Constants are exact; a source that rounds d2 is reproduced by giving its own.
 * Source: Montgomery, Introduction to Statistical Quality Control, sections 6.2 and 6.3; weights:
 * Burr (1969), Control charts for measurements with varying sample sizes, Journal of Quality
 * Technology 1.
 */
public final class Sigma {

    private Sigma() {}

    /** Grand mean, each subgroup weighted with its size. */
    public static double center(List<Subgroup> subgroups) {
        double sum = 0;
        double n = 0;
        for (Subgroup s : subgroups) {
            if (s.measured()) {
                sum += s.n() * s.mean();
                n += s.n();
            }
        }
        return sum / n;
    }

    /** Unweighted average of R / d2 (UWAVE-R). */
    public static double unweightedR(List<Subgroup> subgroups) {
        return unweightedR(subgroups, ChartConstants::d2);
    }

    /** The same with other values of d2. */
    public static double unweightedR(List<Subgroup> subgroups, IntToDoubleFunction d2) {
        return average(subgroups, true, n -> 1, d2);
    }

    /** Minimum-variance linear unbiased estimate from ranges (MVLUE-R). */
    public static double weightedR(List<Subgroup> subgroups) {
        return weightedR(subgroups, ChartConstants::d2);
    }

    /** The same with other values of d2. */
    public static double weightedR(List<Subgroup> subgroups, IntToDoubleFunction d2) {
        return average(
                subgroups, true, n -> square(d2.applyAsDouble(n) / ChartConstants.d3(n)), d2);
    }

    /** Unweighted average of S / c4 (UWAVE-SD). */
    public static double unweightedS(List<Subgroup> subgroups) {
        return average(subgroups, false, n -> 1, ChartConstants::c4);
    }

    /** Minimum-variance linear unbiased estimate from standard deviations (MVLUE-SD). */
    public static double weightedS(List<Subgroup> subgroups) {
        return average(
                subgroups,
                false,
                n -> square(ChartConstants.c4(n)) / (1 - square(ChartConstants.c4(n))),
                ChartConstants::c4);
    }

    /** Pooled standard deviation, neither weighted by size nor corrected for its bias. */
    public static double pooled(List<Subgroup> subgroups) {
        double squares = 0;
        double df = 0;
        for (Subgroup s : subgroups) {
            if (s.n() >= 2 && s.sd() >= 0) {
                squares += (s.n() - 1) * square(s.sd());
                df += s.n() - 1;
            }
        }
        return df > 0 ? Math.sqrt(squares / df) : Double.NaN;
    }

    /** Pooled standard deviation over its c4 (RMSDF). */
    public static double rootMeanSquare(List<Subgroup> subgroups) {
        double df = 0;
        for (Subgroup s : subgroups) {
            df += s.n() >= 2 && s.sd() >= 0 ? s.n() - 1 : 0;
        }
        return df > 0 ? pooled(subgroups) / ChartConstants.c4((int) df + 1) : Double.NaN;
    }

    private static double average(
            List<Subgroup> subgroups,
            boolean ranges,
            IntToDoubleFunction weight,
            IntToDoubleFunction expected) {
        double sum = 0;
        double weights = 0;
        for (Subgroup s : subgroups) {
            double spread = ranges ? s.range() : s.sd();
            if (s.n() >= 2 && spread >= 0) {
                int n = (int) s.n();
                sum += weight.applyAsDouble(n) * spread / expected.applyAsDouble(n);
                weights += weight.applyAsDouble(n);
            }
        }
        return sum / weights;
    }

    static double square(double x) {
        return x * x;
    }
}
