/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc.classic;

/**
 * Chart of means for subgroups of varying size: limits at centre ± L sqrt(between² + within² / n).
 *
 * <p>With one of the two standard deviations zero it is the X-bar chart (and with its estimator the
 * I-prime chart) or the individuals chart; with both, the between/within chart. Sources:
 * Montgomery, Introduction to Statistical Quality Control, sections 6.2-6.4; Taylor (2017),
 * Normalized individuals chart; Janis (1990), Is your process too good for its control limits?,
 * Quality Progress 23.
 */
public final class MeanChart extends BaseChart<Subgroup> {

    private final double center;
    private final double between;
    private final double within;
    private final double limit;

    private MeanChart(String name, double center, double between, double within, double limit) {
        super(name);
        this.center = finite("center", center);
        this.between = between;
        this.within = within;
        this.limit = positive("limit", limit);
    }

    /** X-bar chart; sigma is that of single observations. */
    public static MeanChart xBar(double center, double sigma, double limit) {
        return new MeanChart("x_bar", center, 0, positive("sigma", sigma), limit);
    }

    /** Individuals chart: the size of a subgroup does not matter. */
    public static MeanChart individuals(double center, double sigma, double limit) {
        return new MeanChart("individuals", center, positive("sigma", sigma), 0, limit);
    }

    /** I-prime chart; sigma from {@link Sigma#iPrime}. */
    public static MeanChart iPrime(double center, double sigma, double limit) {
        return new MeanChart("i_prime", center, 0, positive("sigma", sigma), limit);
    }

    /** Between/within chart; standard deviations between subgroups and inside them. */
    public static MeanChart betweenWithin(
            double center, double between, double within, double limit) {
        positive("between + within", between + within);
        return new MeanChart("between_within", center, between, within, limit);
    }

    @Override
    public ChartPoint fold(Subgroup s) {
        if (!s.measured()) {
            return ChartPoint.none(s.time());
        }
        double sigma = Math.sqrt(between * between + within * within / s.n());
        return ChartPoint.of(
                s.time(), s.mean(), center, center - limit * sigma, center + limit * sigma, sigma);
    }
}
