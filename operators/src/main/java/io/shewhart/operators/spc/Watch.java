/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * What a chart remembers of the subgroups it has watched: EWMA, change point and run rules.
 * Mutable, owned by one fold.
 */
final class Watch {

    private static final long MOST_STEPS = 1_000_000;

    private Ewma ewma = Ewma.START;
    private ChangePoints change = ChangePoints.at(0);
    private RunRules rules = RunRules.EMPTY;
    private long lastEnd;

    /** Subgroups since the last one, 1 without a gap; holds within a fold. */
    private int steps = 1;

    /** Starts the clock of the change point with the first subgroup ever. */
    void begin(long start) {
        if (change.since(1) == 0) {
            change = ChangePoints.at(start);
        }
    }

    /**
     * A subgroup is complete. Where windows are missing before it, runs begin anew and the EWMA
     * will count the subgroups that would have fitted.
     */
    void arrive(long start, long end, long windowNanos) {
        long missing = lastEnd == 0 ? 0 : start - lastEnd;
        long length = Math.max(windowNanos, end - start);
        boolean gap = missing >= windowNanos;
        steps = gap ? (int) Math.min(MOST_STEPS, 1 + (missing + length - 1) / length) : 1;
        if (gap) {
            rules = RunRules.EMPTY;
        }
        lastEnd = end;
    }

    /** Whether windows are missing before the newest subgroup. */
    boolean afterGap() {
        return steps > 1;
    }

    /** Adds a standardised subgroup to the estimate of when a change began. */
    void changed(double z, long end) {
        change = change.add(z, end);
    }

    /** Adds a standardised subgroup to the run rules. */
    void ran(double z) {
        rules = rules.add(z);
    }

    /** Run rules that the newest subgroup completes. */
    int rulesBits() {
        return rules.bits();
    }

    /** -1 or 1 if the newest subgroup completes a rule with its line moved, else 0. */
    int completes(ZoneRule rule, double line) {
        return rules.completes(rule, line);
    }

    /** Adds a deviation to the EWMA. */
    Ewma smoothed(double deviation, double sigma, double lambda, double phi) {
        ewma = ewma.add(deviation, sigma, lambda, phi, steps);
        return ewma;
    }

    /** The centre has moved, and sigma by a factor, because more is known of both. */
    void refined(double moved, double factor) {
        ewma = ewma.about(moved, factor);
    }

    /** The same for an EWMA of scores, the centre moved by so many old sigma. */
    void rescored(double moved, double factor) {
        ewma = ewma.rescored(moved, factor);
    }

    /** Keeps the EWMA near a limit that it has crossed. */
    void bound(double limit) {
        ewma = ewma.bounded(limit);
    }

    /** Whether nothing points to a rise that has begun. */
    boolean unchanged() {
        return change.unchanged();
    }

    /** Size and start of the change in the direction of a judgement. */
    void shift(Judgement j) {
        int direction = j.z >= 0 ? 1 : -1;
        j.shiftSigma = change.shift(direction);
        j.changePoint = change.since(direction);
    }

    /** Forgets everything; what follows may be a change that begins now. */
    void restart(long end) {
        ewma = Ewma.START;
        change = ChangePoints.at(end);
        rules = RunRules.EMPTY;
    }

    Watch copy() {
        Watch copy = new Watch();
        copy.ewma = ewma;
        copy.change = change;
        copy.rules = rules;
        copy.lastEnd = lastEnd;
        return copy;
    }

    void write(StateWriter out) {
        ewma.write(out);
        change.write(out);
        rules.write(out);
        out.number(lastEnd);
    }

    void read(StateReader in) {
        ewma = Ewma.read(in);
        change = ChangePoints.read(in);
        rules = RunRules.read(in);
        lastEnd = in.number();
    }
}
