/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * Means of the slots of a cycle over its repetitions, with the variance of one repetition pooled
 * over all slots. Mutable, owned by one fold; copies share arrays until one of them changes.
 *
 * <p>Values are 16-bit numbers in a unit that its owner chooses (a fraction of sigma), so that 168
 * slots fit into 504 bytes. A value that lies more than three standard deviations from its slot
 * moves the mean as if it lay there, so one odd day does little; but it also halves the weight of
 * the slot's past, so that a rhythm that has really changed is followed within a few repetitions.
 */
final class SlotTable {

    private static final double BOUND = 3;

    /** Degrees of freedom from which the variance is known well enough to call a value odd. */
    private static final double BOUNDED_FROM = 24;

    private static final double LEAST_VARIANCE = 0.5;

    private final int memory;
    private short[] means;
    private byte[] weights;
    private double squares;
    private double df;

    /** Slots of a cycle that forget with the weight of so many repetitions. */
    SlotTable(int slots, int memory) {
        this.memory = memory;
        means = new short[slots];
        weights = new byte[slots];
    }

    private SlotTable(SlotTable from) {
        memory = from.memory;
        means = from.means;
        weights = from.weights;
        squares = from.squares;
        df = from.df;
    }

    int slots() {
        return means.length;
    }

    /** Repetitions the mean of a slot stands for, 0 if it was never seen. */
    int weight(int slot) {
        return weights[slot];
    }

    double mean(int slot) {
        return means[slot];
    }

    /** Replicates behind {@link #variance}. */
    double df() {
        return df;
    }

    /** Variance of one repetition of a slot, in squared units. */
    double variance() {
        return df > 0 ? Math.max(LEAST_VARIANCE, squares / df) : LEAST_VARIANCE;
    }

    /** Detaches this copy from those it shares arrays with; before a series of updates. */
    void own() {
        means = means.clone();
        weights = weights.clone();
    }

    void add(int slot, double value) {
        int w = weights[slot];
        if (w == 0) {
            means[slot] = round(value);
            weights[slot] = 1;
            return;
        }
        double step = value - means[slot];
        double inflation = (w + 1.0) / w;
        boolean odd = false;
        if (df >= BOUNDED_FROM) {
            double most = BOUND * Math.sqrt(variance() * inflation);
            odd = Math.abs(step) > most;
            step = Math.max(-most, Math.min(most, step));
        }
        squares += step * step / inflation;
        df++;
        means[slot] = round(means[slot] + step / (w + 1));
        weights[slot] = (byte) (odd ? Math.max(1, w / 2) : Math.min(memory, w + 1));
    }

    /** Moves all slots that were seen. */
    void shift(double by) {
        for (int i = 0; i < means.length; i++) {
            if (weights[i] > 0) {
                means[i] = round(means[i] + by);
            }
        }
    }

    /** Lets the variance forget. */
    void forget(double keep) {
        squares *= keep;
        df *= keep;
    }

    static short round(double value) {
        return (short) Math.max(-Short.MAX_VALUE, Math.min(Short.MAX_VALUE, Math.rint(value)));
    }

    SlotTable copy() {
        return new SlotTable(this);
    }

    void write(StateWriter out) {
        int seen = 0;
        for (byte weight : weights) {
            seen += weight > 0 ? 1 : 0;
        }
        out.bool(seen > 0);
        for (int i = 0; seen > 0 && i < means.length; i++) {
            out.number(weights[i]);
            if (weights[i] > 0) {
                out.number(means[i]);
            }
        }
        out.real(squares);
        out.real(df);
    }

    void read(StateReader in) {
        boolean seen = in.bool();
        for (int i = 0; seen && i < means.length; i++) {
            long weight = in.number();
            if (weight < 0 || weight > memory) {
                throw new StateFormatException("weight " + weight + " of a slot");
            }
            weights[i] = (byte) weight;
            means[i] = weight > 0 ? round((double) in.number()) : 0;
        }
        squares = in.real();
        df = in.real();
    }
}
