/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * What is known of the quarters of a day and the hours of a week, in units of a {@link
 * SeasonalProfile}, and the smooth rhythm that follows from it. Mutable, owned by one fold.
 */
final class ProfileShapes {

    static final int DAY_MEMORY = 14;

    /** Days from which the week is added to the day. */
    static final int DAYS_FOR_WEEK = 14;

    private static final int WEEK_MEMORY = 8;

    private SlotTable daily = new SlotTable(ProfileSlots.DAY, DAY_MEMORY);
    private SlotTable weekly = new SlotTable(ProfileSlots.WEEK, WEEK_MEMORY);

    /** Worked out from the tables when they are needed, null until then. */
    private CyclicShape dayShape;

    private CyclicShape weekShape;
    private ProfileCurve curve = ProfileCurve.NONE;

    SlotTable daily() {
        return daily;
    }

    SlotTable weekly() {
        return weekly;
    }

    /** Works the shapes out, after so many days, unless they are. */
    void derive(int days) {
        if (dayShape == null) {
            dayShape = CyclicShape.of(daily, true);
            weekShape =
                    days < DAYS_FOR_WEEK
                            ? CyclicShape.level(ProfileSlots.WEEK, 0)
                            : CyclicShape.of(weekly, false);
        }
    }

    /** The tables have changed, so the shapes will. */
    void outdated() {
        dayShape = null;
        curve = ProfileCurve.NONE;
    }

    /** Takes the tables for its own before they are changed. */
    void own() {
        daily.own();
        weekly.own();
    }

    boolean dayEvident() {
        return dayShape.evident();
    }

    boolean weekEvident() {
        return weekShape.evident();
    }

    /** What the week adds at a time. */
    double week(long time) {
        return weekShape.mean(ProfileSlots.ofWeek(time));
    }

    /**
     * The rhythm about a time.
     *
     * @param week whether it has one of the week
     */
    ProfileCurve curve(long time, double unit, boolean week, int days) {
        if (!curve.covers(time)) {
            derive(days);
            double square = unit * unit;
            curve =
                    ProfileCurve.of(
                            time, t -> unit * mean(t, week), t -> square * variance(t, week));
        }
        return curve;
    }

    private double mean(long time, boolean week) {
        return dayShape.mean(ProfileSlots.ofDay(time)) + (week ? week(time) : 0);
    }

    private double variance(long time, boolean week) {
        return dayShape.variance(ProfileSlots.ofDay(time))
                + (week ? weekShape.variance(ProfileSlots.ofWeek(time)) : 0);
    }

    ProfileShapes copy() {
        ProfileShapes copy = new ProfileShapes();
        copy.daily = daily.copy();
        copy.weekly = weekly.copy();
        copy.dayShape = dayShape;
        copy.weekShape = weekShape;
        copy.curve = curve;
        return copy;
    }

    /** The same rhythm in another unit. */
    ProfileShapes rescaled() {
        ProfileShapes copy = copy();
        copy.curve = ProfileCurve.NONE;
        return copy;
    }

    void write(StateWriter out) {
        daily.write(out);
        weekly.write(out);
        curve.write(out);
    }

    static ProfileShapes read(StateReader in) {
        ProfileShapes shapes = new ProfileShapes();
        shapes.daily.read(in);
        shapes.weekly.read(in);
        shapes.curve = ProfileCurve.read(in);
        return shapes;
    }
}
