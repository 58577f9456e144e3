/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * One point of one chart, ready to be stored: the names are those of {@code ChartPoint} in
 * chart.proto.
 *
 * <p>A number that does not exist is NaN, a text that does not exist is null; both become absent
 * fields.
 *
 * @param chart name of the chart: {@code i_prime}, {@code ewma}, {@code exceedance_p90}, {@code
 *     exceedance_ewma}, {@code laney_p}, {@code adaptive_i}, {@code self_starting_q}, {@code
 *     self_starting_ewma}, {@code cusum}, {@code adaptive_gauge}
 * @param version version of the series the point belongs to; "" for charts over all versions
 * @param startUnixNano start of the subgroup, which may span several windows
 * @param endUnixNano end of the subgroup: the time of the point
 * @param phase phase of the chart
 * @param learned subgroups learned so far, at most {@code learningTarget}
 * @param learningTarget subgroups that phase I takes
 * @param n observations in the subgroup
 * @param value plotted statistic in field units (standardised charts: sigma)
 * @param center centre line, same unit as value
 * @param lcl lower limit, same unit as value; NaN if the chart has none
 * @param ucl upper limit, same unit as value; NaN if the chart has none
 * @param sigma standard deviation of the statistic on the chart's own scale
 * @param z (statistic - centre) / sigma on the chart's own scale
 * @param signal whether this subgroup counts as a signal, after confirmation where it is required
 * @param direction -1 below, 1 above, 0 none
 * @param rulesBits run rules that this point completes: bit i is rule i + 1 of Western Electric
 *     1-4, then Nelson 1-8
 * @param baselineId baseline the limits come from, "" while learning
 * @param baselineVersion version of the baseline if it is not the point's own, else null
 * @param remark why the chart says nothing or less: {@code not_enough_data}, {@code incomplete},
 *     {@code no_data}, {@code zero_variance}, {@code unconfirmed}, {@code short_baseline}, {@code
 *     repeats} (no stronger than what was there not long ago); else null
 * @param description what was chosen for the chart and why, on the first point against a new
 *     baseline; else null
 */
public record Point(
        String chart,
        String version,
        long startUnixNano,
        long endUnixNano,
        Phase phase,
        int learned,
        int learningTarget,
        long n,
        double value,
        double center,
        double lcl,
        double ucl,
        double sigma,
        double z,
        boolean signal,
        int direction,
        int rulesBits,
        String baselineId,
        String baselineVersion,
        String remark,
        String description) {}
