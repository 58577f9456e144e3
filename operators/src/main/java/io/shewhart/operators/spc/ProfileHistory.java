/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * What a {@link SeasonalProfile} has seen: the quarter of an hour and the day that are open, the
 * tables that closed ones went into, levels of days and how subgroups scatter. Mutable, owned by
 * one fold.
 */
final class ProfileHistory {

    private static final double KEEP = 1 - 1.0 / ProfileShapes.DAY_MEMORY;
    private static final int DAYS_NEEDED = 2;

    /** Slots that were seen on two days, and on two weeks, before a profile may be used. */
    private static final int REPLICATES_NEEDED = 24;

    private static final int MOST_DAYS = 1_000_000;

    private ProfileShapes shapes = new ProfileShapes();
    private Moments moments = new Moments();
    private DayLevels levels = new DayLevels();
    private ProfileDay today = new ProfileDay();

    /** Hour, since the epoch, at which the first day began; -1 before the first subgroup. */
    private long origin = -1;

    private int days;
    private long day;

    ProfileShapes shapes() {
        return shapes;
    }

    Moments moments() {
        return moments;
    }

    DayLevels levels() {
        return levels;
    }

    /** Whether a rhythm of the day would be known. */
    boolean knowsDay() {
        return days >= DAYS_NEEDED && shapes.daily().df() >= REPLICATES_NEEDED * KEEP * KEEP;
    }

    /** Whether there is a rhythm of the week. */
    boolean hasWeek() {
        return days >= ProfileShapes.DAYS_FOR_WEEK
                && shapes.weekly().df() >= REPLICATES_NEEDED
                && shapes.weekEvident();
    }

    /** Days that are over. */
    int days() {
        return days;
    }

    /**
     * Closes what is over when a subgroup ends.
     *
     * @param week whether the rhythm of the week is in use
     * @return whether a day is
     */
    boolean close(long end, ProfileScale scale, boolean week) {
        long slot = ProfileSlots.quarter(end);
        if (origin < 0) {
            origin = Math.floorDiv(slot, ProfileSlots.PER_HOUR);
        }
        if (moments.slot() == slot) {
            return false;
        }
        closeSlot(scale);
        long now = Math.floorDiv(slot - origin * ProfileSlots.PER_HOUR, ProfileSlots.DAY);
        if (now == day) {
            return false;
        }
        closeDay(week);
        day = now;
        return true;
    }

    /** Adds a subgroup to what is open. */
    void add(long start, long end, double level, double n) {
        moments.add(ProfileSlots.quarter(end), start, end, level, n);
    }

    private void closeSlot(ProfileScale scale) {
        if (!moments.open()) {
            return;
        }
        double mean = moments.close();
        if (!Double.isNaN(mean)) {
            int quarter = (int) Math.floorMod(moments.slot(), (long) ProfileSlots.DAY);
            today.set(quarter, scale.distance(mean));
        }
    }

    private void closeDay(boolean week) {
        shapes.derive(days);
        shapes.own();
        SlotTable daily = shapes.daily();
        SlotTable weekly = shapes.weekly();
        double level = today.level(daily, q -> week ? week(q) : 0, levels);
        weekly.shift(levels.add(level, 1.0 / Math.min(days + 1, ProfileShapes.DAY_MEMORY)));
        if (levels.learnable()) {
            today.into(daily, level, q -> week ? week(q) : 0);
            daily.forget(KEEP);
        }
        moments.forget(KEEP);
        long firstHour = origin + day * (ProfileSlots.DAY / ProfileSlots.PER_HOUR);
        today.into(weekly, CyclicShape.of(daily, true), firstHour, levels.usual());
        weekly.forget(KEEP);
        days = Math.min(MOST_DAYS, days + 1);
        today.clear();
        levels.next();
        shapes.outdated();
        shapes.derive(days);
    }

    /** What the week adds to a quarter of this day. */
    private double week(int quarter) {
        long first = origin * ProfileSlots.PER_HOUR + day * ProfileSlots.DAY;
        long slot = first + Math.floorMod(quarter - first, (long) ProfileSlots.DAY);
        return shapes.week(ProfileSlots.middle(slot));
    }

    /** Variance of the subgroups, in a unit of the level. */
    Moments.Split split(double unit) {
        return moments.split(shapes.daily().variance() * unit * unit);
    }

    /** Takes variances times a factor, since the unit is another. */
    void rescale(double factor) {
        moments.scale(factor);
        shapes = shapes.rescaled();
    }

    ProfileHistory copy() {
        ProfileHistory copy = new ProfileHistory();
        copy.shapes = shapes.copy();
        copy.moments = moments.copy();
        copy.levels = levels.copy();
        copy.today = today.copy();
        copy.origin = origin;
        copy.days = days;
        copy.day = day;
        return copy;
    }

    void writeClock(StateWriter out) {
        out.number(origin);
        out.number(day);
        out.number(days);
    }

    void readClock(StateReader in) {
        origin = in.number();
        day = in.number();
        days = in.integer();
    }

    void write(StateWriter out) {
        moments.write(out);
        levels.write(out);
        today.write(out);
        shapes.write(out);
    }

    void read(StateReader in) {
        moments = Moments.read(in);
        levels = DayLevels.read(in);
        today = ProfileDay.read(in);
        shapes = ProfileShapes.read(in);
    }
}
