/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc.classic;

import io.shewhart.operators.spc.Normal;

/**
 * Charts of the distance between rare events, which is the mean of a subgroup: g for the number of
 * opportunities between them, t for the time between them.
 *
 * <p>Small distances mean more events, so a signal below is the bad one. Sources: Benneyan (2001),
 * Number-between g-type statistical quality control charts, Health Care Management Science 4;
 * Nelson (1994), A control chart for parts-per-million nonconforming items, Journal of Quality
 * Technology 26.
 */
public final class RareEventChart extends BaseChart<Subgroup> {

    /** Nelson's exponent, which makes exponential times nearly normal. */
    private static final double POWER = 1 / 3.6;

    private final boolean times;
    private final double center;
    private final double sigma;
    private final Limits limits;

    private RareEventChart(String name, boolean times, double center, double sigma, Limits limits) {
        super(name);
        this.times = times;
        this.center = positive("center", center);
        this.sigma = positive("sigma", sigma);
        this.limits = limits;
    }

    /** g chart for a mean number of opportunities between events. */
    public static RareEventChart g(double mean, Limits limits) {
        return new RareEventChart("g", false, mean, Math.sqrt(mean * (mean + 1)), limits);
    }

    /**
     * t chart.
     *
     * @param center mean of the {@linkplain #transformed transformed} times
     * @param sigma standard deviation of the transformed times, as of individuals
     */
    public static RareEventChart t(double center, double sigma, double limit) {
        return new RareEventChart("t", true, center, sigma, Limits.sigmas(limit));
    }

    /** Time between events on the scale that a t chart is estimated on. */
    public static double transformed(double time) {
        return StrictMath.pow(time, POWER);
    }

    @Override
    public ChartPoint fold(Subgroup s) {
        if (!s.measured() || s.mean() < 0) {
            return ChartPoint.none(s.time());
        }
        double x = s.mean();
        double reach = limits.sigmas() * sigma;
        double low = Math.max(0, center - reach);
        double high = center + reach;
        if (times) {
            double z = (transformed(x) - center) / sigma;
            return ChartPoint.of(s.time(), x, back(center), back(low), back(high), Double.NaN, z);
        }
        if (!limits.exact()) {
            return ChartPoint.of(s.time(), x, center, low, high, sigma);
        }
        // P(X >= x) = q^x with q = mean / (mean + 1)
        double lnQ = -StrictMath.log1p(1 / center);
        double atLeast = StrictMath.exp(x * lnQ);
        double above = StrictMath.exp((x + 1) * lnQ);
        double z = x > center ? Normal.upperZ(atLeast) : Normal.lowerZ(1 - above);
        return ChartPoint.of(
                s.time(),
                x,
                center,
                Math.floor(StrictMath.log1p(-limits.tail()) / lnQ),
                Math.ceil(StrictMath.log(limits.tail()) / lnQ) - 1,
                sigma,
                z);
    }

    private static double back(double y) {
        return StrictMath.pow(y, 1 / POWER);
    }
}
