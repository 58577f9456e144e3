/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import java.util.Arrays;

/**
 * Levels of the last seven days, in units of a {@link SeasonalProfile}, and whether they changed
 * for good. Mutable, owned by one fold; the array is shared between copies.
 */
final class DayLevels {

    private static final int DAYS = 7;

    /** Days that the level of a subgroup to come is taken from. */
    private static final int RECENT = 3;

    /** Days of which the last alone tells the level: the first of two may be before a change. */
    private static final int FEW = 2;

    private short[] levels = new short[0];
    private boolean moved;
    private boolean movedBefore;
    private int settled;
    private double base;

    /** The level has changed for good within the day that is open. */
    void move() {
        moved = true;
        settled = 0;
    }

    /**
     * Whether the day that is open says something about a rhythm: not if the level changed in it;
     * unless it did so the day before too, since what happens every day is one.
     */
    boolean learnable() {
        return !moved || movedBefore;
    }

    /** Whether there is a whole day since the level changed. */
    boolean settled() {
        return settled > 0;
    }

    /**
     * Adds the level of the day that is open.
     *
     * @return by how much the usual level is now lower than what stood for it until now
     */
    double add(double level, double weight) {
        int size = Math.min(DAYS, levels.length + 1);
        short[] next = Arrays.copyOfRange(levels, levels.length + 1 - size, levels.length + 1);
        next[size - 1] = SlotTable.round(level);
        boolean week = size == DAYS && levels.length < size;
        double first = next[0];
        levels = next;
        if (learnable()) {
            base += (level - base) * weight;
        }
        return week ? first - usual() : 0;
    }

    /** Begins the next day. */
    void next() {
        settled = moved ? 0 : Math.min(DAYS, settled + 1);
        movedBefore = moved;
        moved = false;
    }

    /** Level of the last day, or what is given if there is none. */
    double last(double otherwise) {
        return levels.length > 0 ? levels[levels.length - 1] : otherwise;
    }

    /** Median of the last week; until there is one, the first day stands for it. */
    double usual() {
        return levels.length < DAYS ? levels[0] : median(levels);
    }

    /** What the level is now. */
    double recent() {
        int last = levels.length;
        int used = last <= FEW ? 1 : Math.max(1, Math.min(Math.min(RECENT, settled), last));
        return median(Arrays.copyOfRange(levels, last - used, last));
    }

    /** Mean level with the weights given to {@link #add}. */
    double base() {
        return base;
    }

    /** Variance of the level of a day about that of the day before, by a median. */
    double variance() {
        if (levels.length < 2) {
            return 0;
        }
        double[] steps = new double[levels.length - 1];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = Math.abs(levels[i + 1] - levels[i]);
        }
        double sigma = PhaseOne.MAD_TO_SIGMA * PhaseOne.median(steps);
        return sigma * sigma / 2;
    }

    private static double median(short[] values) {
        double[] copy = new double[values.length];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = values[i];
        }
        return PhaseOne.median(copy);
    }

    DayLevels copy() {
        DayLevels copy = new DayLevels();
        copy.levels = levels;
        copy.moved = moved;
        copy.movedBefore = movedBefore;
        copy.settled = settled;
        copy.base = base;
        return copy;
    }

    void write(StateWriter out) {
        out.number(levels.length);
        for (short level : levels) {
            out.number(level);
        }
        out.bool(moved);
        out.bool(movedBefore);
        out.number(settled);
        out.real(base);
    }

    static DayLevels read(StateReader in) {
        DayLevels read = new DayLevels();
        int size = in.size();
        if (size > DAYS) {
            throw new StateFormatException(size + " levels of days");
        }
        read.levels = new short[size];
        for (int i = 0; i < size; i++) {
            read.levels[i] = SlotTable.round((double) in.number());
        }
        read.moved = in.bool();
        read.movedBefore = in.bool();
        read.settled = in.integer();
        read.base = in.real();
        return read;
    }
}
