/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * A gauge on one scale of values: forecast, and its residuals averaged over several lengths of
 * time. Mutable, owned by one fold.
 *
 * <p>Single windows see jumps, averages see shifts too small for them; the strongest counts.
 */
final class GaugeTrack implements Basis {

    private static final int[] WINDOWS = {1, 6, 36};

    /** Windows after which the correlation of two in a row forgets. */
    private static final double CORRELATION_MEMORY = 200;

    private static final double HIGHEST_CORRELATION = 0.99;
    private static final double BOUND = 3.5;

    private GaugeForecast forecast = new GaugeForecast();
    private final GaugeAverage[] averages = new GaugeAverage[WINDOWS.length];
    private int block;
    private int blocks;
    private double last;
    private double products;
    private double squares;
    private GaugeLevel since = new GaugeLevel();

    private double residual;
    private double floor;
    private double limit;
    private GaugeAverage strongest;
    private double held;

    GaugeTrack() {
        for (int i = 0; i < WINDOWS.length; i++) {
            averages[i] = new GaugeAverage(WINDOWS[i]);
        }
        strongest = averages[0];
    }

    int steps() {
        return forecast.steps();
    }

    /**
     * Judges a value, without learning from it.
     *
     * @param least standard deviation that even a constant series is given
     * @return the strongest statistic, scaled so that the limit for known parameters applies to it
     *     whatever has been learned and however long it averages
     */
    double judge(LimitSolver limits, long time, double x, double least) {
        residual = forecast.residual(time, x);
        floor = least;
        int size = size();
        double correlation = correlation();
        double known = limits.known();
        double z = 0;
        held = 0;
        for (GaugeAverage average : averages) {
            average.take(residual, steps());
            double phi = average.phi(correlation);
            double own = limits.shewhart(size, phi, size);
            if (average == averages[0]) {
                limit = own;
            }
            double scaled = average.statistic(least) * known / own;
            double before = average.held() * known / own;
            if (Math.abs(before) > Math.abs(held)) {
                held = before;
            }
            if (Math.abs(scaled) > Math.abs(z)) {
                z = scaled;
                strongest = average;
            }
        }
        return z;
    }

    /** Of two residuals in a row; a negative one is taken as zero. */
    private double correlation() {
        return products > 0 ? Math.min(HIGHEST_CORRELATION, products / squares) : 0;
    }

    /** Rounded down, so that limits are solved for a few sizes. */
    private int size() {
        int size = Math.max(4, Math.min(steps(), 2 * GaugeAverage.MEMORY));
        int step = Math.max(1, Integer.highestOneBit(size) / 8);
        return size / step * step;
    }

    /** The strongest statistic by what an open episode began from; meaningless without one. */
    double held() {
        return held;
    }

    /** Where the value just judged was expected, by its own chart. */
    double center(double x) {
        return x - residual + averages[0].mean();
    }

    double sigma() {
        return averages[0].sigma(floor);
    }

    /** Distance of the limits from the centre, in sigmas. */
    double limit() {
        return limit;
    }

    /** Where the strongest average stands, on the scale of the values. */
    double current(double x) {
        return x - residual + strongest.average();
    }

    /**
     * Learns the value just judged. In an open episode the forecast stands still, so that it ends
     * when the old level is back; the scale goes on, since a series is as wild as it is, but not
     * for {@link #held}.
     */
    void learn(long time, double x, boolean judged, boolean frozen) {
        if (!frozen) {
            correlate();
        }
        // What a cycle tolerates shows nothing of how far values scatter.
        boolean tolerated = forecast.cyclic() && residual == 0;
        for (GaugeAverage average : averages) {
            if (!tolerated || average != averages[0]) {
                average.learn(steps(), floor, judged);
            }
        }
        block++;
        if (block == GaugeAverage.BLOCK) {
            block = 0;
            blocks = Math.min(1_000_000, blocks + 1);
            for (GaugeAverage average : averages) {
                average.endBlock(blocks);
            }
        }
        if (frozen) {
            since.add(x);
        } else {
            forecast.learn(time, x);
        }
    }

    /** Not in an episode: windows of a shift are alike whatever the noise is. */
    private void correlate() {
        double bounded = Math.max(-BOUND, Math.min(BOUND, averages[0].statistic(floor)));
        double gain = 1 / Math.min(steps() + 2, CORRELATION_MEMORY);
        products += gain * (bounded * last - products);
        squares += gain * (bounded * bounded - squares);
        last = bounded;
    }

    void opened() {
        since = new GaugeLevel();
        for (GaugeAverage average : averages) {
            average.hold(floor);
        }
    }

    /** Back at the old level: what the averages remember of the episode goes. */
    void recovered() {
        for (GaugeAverage average : averages) {
            average.restart();
        }
    }

    /** Whether the values since the episode opened are one level. */
    boolean stable(int needed) {
        return since.stable(needed, sigma());
    }

    /** Takes their level as the usual one: into the level itself, or as an offset from a cycle. */
    void accept() {
        if (forecast.cyclic()) {
            for (GaugeAverage average : averages) {
                average.accept();
            }
        } else {
            recovered();
        }
        forecast.accept(since.mean());
    }

    @Override
    public String describe(EngineContext context, ChartName chart) {
        return "gauge about "
                + forecast.source()
                + " from "
                + steps()
                + " windows: trailing sigma "
                + Choices.number(sigma())
                + ", lag-one correlation "
                + Choices.number(correlation())
                + "; "
                + chart.text()
                + " limits "
                + Choices.number(limit)
                + " sigma, also for means of 6 and 36 windows";
    }

    GaugeTrack copy() {
        GaugeTrack copy = new GaugeTrack();
        copy.forecast = forecast.copy();
        for (int i = 0; i < averages.length; i++) {
            copy.averages[i] = averages[i].copy();
        }
        copy.strongest = copy.averages[0];
        copy.block = block;
        copy.blocks = blocks;
        copy.last = last;
        copy.products = products;
        copy.squares = squares;
        copy.since = since.copy();
        return copy;
    }

    void write(StateWriter out) {
        forecast.write(out);
        for (GaugeAverage average : averages) {
            average.write(out);
        }
        out.number(block);
        out.number(blocks);
        out.real(last);
        out.real(products);
        out.real(squares);
        since.write(out);
    }

    void read(StateReader in) {
        forecast.read(in);
        for (GaugeAverage average : averages) {
            average.read(in);
        }
        block = in.integer();
        blocks = in.integer();
        last = in.real();
        products = in.real();
        squares = in.real();
        since.read(in);
    }
}
