/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * What a ratio chart knows before it has a baseline: the events so far. Mutable, owned by one fold.
 */
final class AttributeColdStart {

    /** Subgroups that a judgement needs, itself included. */
    private static final int LEAST = 3;

    private long events;
    private long trials;
    private double squares;
    private double products;
    private double last;
    private int count;

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

    /** What the next subgroup is judged by. */
    AttributeReference reference() {
        int judged = Math.max(1, count - LEAST + 1);
        double dispersion = squares / judged;
        double p = (events + 0.5) / (trials + 1.0);
        double phi = squares > 0 ? products / squares : 0;
        double corrected = Math.max(0, Math.min(0.95, phi + (1 + 3 * phi) / judged));
        // where the dispersion may well be binomial the predictive law already knows it
        boolean dispersed = dispersion > 1 + 2 * Math.sqrt(2.0 / judged);
        double variance = dispersed ? (dispersion - 1) * count / (trials * p * (1 - p)) : 0;
        return new AttributeReference(
                null,
                events,
                trials,
                LogitNormal.logOdds(p),
                variance,
                dispersed ? corrected : 0,
                Math.max(LEAST * 4, count));
    }

    AttributeColdStart copy() {
        AttributeColdStart copy = new AttributeColdStart();
        copy.events = events;
        copy.trials = trials;
        copy.squares = squares;
        copy.products = products;
        copy.last = last;
        copy.count = count;
        return copy;
    }

    void write(StateWriter out) {
        out.number(events);
        out.number(trials);
        out.real(squares);
        out.real(products);
        out.real(last);
        out.number(count);
    }

    void read(StateReader in) {
        events = in.number();
        trials = in.number();
        squares = in.real();
        products = in.real();
        last = in.real();
        count = in.integer();
    }
}
