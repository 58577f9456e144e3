/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc.classic;

import io.shewhart.operators.spc.ChartConstants;
import io.shewhart.operators.spc.Normal;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * S chart for subgroups of varying size: centre c4 sigma, limits at L sigma sqrt(1 - c4²), not
 * below zero, or at the exact quantiles of the standard deviation of normal observations.
 *
 * <p>Source: Montgomery, Introduction to Statistical Quality Control, section 6.3.
 */
public final class DeviationChart extends BaseChart<Subgroup> {

    private final double sigma;
    private final Limits limits;

    /** A chart for a known standard deviation of single observations. */
    public DeviationChart(double sigma, Limits limits) {
        super("deviation");
        this.sigma = positive("sigma", sigma);
        this.limits = limits;
    }

    @Override
    public ChartPoint fold(Subgroup s) {
        int n = (int) s.n();
        if (n < 2 || !(s.sd() >= 0)) {
            return ChartPoint.none(s.time());
        }
        double c4 = ChartConstants.c4(n);
        double center = c4 * sigma;
        double deviation = sigma * Math.sqrt(1 - c4 * c4);
        if (!limits.exact()) {
            double reach = limits.sigmas() * deviation;
            return ChartPoint.of(
                    s.time(),
                    s.sd(),
                    center,
                    Math.max(0, center - reach),
                    center + reach,
                    deviation);
        }
        double df = n - 1.0;
        ChiSquaredDistribution law = ChiSquaredDistribution.of(df);
        double ratio = s.sd() / sigma;
        double square = df * ratio * ratio;
        double z =
                ratio > 1
                        ? Normal.upperZ(law.survivalProbability(square))
                        : Normal.lowerZ(law.cumulativeProbability(square));
        return ChartPoint.of(
                s.time(),
                s.sd(),
                center,
                sigma * Math.sqrt(law.inverseCumulativeProbability(limits.tail()) / df),
                sigma * Math.sqrt(law.inverseSurvivalProbability(limits.tail()) / df),
                deviation,
                z);
    }
}
