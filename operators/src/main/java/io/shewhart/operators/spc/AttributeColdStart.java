/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * What a ratio chart knows before it has a baseline: the events so far. Mutable, owned by one fold.
 */
final class AttributeColdStart {

    /** Subgroups that a judgement needs, itself included. */
    private static final int LEAST = 3;

    private static final double MOST_PHI = 0.95;

    /** Keeps the correction of a correlation's bias small that so few subgroups cannot have. */
    private static final int BIASED = 5;

    private long events;
    private long trials;
    private double squares;
    private double products;
    private double last;
    private int count;
    private int windows;

    /** Counts a window with trials. */
    void window() {
        windows++;
    }

    /**
     * Windows so far. The predictive law knows how little they are, so alarms need not wait for as
     * many subgroups, each of which may take a quarter of an hour.
     */
    int windows() {
        return windows;
    }

    /** Whether there is enough to judge the next subgroup by. */
    boolean started() {
        return count >= LEAST - 1;
    }

    /** Adds a subgroup with its score if nothing varied, 0 for one that could not be judged. */
    void add(long itsEvents, long itsTrials, double score) {
        events += itsEvents;
        trials += itsTrials;
        squares += score * score;
        products += score * last;
        last = score;
        count++;
    }

    /**
     * What the next subgroup is judged by.
     *
     * @param n its trials
     * @param arl0 in-control ARL of the chart
     */
    AttributeReference reference(Link link, long n, double arl0) {
        int judged = Math.max(0, count - LEAST + 1);
        double p = (events + 0.5) / (trials + 1.0);
        double raw = squares > 0 ? products / squares : 0;
        double bias = (1 + 3 * raw) / (judged + BIASED);
        double phi = Math.max(0, Math.min(MOST_PHI, raw + bias));
        double center = link.of(p);
        double each = link.information(center);
        double information = trials * each / count;
        // correlated scores tell less of their variance (Bartlett 1946)
        double df = judged * (1 - phi * phi) / (1 + phi * phi);
        double mean = judged > 0 ? squares / judged : 0;
        double spread =
                LikelySpread.variance(mean * df, df, information, Math.max(1, n) * each, arl0);
        double level = Persistence.level(phi, spread / (spread + 1 / information));
        // the centre is as wrong for the next subgroup as for this one
        double few = Math.min(1, (1 + level) / (1 - level) / count);
        double shared = spread * few + 1 / (trials * each);
        double lasting = (level * spread + shared) / (spread + shared);
        return new AttributeReference(
                null, events, trials, center, spread + shared, lasting, count, link);
    }

    /**
     * Mean square of so many scores that one in a thousand exceeds (Wilson and Hilferty 1931, The
     * distribution of chi-square, PNAS 17).
     */
    static double evident(int df) {
        double spread = 2.0 / (9 * df);
        double root = 1 - spread + 3.0902 * Math.sqrt(spread);
        return root * root * root;
    }

    AttributeColdStart copy() {
        AttributeColdStart copy = new AttributeColdStart();
        copy.events = events;
        copy.trials = trials;
        copy.squares = squares;
        copy.products = products;
        copy.last = last;
        copy.count = count;
        copy.windows = windows;
        return copy;
    }

    void write(StateWriter out) {
        out.number(events);
        out.number(trials);
        out.real(squares);
        out.real(products);
        out.real(last);
        out.number(count);
        out.number(windows);
    }

    void read(StateReader in) {
        events = in.number();
        trials = in.number();
        squares = in.real();
        products = in.real();
        last = in.real();
        count = in.integer();
        windows = in.integer();
    }
}
