/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import java.util.Arrays;

/**
 * Rhythm of the level of one series over the day and the week: what the level is expected to
 * deviate from its centre at a time, and how uncertain that is. Mutable, owned by one fold.
 *
 * <p>Nothing is expected before two days have been seen, and nothing where no rhythm is evident:
 * then the deviation is zero. The week is added to the day after fourteen days. Times are UTC,
 * since a chart key has no time zone; a rhythm of local time keeps its shape in it.
 *
 * <p>A day is 96 quarters of an hour, counted from the first subgroup. When it is over, the means
 * of its quarters, less the level of that day, go into a {@link SlotTable}, from which {@link
 * CyclicShape} estimates the rhythm. So a day that is higher as a whole does not distort the
 * rhythm, and an odd one does little. What the day does not explain goes into the 168 hours of the
 * week, relative to the median level of the last seven days. Between the centres of slots the
 * profile is linear.
 *
 * <p>Whoever owns it feeds no subgroup that belongs to an episode. The pooled variances inside a
 * quarter, between subgroups in a row and between days tell how a subgroup scatters about the
 * profile, see {@link Fit}.
 */
final class SeasonalProfile {

    /** Layout of the bytes; {@link #read} knows no other. */
    private static final int FORMAT = 1;

    static final int DAY_SLOTS = 96;
    static final int WEEK_SLOTS = 168;

    private static final long SLOT = 15L * 60 * 1_000_000_000;
    private static final long HOUR = 4 * SLOT;
    private static final int SLOTS_PER_HOUR = 4;
    private static final int DAYS_NEEDED = 2;
    private static final int DAYS_FOR_WEEK = 14;

    /** Slots that were seen on two days, and on two weeks, before a profile may be used. */
    private static final int REPLICATES_NEEDED = 24;

    private static final int DAY_MEMORY = 14;
    private static final int WEEK_MEMORY = 8;
    private static final double KEEP = 1 - 1.0 / DAY_MEMORY;

    /** Values are kept in this fraction of a sigma. */
    private static final double RESOLUTION = 1.0 / 64;

    private static final short NONE = Short.MIN_VALUE;
    private static final short[] EMPTY = new short[DAY_SLOTS];
    private static final short[] NOTHING = {};

    static {
        Arrays.fill(EMPTY, NONE);
    }

    /** What is in use. */
    enum Use {
        /** Too little history. */
        LEARNING(0),
        /** Enough history, but no rhythm in it. */
        LEVEL(1),
        TIME_OF_DAY(2),
        HOUR_OF_WEEK(3);

        private final int code;

        Use(int code) {
            this.code = code;
        }

        static Use of(long code) {
            for (Use use : values()) {
                if (use.code == code) {
                    return use;
                }
            }
            throw new StateFormatException("use " + code + " of a profile");
        }
    }

    private double reference;
    private final double unit;
    private SlotTable daily = new SlotTable(DAY_SLOTS, DAY_MEMORY);
    private SlotTable weekly = new SlotTable(WEEK_SLOTS, WEEK_MEMORY);
    private Moments moments = new Moments();
    private DayLevels levels = new DayLevels();
    private short[] today = EMPTY;

    /** Hour, since the epoch, at which the first day began; -1 before the first subgroup. */
    private long origin = -1;

    private int days;
    private long day;
    private Use use = Use.LEARNING;
    private boolean fresh;

    /** Worked out from the tables when they are needed, null until then. */
    private CyclicShape dayShape;

    private CyclicShape weekShape;
    private ProfileCurve curve = ProfileCurve.NONE;

    /** Variance of a level beyond the error of the profile, squared unit of the level. */
    private double persistent;

    /**
     * A profile that has seen nothing.
     *
     * @param reference a level near which the series lies
     * @param sigma its standard deviation, positive; the profile resolves 1/64 of it
     */
    static SeasonalProfile about(double reference, double sigma) {
        return new SeasonalProfile(reference, sigma * RESOLUTION);
    }

    private SeasonalProfile(double reference, double unit) {
        this.reference = reference;
        this.unit = unit;
    }

    Use use() {
        return use;
    }

    /**
     * What is in use, for people.
     *
     * @param followed whether the level is followed until there is a profile
     */
    String description(boolean followed) {
        return switch (use) {
            case LEARNING ->
                    followed
                            ? "drifting level followed until its rhythm is known"
                            : "rhythm not known before two days";
            case LEVEL -> "no rhythm evident";
            case TIME_OF_DAY -> "time-of-day profile";
            case HOUR_OF_WEEK -> "hour-of-week profile";
        };
    }

    /** Whether a profile came into use whose {@link #takeFit} was not taken yet. */
    boolean fresh() {
        return fresh && levels.settled();
    }

    /**
     * Subgroups about the profile.
     *
     * @param center centre of their levels, the profile taken away
     * @param variance variance of a subgroup
     * @param phi lag-one correlation, not negative
     * @param inverseSize mean of 1 / observations
     * @param m subgroups that the variance rests on
     */
    record Fit(double center, double variance, double phi, double inverseSize, int m) {}

