/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import java.util.Arrays;

/**
 * Usual level at each time of a cycle, such as a day, in slots. Mutable, owned by one fold.
 *
 * <p>A slot learns the mean of each visit when the next slot begins, so nothing is judged by what
 * itself has just added, however many windows a slot holds.
 */
final class GaugeCycle {

    private final long slotNanos;
    private final int memory;
    private final float[] level;
    private final byte[] visits;
    private int current = -1;
    private double sum;
    private int count;

    /**
     * Creates an empty cycle.
     *
     * @param memory visits after which a slot forgets, at most 127
     */
    GaugeCycle(long slotNanos, int slots, int memory) {
        this.slotNanos = slotNanos;
        this.memory = memory;
        this.level = new float[slots];
        this.visits = new byte[slots];
    }

    /** Whether the slot of a time was seen before. */
    boolean knows(long time) {
        return visits[slot(time)] > 0;
    }

    /**
     * How far a value lies from the usual levels at its time. The slots on both sides count as its
     * time too, because people and schedules are not punctual: what lies between the levels of
     * neighbours is usual.
     */
    double residual(long time, double x) {
        int slot = slot(time);
        double nearest = x - level[slot];
        for (int side = -1; side <= 1; side += 2) {
            int other = Math.floorMod(slot + side, level.length);
            if (visits[other] > 0) {
                double residual = x - level[other];
                if (residual * nearest <= 0) {
                    return 0;
                }
                if (Math.abs(residual) < Math.abs(nearest)) {
                    nearest = residual;
                }
            }
        }
        return nearest;
    }

    /** How far a value lies from the usual level of its slot, taken strictly. */
    double error(long time, double x) {
        return x - level[slot(time)];
    }

    /** Adds a value; times do not decrease. */
    void add(long time, double x) {
        int slot = slot(time);
        if (slot != current) {
            leave();
            current = slot;
        }
        sum += x;
        count++;
    }

    private void leave() {
        if (count > 0) {
            visits[current] = (byte) Math.min(memory, visits[current] + 1);
            double mean = sum / count;
            level[current] += (float) ((mean - level[current]) / visits[current]);
        }
        sum = 0;
        count = 0;
    }

    private int slot(long time) {
        return (int) (Math.floorDiv(time, slotNanos) % level.length);
    }

    GaugeCycle copy() {
        GaugeCycle copy = new GaugeCycle(slotNanos, level.length, memory);
        System.arraycopy(level, 0, copy.level, 0, level.length);
        System.arraycopy(visits, 0, copy.visits, 0, visits.length);
        copy.current = current;
        copy.sum = sum;
        copy.count = count;
        return copy;
    }

    /** Slots that were never visited take one byte. */
    void write(StateWriter out) {
        out.number(current);
        out.real(sum);
        out.number(count);
        for (int i = 0; i < level.length; i++) {
            out.number(visits[i]);
            if (visits[i] > 0) {
                out.single(level[i]);
            }
        }
    }

    void read(StateReader in) {
        current = in.integer();
        sum = in.real();
        count = in.integer();
        if (current < -1 || current >= level.length) {
            throw new StateFormatException("slot " + current + " of " + level.length);
        }
        Arrays.fill(level, 0);
        for (int i = 0; i < level.length; i++) {
            visits[i] = (byte) in.integer();
            if (visits[i] > 0) {
                level[i] = in.single();
            }
        }
    }
}
