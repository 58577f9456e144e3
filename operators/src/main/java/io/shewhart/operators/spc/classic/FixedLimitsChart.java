/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc.classic;

/**
 * Limits that somebody has set, such as a service level objective. They say nothing about what the
 * process can do, so they have no false-alarm rate.
 */
public final class FixedLimitsChart extends BaseChart<Subgroup> {

    private final double lower;
    private final double target;
    private final double upper;

    /**
     * A chart with given limits.
     *
     * @param lower NaN for none
     * @param target NaN for none
     * @param upper NaN for none; one of both limits is needed
     */
    public FixedLimitsChart(double lower, double target, double upper) {
        super("fixed_limits");
        if ((Double.isNaN(lower) && Double.isNaN(upper)) || lower > upper) {
            throw new IllegalArgumentException(
                    "limits are " + lower + " and " + upper + ", allowed: at least one, in order");
        }
        this.lower = lower;
        this.target = target;
        this.upper = upper;
    }

    @Override
    public ChartPoint fold(Subgroup s) {
        return s.measured()
                ? ChartPoint.of(s.time(), s.mean(), target, lower, upper, Double.NaN, Double.NaN)
                : ChartPoint.none(s.time());
    }
}
