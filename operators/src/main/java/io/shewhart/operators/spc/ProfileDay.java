/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/**
 * Means of the quarters of an hour of one day, in units of a {@link SeasonalProfile}. Mutable,
 * owned by one fold; the array is shared between copies.
 */
final class ProfileDay {

    private static final int SLOTS = ProfileSlots.DAY;
    private static final int PER_HOUR = ProfileSlots.PER_HOUR;
    private static final short NONE = Short.MIN_VALUE;
    private static final short[] EMPTY = new short[SLOTS];
    private static final short[] NOTHING = {};

    static {
        Arrays.fill(EMPTY, NONE);
    }

    private short[] quarters = EMPTY;

    /** Sets the mean of a quarter. */
    void set(int quarter, double mean) {
        quarters = quarters.clone();
        quarters[quarter] = SlotTable.round(mean);
    }

    /** Begins a day without anything in it. */
    void clear() {
        quarters = EMPTY;
    }

    /**
     * Level of this day: what its quarters typically lie above the rhythm.
     *
     * @param week what the week adds to a quarter
     * @param before levels of the days before, for a day with next to nothing in it
     */
    double level(SlotTable rhythm, IntToDoubleFunction week, DayLevels before) {
        double[] differences = new double[SLOTS];
        int count = 0;
        double sum = 0;
        int seen = 0;
        for (int i = 0; i < SLOTS; i++) {
            if (quarters[i] != NONE) {
                sum += quarters[i];
                seen++;
                if (rhythm.weight(i) > 0) {
                    differences[count++] = quarters[i] - rhythm.mean(i) - week.applyAsDouble(i);
                }
            }
        }
        if (count >= PER_HOUR) {
            return PhaseOne.median(Arrays.copyOf(differences, count));
        }
        return before.last(seen > 0 ? sum / seen : 0);
    }

    /** Adds the quarters, less the level of the day and what the week adds, to a rhythm. */
    void into(SlotTable rhythm, double level, IntToDoubleFunction week) {
        for (int i = 0; i < SLOTS; i++) {
            if (quarters[i] != NONE) {
                rhythm.add(i, quarters[i] - level - week.applyAsDouble(i));
            }
        }
    }

    /**
     * Adds what the rhythm of the day does not explain to the hours of a week.
     *
     * @param firstHour hour, since the epoch, at which the day began
     * @param usual usual level of a day
     */
    void into(SlotTable hours, CyclicShape rhythm, long firstHour, double usual) {
        for (int h = 0; h < SLOTS / PER_HOUR; h++) {
            double sum = 0;
            int seen = 0;
            for (int q = 0; q < PER_HOUR; q++) {
                int i = (int) Math.floorMod((firstHour + h) * PER_HOUR + q, (long) SLOTS);
                if (quarters[i] != NONE) {
                    sum += quarters[i] - rhythm.mean(i);
                    seen++;
                }
            }
            if (seen > 0) {
                long hour = Math.floorMod(firstHour + h, (long) ProfileSlots.WEEK);
                hours.add((int) hour, sum / seen - usual);
            }
        }
    }

    ProfileDay copy() {
        ProfileDay copy = new ProfileDay();
        copy.quarters = quarters;
        return copy;
    }

    void write(StateWriter out) {
        out.bool(quarters != EMPTY);
        for (short quarter : quarters == EMPTY ? NOTHING : quarters) {
            out.number(quarter == NONE ? 0 : quarter >= 0 ? quarter + 1 : quarter);
        }
    }

    static ProfileDay read(StateReader in) {
        ProfileDay day = new ProfileDay();
        if (in.bool()) {
            day.quarters = new short[SLOTS];
            for (int i = 0; i < SLOTS; i++) {
                long q = in.number();
                day.quarters[i] = q == 0 ? NONE : SlotTable.round((double) (q > 0 ? q - 1 : q));
            }
        }
        return day;
    }
}
