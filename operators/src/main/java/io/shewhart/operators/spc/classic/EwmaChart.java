/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc.classic;

import io.shewhart.operators.spc.Ewma;
import io.shewhart.operators.spc.StateReader;
import io.shewhart.operators.spc.StateWriter;

/**
 * EWMA chart with the exact variance at every step, for subgroups of varying size and with gaps.
 *
 * <p>After a gap of g windows the new subgroup weighs 1 - (1 - lambda)^g, which is what it would
 * weigh had the process stood still meanwhile, and the variance follows. Sources: Montgomery,
 * Introduction to Statistical Quality Control, section 9.2; Lucas and Saccucci (1990),
 * Exponentially weighted moving average control schemes, Technometrics 32.
 */
public final class EwmaChart extends BaseChart<Subgroup> {

    /** After this many windows nothing is left of what was before. */
    private static final long MOST_GAP = 1_000_000;

    private final double center;
    private final double sigma;
    private final double lambda;
    private final double limit;
    private final boolean asymptotic;
    private Ewma ewma = Ewma.START;
    private boolean started;
    private long lastTime;

    private EwmaChart(
            double center, double sigma, double lambda, double limit, boolean asymptotic) {
        super("ewma");
        this.center = finite("center", center);
        this.sigma = positive("sigma", sigma);
        this.lambda = positive("lambda", lambda);
        if (lambda > 1) {
            throw new IllegalArgumentException("lambda is " + lambda + ", allowed: (0, 1]");
        }
        this.limit = positive("limit", limit);
        this.asymptotic = asymptotic;
    }

    /**
     * Limits at the exact width of each step.
     *
     * @param sigma standard deviation of single observations
     * @param limit in standard deviations of the EWMA
     */
    public static EwmaChart exact(double center, double sigma, double lambda, double limit) {
        return new EwmaChart(center, sigma, lambda, limit, false);
    }

    /** The same with limits at their final width for subgroups like the newest, from the start. */
    public static EwmaChart asymptotic(double center, double sigma, double lambda, double limit) {
        return new EwmaChart(center, sigma, lambda, limit, true);
    }

    @Override
    public ChartPoint fold(Subgroup s) {
        if (!s.measured()) {
            return ChartPoint.none(s.time());
        }
        int gap = started ? (int) Math.max(1, Math.min(MOST_GAP, s.time() - lastTime)) : 1;
        double own = sigma / Math.sqrt(s.n());
        ewma = ewma.add(s.mean() - center, own, lambda, 0, gap);
        started = true;
        lastTime = s.time();
        double width = asymptotic ? own * Math.sqrt(lambda / (2 - lambda)) : ewma.sigma();
        return ChartPoint.of(
                s.time(),
                center + ewma.value(),
                center,
                center - limit * width,
                center + limit * width,
                width);
    }

    @Override
    void write(StateWriter out) {
        ewma.write(out);
        out.bool(started);
        out.number(lastTime);
    }

    @Override
    void read(StateReader in) {
        ewma = Ewma.read(in);
        started = in.bool();
        lastTime = in.number();
    }
}
