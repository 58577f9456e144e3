/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * What a chart remembers of the subgroups it has watched: EWMA, change point and run rules.
 * Mutable, owned by one fold.
 */
final class Watch {

    private Ewma ewma = Ewma.START;
    private ChangePoint change = ChangePoint.at(0);
    private RunRules rules = RunRules.EMPTY;

    /** Starts the clock of the change point with the first subgroup ever. */
    void begin(long start) {
        if (change.upSince() == 0) {
            change = ChangePoint.at(start);
        }
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

    /** Adds a deviation to the EWMA. */
    Ewma smoothed(double deviation, double sigma, double lambda, double phi) {
        ewma = ewma.add(deviation, sigma, lambda, phi);
        return ewma;
    }

    /** Keeps the EWMA near a limit that it has crossed. */
    void bound(double limit) {
        ewma = ewma.bounded(limit);
    }

    /** Whether nothing points to a rise that has begun. */
    boolean unchanged() {
        return change.up() == 0;
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
        change = ChangePoint.at(end);
        rules = RunRules.EMPTY;
    }

    Watch copy() {
        Watch copy = new Watch();
        copy.ewma = ewma;
        copy.change = change;
        copy.rules = rules;
        return copy;
    }

    void write(StateWriter out) {
        ewma.write(out);
        change.write(out);
        rules.write(out);
    }

    void read(StateReader in) {
        ewma = Ewma.read(in);
        change = ChangePoint.read(in);
        rules = RunRules.read(in);
    }
}
