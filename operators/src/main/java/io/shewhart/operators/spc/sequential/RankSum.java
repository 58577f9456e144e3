/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc.sequential;

import io.shewhart.operators.spc.Normal;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * Mann-Whitney test of two samples with the Hodges-Lehmann estimate of their shift and its
 * interval.
 *
 * <p>Normal approximation with corrections for ties and continuity; estimate and interval are the
 * shifts at which the corrected z crosses zero and the quantiles, found by bisection, as R's
 * wilcox.test(exact = FALSE, conf.int = TRUE) does. Sources: Mann and Whitney (1947), Annals of
 * Mathematical Statistics 18; Hodges and Lehmann (1963), ibid. 34; Bauer (1972), Constructing
 * confidence sets using rank statistics, JASA 67.
 *
 * @param w number of pairs in which x is larger, ties count half
 * @param pValue two-sided
 * @param shift estimated shift of x against y
 * @param low lower end of the interval of the shift
 * @param high upper end
 * @param effect share of pairs in which x is larger (common language effect size)
 */
public record RankSum(
        double w, double pValue, double shift, double low, double high, double effect) {

    private static final double TOLERANCE = 1e-4;

    /**
     * Compares two samples.
     *
     * @param confidence of the interval, inside (0, 1)
     */
    public static RankSum of(double[] x, double[] y, double confidence) {
        if (x.length == 0 || y.length == 0 || !(confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException(
                    x.length
                            + " and "
                            + y.length
                            + " values, confidence "
                            + confidence
                            + ", allowed: at least one each, inside (0, 1)");
        }
        double w = pairs(x, y, 0);
        double z = z(x, y, 0, 0);
        double corrected = z(x, y, 0, Math.signum(w - 0.5 * x.length * y.length));
        double p = Double.isNaN(z) ? 1 : Math.min(1, 2 * Normal.survival(Math.abs(corrected)));
        double least = min(x) - max(y);
        double most = max(x) - min(y);
        double quantile = Normal.upperQuantile(0.5 * (1 - confidence));
        // z falls as the shift that is taken off grows
        double low = root(d -> z(x, y, d, 1) - quantile, least, most);
        double high = root(d -> z(x, y, d, -1) + quantile, least, most);
        double shift = root(d -> z(x, y, d, 0), least, most);
        return new RankSum(w, p, shift, low, high, w / ((double) x.length * y.length));
    }

    /** Standardised W after x was moved down by a shift; NaN if all values are the same. */
    private static double z(double[] x, double[] y, double shift, double continuity) {
        double m = x.length;
        double n = y.length;
        double d = pairs(x, y, shift) - m * n / 2;
        double variance = m * n / 12 * (m + n + 1 - ties(x, y, shift) / ((m + n) * (m + n - 1)));
        return (d - 0.5 * continuity) / Math.sqrt(variance);
    }

    private static double pairs(double[] x, double[] y, double shift) {
        double[] sorted = y.clone();
        Arrays.sort(sorted);
        double w = 0;
        for (double v : x) {
            double at = v - shift;
            int below = first(sorted, at, false);
            int notAbove = first(sorted, at, true);
            w += below + 0.5 * (notAbove - below);
        }
        return w;
    }

    /** Position of the first value not below, or of the first one above. */
    private static int first(double[] sorted, double at, boolean above) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            boolean before = above ? sorted[middle] <= at : sorted[middle] < at;
            if (before) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Sum of t³ - t over groups of equal values. */
    private static double ties(double[] x, double[] y, double shift) {
        double[] all = new double[x.length + y.length];
        for (int i = 0; i < x.length; i++) {
            all[i] = x[i] - shift;
        }
        System.arraycopy(y, 0, all, x.length, y.length);
        Arrays.sort(all);
        double sum = 0;
        int from = 0;
        for (int i = 1; i <= all.length; i++) {
            if (i == all.length || all[i] != all[from]) {
                double t = i - from;
                sum += t * t * t - t;
                from = i;
            }
        }
        return sum;
    }

    /** Where a falling step function crosses zero; the nearer end if it does not. */
    private static double root(DoubleUnaryOperator falling, double from, double to) {
        if (from >= to || falling.applyAsDouble(from) <= 0) {
            return from;
        }
        if (falling.applyAsDouble(to) >= 0) {
            return to;
        }
        double a = from;
        double b = to;
        while (b - a > TOLERANCE * Math.max(1e-9, to - from) * 1e-4) {
            double middle = 0.5 * (a + b);
            if (falling.applyAsDouble(middle) > 0) {
                a = middle;
            } else {
                b = middle;
            }
        }
        return 0.5 * (a + b);
    }

    private static double min(double[] x) {
        return Arrays.stream(x).min().orElseThrow();
    }

    private static double max(double[] x) {
        return Arrays.stream(x).max().orElseThrow();
    }
}