    /** What is known about subgroups, the profile taken away. */
    Fit takeFit() {
        fresh = false;
        Moments.Split split = moments.split(daily.variance() * unit * unit);
        return new Fit(
                reference + unit * levels.recent(),
                split.variance(),
                split.phi(),
                moments.inverseSize(),
                moments.size());
    }

    /** Deviation from the centre that is expected at a time; unit of the level. */
    double at(long time) {
        return use == Use.LEARNING ? 0 : curve(time).mean(time);
    }

    private ProfileCurve curve(long time) {
        if (!curve.covers(time)) {
            shapes();
            boolean week = use == Use.HOUR_OF_WEEK;
            double square = unit * unit;
            curve =
                    ProfileCurve.of(
                            time,
                            t ->
                                    unit
                                            * (dayShape.mean(ofDay(t))
                                                    + (week ? weekShape.mean(ofWeek(t)) : 0)),
                            t ->
                                    square
                                            * (dayShape.variance(ofDay(t))
                                                    + (week ? weekShape.variance(ofWeek(t)) : 0)));
        }
        return curve;
    }

    private void shapes() {
        if (dayShape == null) {
            dayShape = CyclicShape.of(daily, true);
            weekShape =
                    days < DAYS_FOR_WEEK
                            ? CyclicShape.level(WEEK_SLOTS, 0)
                            : CyclicShape.of(weekly, false);
        }
    }

    /** The same as a share of the level that the rhythm was learned about. */
    double relative(long time) {
        double level = reference + unit * levels.base();
        return level > 0 ? at(time) / level : 0;
    }

    /** Variance of {@link #relative}. */
    double relativeVariance(long time) {
        double level = reference + unit * levels.base();
        return level > 0 ? variance(time) / (level * level) : 0;
    }

    /**
     * Variance of the level about what is expected at a time: error of the estimated slot, what one
     * day differs from another for longer than a subgroup, and the same for whole days.
     */
    double variance(long time) {
        return use == Use.LEARNING ? 0 : persistent + curve(time).variance(time);
    }

    private static double ofDay(long time) {
        return Math.floorMod(time, SLOT * DAY_SLOTS) / (double) SLOT;
    }

    private static double ofWeek(long time) {
        return Math.floorMod(time, HOUR * WEEK_SLOTS) / (double) HOUR;
    }

    /**
     * Adds a subgroup that belongs to no episode. Subgroups come in order of time.
     *
     * @param start start of the subgroup, nanoseconds since the Unix epoch
     * @param end end of the subgroup
     * @param level its level
     * @param n observations in it
     */
    void add(long start, long end, double level, double n) {
        long slot = Math.floorDiv(end - 1, SLOT);
        if (origin < 0) {
            origin = Math.floorDiv(slot, SLOTS_PER_HOUR);
        }
        if (moments.slot() != slot) {
            closeSlot();
            long now = Math.floorDiv(slot - origin * SLOTS_PER_HOUR, DAY_SLOTS);
            if (now != day) {
                closeDay();
                day = now;
            }
        }
        moments.add(slot, start, end, level, n);
    }

    /** The level has changed for good within this day. */
    void moved() {
        if (use != Use.LEARNING) {
            levels.move();
        }
    }

    /** The same rhythm about another level. */
    SeasonalProfile about(double difference) {
        SeasonalProfile other = copy();
        other.reference += difference;
        other.moments.abandon();
        return other;
    }

    /** The same rhythm in another unit. */
    SeasonalProfile times(double factor) {
        SeasonalProfile other = new SeasonalProfile(reference * factor, unit * factor);
        copyTo(other);
        other.moments.abandon();
        other.moments.scale(factor * factor);
        other.persistent = persistent * factor * factor;
        other.curve = ProfileCurve.NONE;
        return other;
    }

    private void closeSlot() {
        if (!moments.open()) {
            return;
        }
        double mean = moments.close();
        if (!Double.isNaN(mean)) {
            today = today.clone();
            today[index(moments.slot())] = SlotTable.round((mean - reference) / unit);
        }
    }

    private static int index(long slot) {
        return (int) Math.floorMod(slot, (long) DAY_SLOTS);
    }

    private void closeDay() {
        shapes();
        daily.own();
        weekly.own();
        double level = level();
        weekly.shift(levels.add(level, 1.0 / Math.min(days + 1, DAY_MEMORY)));
        if (levels.learnable()) {
            for (int i = 0; i < DAY_SLOTS; i++) {
                if (today[i] != NONE) {
                    daily.add(i, today[i] - level - week(i));
                }
            }
            daily.forget(KEEP);
        }
        moments.forget(KEEP);
        closeHours(CyclicShape.of(daily, true));
        days = Math.min(1_000_000, days + 1);
        today = EMPTY;
        levels.next();
        derive();
        decide();
    }

