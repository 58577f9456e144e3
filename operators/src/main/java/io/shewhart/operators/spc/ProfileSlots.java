/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * How a {@link SeasonalProfile} divides time: a day into quarters of an hour, a week into hours.
 *
 * <p>Times are nanoseconds since the Unix epoch. Days and weeks are those of UTC, since a chart key
 * has no time zone; a rhythm of local time keeps its shape in it. Weeks begin on Thursday, as the
 * epoch does.
 */
final class ProfileSlots {

    static final int PER_HOUR = 4;

    /** Quarters of a day. */
    static final int DAY = 24 * PER_HOUR;

    /** Hours of a week. */
    static final int WEEK = 7 * 24;

    private static final long QUARTER_NANOS = 15L * 60 * 1_000_000_000;
    private static final long HOUR_NANOS = PER_HOUR * QUARTER_NANOS;

    private ProfileSlots() {}

    /** Quarter, since the epoch, of a subgroup that ends at a time; the end belongs to it. */
    static long quarter(long end) {
        return Math.floorDiv(end - 1, QUARTER_NANOS);
    }

    /** Time in the middle of a quarter since the epoch. */
    static long middle(long quarter) {
        return quarter * QUARTER_NANOS + QUARTER_NANOS / 2;
    }

    /** Quarters since the day began, at least 0 and less than {@link #DAY}. */
    static double ofDay(long time) {
        return Math.floorMod(time, QUARTER_NANOS * DAY) / (double) QUARTER_NANOS;
    }

    /** Hours since the week began, at least 0 and less than {@link #WEEK}. */
    static double ofWeek(long time) {
        return Math.floorMod(time, HOUR_NANOS * WEEK) / (double) HOUR_NANOS;
    }
}
