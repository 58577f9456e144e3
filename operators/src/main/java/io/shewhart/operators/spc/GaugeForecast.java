/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * Expects the next value of a gauge from the last windows, from the time of day or from the hour of
 * the week, whichever has erred least. Mutable, owned by one fold.
 *
 * <p>A cycle is used once it was right by a clear margin over many windows, so a series without
 * rhythm pays nothing for its profile, and one that loses its rhythm leaves it.
 */
final class GaugeForecast {

    private static final long MINUTE = 60_000_000_000L;

    /** Windows after which the level of the last windows forgets. */
    private static final double LEVEL_MEMORY = 50;

    /** Windows that a cycle is tried for before it is used. */
    private static final int TRIAL = 150;

    /** How much smaller the error of a cycle has to be. */
    private static final double MARGIN = 0.9;

    private static final String LAST_WINDOWS = "the level of the last windows";

    private double level;
    private int steps;
    private GaugeCycle day = new GaugeCycle(15 * MINUTE, 96, 14);
    private GaugeCycle week = new GaugeCycle(60 * MINUTE, 168, 4);
    private GaugeError levelError = new GaugeError();
    private GaugeError dayError = new GaugeError();
    private GaugeError weekError = new GaugeError();
    private boolean cyclic;

    /** Where the last residual is from; holds within a fold. */
    private String source = LAST_WINDOWS;

    /** Values so far. */
    int steps() {
        return steps;
    }

    /** What a value is beyond expectation. */
    double residual(long time, double x) {
        double fromLevel = steps == 0 ? 0 : x - level;
        double residual = fromLevel;
        double error = levelError.mean();
        cyclic = false;
        source = LAST_WINDOWS;
        if (day.knows(time) && better(dayError, error)) {
            residual = day.residual(time, x);
            error = dayError.mean();
            cyclic = true;
            source = "the time of day";
        }
        if (week.knows(time) && better(weekError, error)) {
            residual = week.residual(time, x);
            cyclic = true;
            source = "the hour of the week";
        }
        return residual;
    }

    private static boolean better(GaugeError candidate, double error) {
        return candidate.count() >= TRIAL && candidate.mean() < MARGIN * error;
    }

    /** Learns a value after it was judged. */
    void learn(long time, double x) {
        if (day.knows(time)) {
            levelError.add(x - level);
            dayError.add(day.error(time, x));
        }
        if (week.knows(time)) {
            weekError.add(week.error(time, x));
        }
        steps = Math.min(1_000_000, steps + 1);
        level += Math.max(1.0 / steps, 1 / LEVEL_MEMORY) * (x - level);
        day.add(time, x);
        week.add(time, x);
    }

    /** Whether the last residual was one from a cycle. */
    boolean cyclic() {
        return cyclic;
    }

    /** What the last value was expected by, in words. */
    String source() {
        return source;
    }

    /** Takes a level as that of the last windows. */
    void accept(double given) {
        level = given;
    }

    GaugeForecast copy() {
        GaugeForecast copy = new GaugeForecast();
        copy.level = level;
        copy.steps = steps;
        copy.day = day.copy();
        copy.week = week.copy();
        copy.levelError = levelError.copy();
        copy.dayError = dayError.copy();
        copy.weekError = weekError.copy();
        copy.cyclic = cyclic;
        return copy;
    }

    void write(StateWriter out) {
        out.real(level);
        out.number(steps);
        day.write(out);
        week.write(out);
        levelError.write(out);
        dayError.write(out);
        weekError.write(out);
        out.bool(cyclic);
    }

    void read(StateReader in) {
        level = in.real();
        steps = in.integer();
        day.read(in);
        week.read(in);
        levelError.read(in);
        dayError.read(in);
        weekError.read(in);
        cyclic = in.bool();
    }
}
