/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * Rhythm of the level of one series over the day and the week: what the level is expected to
 * deviate from its centre at a time, and how uncertain that is. Mutable, owned by one fold.
 *
 * <p>Nothing is expected before two days have been seen, and nothing where no rhythm is evident:
 * then the deviation is zero. The week is added to the day after fourteen days.
 *
 * <p>A day is 96 quarters of an hour ({@link ProfileSlots}), counted from the first subgroup. When
 * it is over, the means of its quarters, less the level of that day, go into a {@link SlotTable},
 * from which {@link CyclicShape} estimates the rhythm. So a day that is higher as a whole does not
 * distort the rhythm, and an odd one does little. What the day does not explain goes into the 168
 * hours of the week, relative to the median level of the last seven days. Between the centres of
 * slots the profile is linear.
 *
 * <p>Whoever owns it feeds no subgroup that belongs to an episode. The pooled variances inside a
 * quarter, between subgroups in a row and between days tell how a subgroup scatters about the
 * profile, see {@link ProfileFit}.
 */
final class SeasonalProfile {

    /** Layout of the bytes; {@link #read} knows no other. */
    private static final int FORMAT = 1;

    private final ProfileScale scale;
    private ProfileHistory history = new ProfileHistory();
    private ProfileUse use = ProfileUse.LEARNING;
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
        return new SeasonalProfile(ProfileScale.about(reference, sigma));
    }

    private SeasonalProfile(ProfileScale scale) {
        this.scale = scale;
    }

    ProfileUse use() {
        return use;
    }

    /** Whether a profile came into use whose {@link #takeFit} was not taken yet. */
    boolean fresh() {
        return fresh && history.levels().settled();
    }

    /** What is known about subgroups, the profile taken away. */
    ProfileFit takeFit() {
        fresh = false;
        return ProfileFit.of(history, scale);
    }

    /** Deviation from the centre that is expected at a time; unit of the level. */
    double at(long time) {
        return use == ProfileUse.LEARNING ? 0 : curve(time).mean(time);
    }

    private ProfileCurve curve(long time) {
        return history.shapes()
                .curve(time, scale.unit(), use == ProfileUse.HOUR_OF_WEEK, history.days());
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
        return scale.level(history.levels().base());
    }

    /**
     * Variance of the level about what is expected at a time: error of the estimated slot, what one
     * day differs from another for longer than a subgroup, and the same for whole days.
     */
    double variance(long time) {
        return use == ProfileUse.LEARNING ? 0 : persistent + curve(time).variance(time);
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
        if (history.close(end, scale, use == ProfileUse.HOUR_OF_WEEK)) {
            learn();
        }
        history.add(start, end, level, n);
    }

    /** The level has changed for good within this day. */
    void moved() {
        if (use != ProfileUse.LEARNING) {
            history.levels().move();
        }
    }

    /** The same rhythm about another level. */
    SeasonalProfile about(double difference) {
        SeasonalProfile other = copy(scale.plus(difference));
        other.history.moments().abandon();
        return other;
    }

    /** The same rhythm in another unit. */
    SeasonalProfile times(double factor) {
        SeasonalProfile other = copy(scale.times(factor));
        other.history.moments().abandon();
        other.history.rescale(factor * factor);
        other.persistent = persistent * factor * factor;
        return other;
    }

    private void learn() {
        double repetitions = Math.max(1, Math.min(history.days(), ProfileShapes.DAY_MEMORY));
        double unit = scale.unit();
        double lasting = history.split(unit).lasting();
        persistent = lasting * (1 + 1 / repetitions) + unit * unit * history.levels().variance();
        ProfileUse next = use.next(history);
        if (next != use) {
            use = next;
            fresh = true;
        }
    }

    SeasonalProfile copy() {
        return copy(scale);
    }

    private SeasonalProfile copy(ProfileScale other) {
        SeasonalProfile copy = new SeasonalProfile(other);
        copy.history = history.copy();
        copy.use = use;
        copy.fresh = fresh;
        copy.persistent = persistent;
        return copy;
    }

    void write(StateWriter out) {
        out.number(FORMAT);
        scale.write(out);
        history.writeClock(out);
        out.bool(fresh);
        use.write(out);
        history.write(out);
        out.real(persistent);
    }

    static SeasonalProfile read(StateReader in) {
        long format = in.number();
        if (format != FORMAT) {
            throw new StateFormatException("format " + format + " of a profile, known: " + FORMAT);
        }
        SeasonalProfile profile = new SeasonalProfile(ProfileScale.read(in));
        profile.history.readClock(in);
        profile.fresh = in.bool();
        profile.use = ProfileUse.read(in);
        profile.history.read(in);
        profile.persistent = in.real();
        return profile;
    }
}
