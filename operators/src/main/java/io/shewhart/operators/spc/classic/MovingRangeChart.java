/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc.classic;

import io.shewhart.operators.spc.ChartConstants;
import io.shewhart.operators.spc.StateReader;
import io.shewhart.operators.spc.StateWriter;

/**
 * Moving range of neighbouring subgroups, for people to look at: a range is formed only across
 * subgroups that follow each other without a gap.
 *
 * <p>As an alarm beside an individuals chart it costs more than it gives (joint ARL0 105 at the
 * usual limits: Crowder 1987, Computation of ARL for combined individual measurement and moving
 * range charts, Journal of Quality Technology 19). Limits: (d2 ± L d3) sigma, not below zero.
 */
public final class MovingRangeChart extends BaseChart<Subgroup> {

    private final double sigma;
    private final double limit;
    private boolean started;
    private long lastTime;
    private double last;

    /** A chart for a known standard deviation of the plotted means. */
    public MovingRangeChart(double sigma, double limit) {
        super("moving_range");
        this.sigma = positive("sigma", sigma);
        this.limit = positive("limit", limit);
    }

    @Override
    public ChartPoint fold(Subgroup s) {
        if (!s.measured()) {
            return ChartPoint.none(s.time());
        }
        boolean neighbour = started && s.time() - lastTime == 1;
        double range = Math.abs(s.mean() - last);
        started = true;
        lastTime = s.time();
        last = s.mean();
        if (!neighbour) {
            return ChartPoint.none(s.time());
        }
        double center = ChartConstants.d2(2) * sigma;
        double deviation = ChartConstants.d3(2) * sigma;
        double reach = limit * deviation;
        return ChartPoint.of(
                s.time(), range, center, Math.max(0, center - reach), center + reach, deviation);
    }

    @Override
    void write(StateWriter out) {
        out.bool(started);
        out.number(lastTime);
        out.real(last);
    }

    @Override
    void read(StateReader in) {
        started = in.bool();
        lastTime = in.number();
        last = in.real();
    }
}