    /** Level of this day: what its quarters typically lie above the rhythm. */
    private double level() {
        double[] differences = new double[DAY_SLOTS];
        int count = 0;
        double sum = 0;
        int seen = 0;
        for (int i = 0; i < DAY_SLOTS; i++) {
            if (today[i] != NONE) {
                sum += today[i];
                seen++;
                if (daily.weight(i) > 0) {
                    differences[count++] = today[i] - daily.mean(i) - week(i);
                }
            }
        }
        if (count >= SLOTS_PER_HOUR) {
            return PhaseOne.median(Arrays.copyOf(differences, count));
        }
        return levels.last(seen > 0 ? sum / seen : 0);
    }

    /** What the week adds to a quarter of this day. */
    private double week(int quarter) {
        if (use != Use.HOUR_OF_WEEK) {
            return 0;
        }
        long first = origin * SLOTS_PER_HOUR + day * DAY_SLOTS;
        long slot = first + Math.floorMod((long) quarter - first, (long) DAY_SLOTS);
        return weekShape.mean(ofWeek(slot * SLOT + SLOT / 2));
    }

    private void closeHours(CyclicShape rhythm) {
        double usual = levels.usual();
        long first = origin + day * (DAY_SLOTS / SLOTS_PER_HOUR);
        for (int h = 0; h < DAY_SLOTS / SLOTS_PER_HOUR; h++) {
            double sum = 0;
            int seen = 0;
            for (int q = 0; q < SLOTS_PER_HOUR; q++) {
                int i = index((first + h) * SLOTS_PER_HOUR + q);
                if (today[i] != NONE) {
                    sum += today[i] - rhythm.mean(i);
                    seen++;
                }
            }
            if (seen > 0) {
                weekly.add((int) Math.floorMod(first + h, (long) WEEK_SLOTS), sum / seen - usual);
            }
        }
        weekly.forget(KEEP);
    }

    private void derive() {
        dayShape = null;
        curve = ProfileCurve.NONE;
        shapes();
        double repetitions = Math.max(1, Math.min(days, DAY_MEMORY));
        Moments.Split split = moments.split(daily.variance() * unit * unit);
        persistent = split.lasting() * (1 + 1 / repetitions) + unit * unit * levels.variance();
    }

    private void decide() {
        Use next = use;
        if (days >= DAYS_NEEDED && daily.df() >= REPLICATES_NEEDED * KEEP * KEEP) {
            next = dayShape.evident() ? Use.TIME_OF_DAY : Use.LEVEL;
        }
        boolean week = days >= DAYS_FOR_WEEK && weekly.df() >= REPLICATES_NEEDED;
        if (next != Use.LEARNING && week && weekShape.evident()) {
            next = Use.HOUR_OF_WEEK;
        }
        // never back: a rhythm that vanishes becomes a shape without one
        if (next.compareTo(use) > 0) {
            use = next;
            fresh = true;
        }
    }

    SeasonalProfile copy() {
        SeasonalProfile copy = new SeasonalProfile(reference, unit);
        copyTo(copy);
        return copy;
    }

    private void copyTo(SeasonalProfile copy) {
        copy.daily = daily.copy();
        copy.weekly = weekly.copy();
        copy.moments = moments.copy();
        copy.levels = levels.copy();
        copy.today = today;
        copy.origin = origin;
        copy.days = days;
        copy.day = day;
        copy.use = use;
        copy.fresh = fresh;
        copy.dayShape = dayShape;
        copy.weekShape = weekShape;
        copy.curve = curve;
        copy.persistent = persistent;
    }

    void write(StateWriter out) {
        out.number(FORMAT);
        out.real(reference);
        out.real(unit);
        out.number(origin);
        out.number(day);
        out.number(days);
        out.bool(fresh);
        out.number(use.code);
        moments.write(out);
        levels.write(out);
        out.bool(today != EMPTY);
        for (short quarter : today == EMPTY ? NOTHING : today) {
            out.number(quarter == NONE ? 0 : quarter >= 0 ? quarter + 1 : quarter);
        }
        daily.write(out);
        weekly.write(out);
        curve.write(out);
        out.real(persistent);
    }

    static SeasonalProfile read(StateReader in) {
        long format = in.number();
        if (format != FORMAT) {
            throw new StateFormatException("format " + format + " of a profile, known: " + FORMAT);
        }
        SeasonalProfile profile = new SeasonalProfile(in.real(), in.real());
        profile.origin = in.number();
        profile.day = in.number();
        profile.days = in.integer();
        profile.fresh = in.bool();
        profile.use = Use.of(in.number());
        profile.moments = Moments.read(in);
        profile.levels = DayLevels.read(in);
        profile.today = in.bool() ? new short[DAY_SLOTS] : EMPTY;
        for (int i = 0; profile.today != EMPTY && i < DAY_SLOTS; i++) {
            long quarter = in.number();
            profile.today[i] =
                    quarter == 0
                            ? NONE
                            : SlotTable.round((double) (quarter > 0 ? quarter - 1 : quarter));
        }
        profile.daily.read(in);
        profile.weekly.read(in);
        profile.curve = ProfileCurve.read(in);
        profile.persistent = in.real();
        return profile;
    }
}
