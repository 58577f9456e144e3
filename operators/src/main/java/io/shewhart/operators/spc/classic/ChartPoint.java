/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc.classic;

/**
 * What a chart says about one subgroup. A number that does not exist is NaN.
 *
 * @param time time of the subgroup
 * @param statistic what is plotted
 * @param center centre line, same unit as the statistic
 * @param lcl lower limit, same unit; NaN if the chart has none
 * @param ucl upper limit, same unit; NaN if the chart has none
 * @param sigma standard deviation of the statistic, same unit; NaN where it says nothing
 * @param z how far out the statistic lies in standard deviations, or the normal quantile of its
 *     tail probability for charts with probability limits: what run rules take
 * @param signal -1 below the lower limit, 1 above the upper, 0 within or not judged
 */
public record ChartPoint(
        long time,
        double statistic,
        double center,
        double lcl,
        double ucl,
        double sigma,
        double z,
        int signal) {

    /** A point without anything: the subgroup lacks what the chart plots. */
    static ChartPoint none(long time) {
        double nan = Double.NaN;
        return new ChartPoint(time, nan, nan, nan, nan, nan, nan, 0);
    }

    /** A point that is judged by its limits. */
    static ChartPoint of(
            long time,
            double statistic,
            double center,
            double lcl,
            double ucl,
            double sigma,
            double z) {
        int signal = statistic > ucl ? 1 : statistic < lcl ? -1 : 0;
        return new ChartPoint(time, statistic, center, lcl, ucl, sigma, z, signal);
    }

    /** A point whose z is its distance from the centre in sigma. */
    static ChartPoint of(
            long time, double statistic, double center, double lcl, double ucl, double sigma) {
        double z = statistic == center ? 0 : (statistic - center) / sigma;
        return of(time, statistic, center, lcl, ucl, sigma, z);
    }
}
