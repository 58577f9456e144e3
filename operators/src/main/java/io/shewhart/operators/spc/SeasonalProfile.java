/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

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

    static final int DAY_SLOTS = ProfileDay.SLOTS;
    static final int WEEK_SLOTS = 168;

    static final long SLOT = 15L * 60 * 1_000_000_000;

    /** Values are kept in this fraction of a sigma. */
    private static final double RESOLUTION = 1.0 / 64;

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
    private ProfileHistory history = new ProfileHistory();
    private Use use = Use.LEARNING;
    private boolean fresh;

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
        return fresh && history.levels().settled();
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
        Moments.Split split = history.split(unit);
        return new Fit(
                reference + unit * history.levels().recent(),
                split.variance(),
                split.phi(),
                history.moments().inverseSize(),
                history.moments().size());
    }

    /** Deviation from the centre that is expected at a time; unit of the level. */
    double at(long time) {
        return use == Use.LEARNING ? 0 : curve(time).mean(time);
    }

    private ProfileCurve curve(long time) {
        return history.shapes().curve(time, unit, use == Use.HOUR_OF_WEEK, history.days());
    }

    /** The same as a share of the level that the rhythm was learned about. */
    double relative(long time) {
        return level() > 0 ? at(time) / level() : 0;
    }

    /** Variance of {@link #relative}. */
    double relativeVariance(long time) {
        return level() > 0 ? variance(time) / (level() * level()) : 0;
    }

    private double level() {
        return reference + unit * history.levels().base();
    }

    /**
     * Variance of the level about what is expected at a time: error of the estimated slot, what one
     * day differs from another for longer than a subgroup, and the same for whole days.
     */
    double variance(long time) {
        return use == Use.LEARNING ? 0 : persistent + curve(time).variance(time);
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
        if (history.close(end, reference, unit, use == Use.HOUR_OF_WEEK)) {
            learn();
        }
        history.add(start, end, level, n);
    }

    /** The level has changed for good within this day. */
    void moved() {
        if (use != Use.LEARNING) {
            history.levels().move();
        }
    }

    /** The same rhythm about another level. */
    SeasonalProfile about(double difference) {
        SeasonalProfile other = copy();
        other.reference += difference;
        other.history.moments().abandon();
        return other;
    }

    /** The same rhythm in another unit. */
    SeasonalProfile times(double factor) {
        SeasonalProfile other = new SeasonalProfile(reference * factor, unit * factor);
        copyTo(other);
        other.history.moments().abandon();
        other.history.rescale(factor * factor);
        other.persistent = persistent * factor * factor;
        return other;
    }

    private void learn() {
        double repetitions = Math.max(1, Math.min(history.days(), ProfileShapes.DAY_MEMORY));
        double lasting = history.split(unit).lasting();
        persistent = lasting * (1 + 1 / repetitions) + unit * unit * history.levels().variance();
        Use next = use;
        if (history.knowsDay()) {
            next = history.shapes().dayEvident() ? Use.TIME_OF_DAY : Use.LEVEL;
        }
        if (next != Use.LEARNING && history.hasWeek()) {
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
        copy.history = history.copy();
        copy.use = use;
        copy.fresh = fresh;
        copy.persistent = persistent;
    }

    void write(StateWriter out) {
        out.number(FORMAT);
        out.real(reference);
        out.real(unit);
        history.writeClock(out);
        out.bool(fresh);
        out.number(use.code);
        history.write(out);
        out.real(persistent);
    }

    static SeasonalProfile read(StateReader in) {
        long format = in.number();
        if (format != FORMAT) {
            throw new StateFormatException("format " + format + " of a profile, known: " + FORMAT);
        }
        SeasonalProfile profile = new SeasonalProfile(in.real(), in.real());
        profile.history.readClock(in);
        profile.fresh = in.bool();
        profile.use = Use.of(in.number());
        profile.history.read(in);
        profile.persistent = in.real();
        return profile;
    }
}
