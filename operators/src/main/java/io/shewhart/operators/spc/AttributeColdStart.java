/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * What a ratio chart knows before it has a baseline: the events so far. Mutable, owned by one fold.
 */
final class AttributeColdStart {

    /** Subgroups that a judgement needs, itself included. */
    private static final int LEAST = 3;

    /** Lag-one correlation assumed while it cannot be measured. */
    private static final double UNKNOWN_PHI = 0.1;

    private long events;
    private long trials;
    private double squares;
    private int count;

    /** Whether there is enough to judge the next subgroup by. */
    boolean started() {
        return count >= LEAST - 1;
    }

    /** Adds a subgroup with its standardised ratio. */
    void add(long itsEvents, long itsTrials, double score) {
        events += itsEvents;
        trials += itsTrials;
        squares += score * score;
        count++;
    }

    /** What the next subgroup is judged by. */
    AttributeReference reference() {
        double p = (double) events / trials;
        double sigmaZ = sigmaZ();
        double typical = (double) trials / count;
        double spread = AttributeBaseline.spread(sigmaZ, typical, p);
        // where the dispersion may well be binomial the predictive law already knows it
        double chance = 1 + 2 * Math.sqrt(2.0 / Math.max(1, count - 1));
        boolean dispersed = sigmaZ * sigmaZ > chance;
        int m = dispersed ? Math.max(LEAST * 4, count) : LimitSolver.KNOWN;
        double phi = dispersed ? EngineContext.guarded(0, count) : UNKNOWN_PHI;
        return new AttributeReference(null, events, trials, spread, m, phi, 0);
    }

    private double sigmaZ() {
        double variance = squares / Math.max(1, count - 1);
        return Math.sqrt(Math.max(1, AttributeBaseline.allowed(variance, UNKNOWN_PHI, count)));
    }

    AttributeColdStart copy() {
        AttributeColdStart copy = new AttributeColdStart();
        copy.events = events;
        copy.trials = trials;
        copy.squares = squares;
        copy.count = count;
        return copy;
    }

    void write(StateWriter out) {
        out.number(events);
        out.number(trials);
        out.real(squares);
        out.number(count);
    }

    void read(StateReader in) {
        events = in.number();
        trials = in.number();
        squares = in.real();
        count = in.integer();
    }
}
