/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * Follows a level that drifts, before there is enough history to know its rhythm: Brown's double
 * exponential smoothing with a memory of three quarters of an hour. Immutable.
 *
 * <p>It follows a rhythm of the day, whose level moves by its amplitude in hours, within a fraction
 * of a subgroup's sigma, and is slow enough to leave half of a sudden shift to the charts. What it
 * hides is a change that takes longer than its memory: that cannot be told from a rhythm before a
 * second day was seen. Source: Brown (1963), Smoothing, Forecasting and Prediction of Discrete Time
 * Series, chapter 9; variance of the forecast from the same.
 *
 * @param level deviation from the centre at a time
 * @param trend change per nanosecond
 * @param time nanoseconds since the Unix epoch
 */
record LevelTracker(double level, double trend, long time) {

    private static final double MEMORY = 45 * 60e9;

    /** Extrapolates no further than this. */
    private static final long REACH = 90L * 60 * 1_000_000_000;

    /** Deviation expected at a time. */
    double at(long when) {
        return level + trend * Math.min(REACH, when - time);
    }

    /** Variance of that expectation in units of a subgroup's variance. */
    static double relativeVariance(long windowNanos) {
        double theta = StrictMath.exp(-windowNanos / MEMORY);
        double cube = (1 + theta) * (1 + theta) * (1 + theta);
        return (1 - theta) * (1 + 4 * theta + 5 * theta * theta) / cube;
    }

    /**
     * Adds a deviation from the centre.
     *
     * @param most largest error that is learned from
     */
    LevelTracker add(long end, double deviation, double most) {
        double nanos = Math.max(1, end - time);
        double theta = StrictMath.exp(-nanos / MEMORY);
        double expected = at(end);
        double error = Math.max(-most, Math.min(most, deviation - expected));
        double gain = 1 - theta;
        return new LevelTracker(
                expected + gain * (1 + theta) * error, trend + gain * gain * error / nanos, end);
    }

    void write(StateWriter out) {
        out.real(level);
        out.real(trend);
        out.number(time);
    }

    static LevelTracker read(StateReader in) {
        return new LevelTracker(in.real(), in.real(), in.number());
    }
}
