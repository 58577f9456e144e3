/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc.classic;

import io.shewhart.operators.spc.ChartConstants;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Estimates of sigma from subgroup to subgroup: of individuals, of subgroup means and of
 * standardised counts.
 *
 * <p>Moving ranges are formed only across neighbours without a gap. They are wrong by a factor
 * sqrt(1 - phi) on autocorrelated subgroups, so {@link #standardDeviation} is the one to take where
 * there may be any. Without enough subgroups the result is NaN. Sources: Montgomery, Introduction
 * to Statistical Quality Control, section 6.4; Taylor (2017), Normalized individuals chart; Laney
 * (2002), Quality Engineering 14; screening: Nelson (1982), Control charts for individual
 * measurements, Journal of Quality Technology 14.
 */
public final class SigmaBetween {

    /** Expected median of the moving range of two, in sigma: sqrt(2) times the upper quartile. */
    private static final double MEDIAN_RANGE = 0.9538725524;

    /** 1 / upper quartile of the normal distribution. */
    private static final double MAD_TO_SIGMA = 1.4826022185056018;

    /** D4 for moving ranges of two: larger ones are screened. */
    private static final double SCREENING = 3.2665319193;

    private SigmaBetween() {}

    /** Mean moving range over d2, which is exactly 2 / sqrt(pi). */
    public static double movingRange(List<Subgroup> subgroups) {
        return movingRange(subgroups, ChartConstants.d2(2));
    }

    /** The same with another d2: handbooks divide by 1.128. */
    public static double movingRange(List<Subgroup> subgroups, double d2) {
        return mean(ranges(subgroups, Subgroup::mean)) / d2;
    }

    /** Median moving range over its expected value. */
    public static double medianMovingRange(List<Subgroup> subgroups) {
        return median(ranges(subgroups, Subgroup::mean)) / MEDIAN_RANGE;
    }

    /** Sample standard deviation over c4. */
    public static double standardDeviation(List<Subgroup> subgroups) {
        double[] x = means(subgroups);
        if (x.length < 2) {
            return Double.NaN;
        }
        double mean = mean(x);
        double squares = 0;
        for (double v : x) {
            squares += Sigma.square(v - mean);
        }
        return Math.sqrt(squares / (x.length - 1)) / ChartConstants.c4(x.length);
    }

    /** Median absolute deviation from the median, scaled to sigma of a normal distribution. */
    public static double medianDeviation(List<Subgroup> subgroups) {
        double[] x = means(subgroups);
        double center = median(x.clone());
        for (int i = 0; i < x.length; i++) {
            x[i] = Math.abs(x[i] - center);
        }
        return MAD_TO_SIGMA * median(x);
    }

    /** Median of the subgroup means. */
    public static double median(List<Subgroup> subgroups) {
        return median(means(subgroups));
    }

    /** Taylor's sigma of single observations for the I-prime chart. */
    public static double iPrime(List<Subgroup> subgroups) {
        double sum = 0;
        int pairs = 0;
        for (int i = 1; i < subgroups.size(); i++) {
            Subgroup a = subgroups.get(i - 1);
            Subgroup b = subgroups.get(i);
            if (neighbours(a, b)) {
                sum += Math.abs(b.mean() - a.mean()) / Math.sqrt(1 / a.n() + 1 / b.n());
                pairs++;
            }
        }
        return Math.sqrt(Math.PI / 2) * sum / pairs;
    }

    /**
     * Standard deviation between subgroups that inner scatter does not explain: sqrt(max(0,
     * sigma_I² - within² / n)).
     *
     * @param ofMeans standard deviation of the subgroup means
     * @param within standard deviation inside subgroups
     * @param n size of the subgroups
     */
    public static double between(double ofMeans, double within, double n) {
        return Math.sqrt(Math.max(0, ofMeans * ofMeans - within * within / n));
    }

    /**
     * Laney's sigmaZ of ratios (events among trials): mean moving range of the standardised ratios
     * over d2.
     *
     * @param p mean ratio
     * @param screened whether ranges beyond D4 times their mean are left out
     */
    public static double laneyP(List<Subgroup> subgroups, double p, boolean screened, double d2) {
        return laney(subgroups, s -> (s.mean() - p) / Math.sqrt(p * (1 - p) / s.n()), screened, d2);
    }

    /** The same for rates, u being the mean rate. */
    public static double laneyU(List<Subgroup> subgroups, double u, boolean screened, double d2) {
        return laney(subgroups, s -> (s.mean() - u) / Math.sqrt(u / s.n()), screened, d2);
    }

    private static double laney(
            List<Subgroup> subgroups, ToDoubleFunction<Subgroup> z, boolean screened, double d2) {
        double[] ranges = ranges(subgroups, z);
        double mean = mean(ranges);
        if (screened) {
            double most = SCREENING * mean;
            mean = mean(Arrays.stream(ranges).filter(r -> r <= most).toArray());
        }
        return mean / d2;
    }

    /**
     * Lag-one autocorrelation of the subgroup means (Box and Jenkins, Time Series Analysis, section
     * 2.1); subgroups with a gap between them are no pair.
     */
    public static double autocorrelation(List<Subgroup> subgroups) {
        double center = mean(means(subgroups));
        double products = 0;
        double squares = 0;
        for (int i = 0; i < subgroups.size(); i++) {
            Subgroup b = subgroups.get(i);
            if (b.measured()) {
                squares += (b.mean() - center) * (b.mean() - center);
            }
            if (i > 0 && neighbours(subgroups.get(i - 1), b)) {
                products += (subgroups.get(i - 1).mean() - center) * (b.mean() - center);
            }
        }
        return products / squares;
    }

    private static double[] ranges(List<Subgroup> subgroups, ToDoubleFunction<Subgroup> value) {
        double[] ranges = new double[Math.max(0, subgroups.size() - 1)];
        int size = 0;
        for (int i = 1; i < subgroups.size(); i++) {
            Subgroup a = subgroups.get(i - 1);
            Subgroup b = subgroups.get(i);
            if (neighbours(a, b)) {
                ranges[size++] = Math.abs(value.applyAsDouble(b) - value.applyAsDouble(a));
            }
        }
        return Arrays.copyOf(ranges, size);
    }

    private static boolean neighbours(Subgroup a, Subgroup b) {
        return a.measured() && b.measured() && b.time() - a.time() == 1;
    }

    private static double[] means(List<Subgroup> subgroups) {
        return subgroups.stream().filter(Subgroup::measured).mapToDouble(Subgroup::mean).toArray();
    }

    private static double mean(double[] x) {
        double sum = 0;
        for (double v : x) {
            sum += v;
        }
        return sum / x.length;
    }

    private static double median(double[] x) {
        if (x.length == 0) {
            return Double.NaN;
        }
        Arrays.sort(x);
        int m = x.length;
        return m % 2 == 1 ? x[m / 2] : 0.5 * (x[m / 2 - 1] + x[m / 2]);
    }
}
