/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * How subgroups scatter inside a quarter of an hour and from one to the next, pooled over quarters,
 * and the quarter that is open. Mutable, part of a {@link SeasonalProfile}.
 */
final class Moments {

    /** A quarter with less than this share of the usual subgroups says too little. */
    private static final double LEAST_SHARE = 1.0 / 3;

    private static final double MOST_PHI = 0.95;
    private static final int STEPS_NEEDED = 50;

    private long slot = Long.MIN_VALUE;
    private int count;
    private double mean;
    private double squares;
    private long lastEnd;
    private double last;

    private double inside;
    private double insideDf;
    private double steps;
    private double stepCount;
    private double slots;
    private double inverse;
    private double subgroups;

    /** Slot that is open, or was open last. */
    long slot() {
        return slot;
    }

    boolean open() {
        return count > 0;
    }

    void add(long to, long start, long end, double level, double n) {
        slot = to;
        if (lastEnd == start && count > 0) {
            steps += (level - last) * (level - last) / 2;
            stepCount++;
        }
        count++;
        double d = level - mean;
        mean += d / count;
        squares += d * (level - mean);
        inverse += 1 / n;
        subgroups++;
        last = level;
        lastEnd = end;
    }

    /** Closes the open slot; its mean, or NaN if it says too little. */
    double close() {
        double result = mean;
        double usual = slots > 0 ? (insideDf + slots) / slots : count;
        inside += squares;
        insideDf += count - 1;
        slots++;
        boolean enough = count >= LEAST_SHARE * usual;
        abandon();
        return enough ? result : Double.NaN;
    }

    /** Forgets the open slot. */
    void abandon() {
        count = 0;
        mean = 0;
        squares = 0;
    }

    /** Multiplies all variances. */
    void scale(double factor) {
        inside *= factor;
        steps *= factor;
    }

    void forget(double keep) {
        inside *= keep;
        insideDf *= keep;
        steps *= keep;
        stepCount *= keep;
        slots *= keep;
        inverse *= keep;
        subgroups *= keep;
    }

    /** Subgroups behind the variances. */
    int size() {
        return (int) Math.max(2, Math.min(100_000, Math.round(subgroups)));
    }

    /** Mean of 1 / observations. */
    double inverseSize() {
        return subgroups > 0 ? inverse / subgroups : 1;
    }

    /**
     * Variance of a subgroup about the level of its time of day.
     *
     * @param variance short-term variance of a subgroup
     * @param phi its lag-one correlation, not negative
     * @param lasting variance of the level of a quarter from day to day beyond what those explain
     */
    record Split(double variance, double phi, double lasting) {}

    /**
     * Splits the variance of quarters from day to day into what an autoregression of order one
     * explains and what lasts longer. The ratio of squared steps to the variance inside a quarter
     * of k subgroups is (1 - phi) / (1 - g), where g(phi, k) is the relative variance of a mean of
     * k (Montgomery, Jennings and Kulahci, Introduction to Time Series Analysis, section 5).
     */
    Split split(double betweenDays) {
        double k = slots > 0 ? (insideDf + slots) / slots : 1;
        if (insideDf < 1) {
            return new Split(betweenDays, 0, 0);
        }
        double withinMean = inside / insideDf * (k - 1) / k;
        double phi = 0;
        double variance = inside / insideDf;
        if (stepCount >= STEPS_NEEDED && withinMean > 0 && k >= 3) {
            double ratio = steps / stepCount / withinMean;
            phi = phi(ratio, k);
            variance = withinMean / (1 - meanVariance(phi, k));
        }
        double lasting = Math.max(0, betweenDays - variance * meanVariance(phi, k));
        return new Split(variance, phi, lasting);
    }

    private static double phi(double ratio, double k) {
        double low = 0;
        double high = MOST_PHI;
        if (ratio >= 1 / (1 - meanVariance(0, k))) {
            return 0;
        }
        for (int i = 0; i < 30; i++) {
            double middle = (low + high) / 2;
            if ((1 - middle) / (1 - meanVariance(middle, k)) > ratio) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Variance of a mean of k autocorrelated values, relative to that of one. */
    private static double meanVariance(double phi, double k) {
        double tail = 2 * phi * (1 - StrictMath.pow(phi, k)) / (k * (1 - phi) * (1 - phi));
        return ((1 + phi) / (1 - phi) - tail) / k;
    }

    Moments copy() {
        Moments copy = new Moments();
        copy.slot = slot;
        copy.count = count;
        copy.mean = mean;
        copy.squares = squares;
        copy.lastEnd = lastEnd;
        copy.last = last;
        copy.inside = inside;
        copy.insideDf = insideDf;
        copy.steps = steps;
        copy.stepCount = stepCount;
        copy.slots = slots;
        copy.inverse = inverse;
        copy.subgroups = subgroups;
        return copy;
    }

    void write(StateWriter out) {
        out.number(slot);
        out.number(count);
        out.real(mean);
        out.real(squares);
        out.number(lastEnd);
        out.real(last);
        out.real(inside);
        out.real(insideDf);
        out.real(steps);
        out.real(stepCount);
        out.real(slots);
        out.real(inverse);
        out.real(subgroups);
    }

    static Moments read(StateReader in) {
        Moments moments = new Moments();
        moments.slot = in.number();
        moments.count = in.integer();
        moments.mean = in.real();
        moments.squares = in.real();
        moments.lastEnd = in.number();
        moments.last = in.real();
        moments.inside = in.real();
        moments.insideDf = in.real();
        moments.steps = in.real();
        moments.stepCount = in.real();
        moments.slots = in.real();
        moments.inverse = in.real();
        moments.subgroups = in.real();
        return moments;
    }
}
