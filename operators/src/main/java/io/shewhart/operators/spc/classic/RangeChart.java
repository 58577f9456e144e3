/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc.classic;

import io.shewhart.operators.spc.ChartConstants;
import io.shewhart.operators.spc.Normal;

/**
 * R chart for subgroups of varying size: centre d2 sigma, limits at L d3 sigma, not below zero, or
 * at the exact quantiles of the range of normal observations.
 *
 * <p>Source: Montgomery, Introduction to Statistical Quality Control, section 6.2; probability
 * limits after Harter (1960).
 */
public final class RangeChart extends BaseChart<Subgroup> {

    private final double sigma;
    private final Limits limits;

    /** A chart for a known standard deviation of single observations. */
    public RangeChart(double sigma, Limits limits) {
        super("range");
        this.sigma = positive("sigma", sigma);
        this.limits = limits;
    }

    @Override
    public ChartPoint fold(Subgroup s) {
        int n = (int) s.n();
        if (n < 2 || !(s.range() >= 0)) {
            return ChartPoint.none(s.time());
        }
        double center = ChartConstants.d2(n) * sigma;
        double deviation = ChartConstants.d3(n) * sigma;
        if (!limits.exact()) {
            double reach = limits.sigmas() * deviation;
            return ChartPoint.of(
                    s.time(),
                    s.range(),
                    center,
                    Math.max(0, center - reach),
                    center + reach,
                    deviation);
        }
        return ChartPoint.of(
                s.time(),
                s.range(),
                center,
                sigma * ChartConstants.rangeQuantile(1 - limits.tail(), n),
                sigma * ChartConstants.rangeQuantile(limits.tail(), n),
                deviation,
                Normal.upperZ(ChartConstants.rangeAbove(s.range() / sigma, n)));
    }
}
