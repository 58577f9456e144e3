/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * An hour of a profile: mean and variance at its knots, between which both are linear. Immutable.
 *
 * <p>It is kept with the state, so that a fold after a restore needs neither the shapes nor the
 * spectra behind them: those are worked out once an hour and not once a window.
 */
final class ProfileCurve {

    /** Centres of quarters and of hours are multiples of this. */
    private static final long STEP = 450L * 1_000_000_000;

    private static final int KNOTS = 9;

    /** Covers no time. */
    static final ProfileCurve NONE = new ProfileCurve(Long.MIN_VALUE, new float[0]);

    private final long from;

    /** Mean and variance of each knot. */
    private final float[] knots;

    private ProfileCurve(long from, float[] knots) {
        this.from = from;
        this.knots = knots;
    }

    /** A function of time, linear between multiples of 450 s. */
    interface Function {
        double at(long time);
    }

    /** The hour that begins at or just before a time. */
    static ProfileCurve of(long time, Function mean, Function variance) {
        long from = Math.floorDiv(time, STEP) * STEP;
        float[] knots = new float[2 * KNOTS];
        for (int i = 0; i < KNOTS; i++) {
            knots[2 * i] = (float) mean.at(from + i * STEP);
            knots[2 * i + 1] = (float) variance.at(from + i * STEP);
        }
        return new ProfileCurve(from, knots);
    }

    boolean covers(long time) {
        return knots.length > 0 && time >= from && time < from + (KNOTS - 1) * STEP;
    }

    double mean(long time) {
        return between(0, time);
    }

    double variance(long time) {
        return between(1, time);
    }

    private double between(int which, long time) {
        int i = (int) ((time - from) / STEP);
        double share = (double) (time - from - i * STEP) / STEP;
        return knots[2 * i + which] * (1 - share) + knots[2 * i + 2 + which] * share;
    }

    void write(StateWriter out) {
        out.bool(knots.length > 0);
        if (knots.length > 0) {
            out.number(from);
            for (float knot : knots) {
                out.single(knot);
            }
        }
    }

    static ProfileCurve read(StateReader in) {
        if (!in.bool()) {
            return NONE;
        }
        long from = in.number();
        float[] knots = new float[2 * KNOTS];
        for (int i = 0; i < knots.length; i++) {
            knots[i] = in.single();
        }
        return new ProfileCurve(from, knots);
    }
}
