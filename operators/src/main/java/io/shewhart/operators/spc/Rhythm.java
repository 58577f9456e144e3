/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * What a chart expects of the time of a subgroup: its {@link SeasonalProfile} once there is one,
 * before that a level that may go on changing ({@link LevelTracker}). Mutable, owned by one fold.
 */
abstract class Rhythm {

    /** Errors of the tracker beyond this many sigma say nothing about a drift. */
    static final double MOST_SIGMA = 3;

    /** Subgroups whose variance is counted in full. */
    private static final int FEW_SUBGROUPS = 400;

    /** Size of phase I that limits are solved for has little influence beyond this. */
    private static final int MOST_SUBGROUPS = 800;

    private static final int ALARMS_OF_A_DRIFT = 2;

    /** Null before there is a baseline. */
    SeasonalProfile profile;

    /** Null where nothing has drifted. */
    LevelTracker drift;

    /** Signals that ended by themselves. */
    private int alarms;

    /**
     * Subgroups of a phase I that tells as much as those about a profile: variance and correlation
     * from inside of quarters of an hour are worth a third of what a plain sample would be.
     */
    static int worth(int subgroups) {
        int few = Math.min(FEW_SUBGROUPS, subgroups);
        return Math.max(few, Math.min(MOST_SUBGROUPS, subgroups / 3));
    }

    /** Whether there is too little history for a profile. */
    final boolean learning() {
        return profile == null || profile.use() == ProfileUse.LEARNING;
    }

    /** What is expected, for people; null before there is a baseline. */
    final String description() {
        return profile == null ? null : profile.use().description(drift != null);
    }

    /** A signal has ended without a new level; a second one looks like a drift. */
    final void recovered(long end) {
        alarms = Math.min(ALARMS_OF_A_DRIFT, alarms + 1);
        if (alarms == ALARMS_OF_A_DRIFT) {
            follow(0, end);
        }
    }

    /** The level has changed for good: where it is followed, from here on with that trend more. */
    final void restart(double trend, long end) {
        profile.moved();
        if (drift != null) {
            drift = new LevelTracker(drift.at(end), drift.trend() + trend, end);
        }
        follow(trend, end);
    }

    private void follow(double trend, long end) {
        if (learning() && profile != null && drift == null) {
            drift = new LevelTracker(0, trend, end);
        }
    }

    /** Whether a profile has come into use that no baseline was learned about. */
    final boolean fresh() {
        return profile != null && profile.fresh();
    }

    /** Fills a new one with the same state. */
    final <R extends Rhythm> R copyTo(R copy) {
        Rhythm to = copy;
        to.profile = profile == null ? null : profile.copy();
        to.drift = drift;
        to.alarms = alarms;
        return copy;
    }

    final void write(StateWriter out) {
        out.bool(profile != null);
        if (profile != null) {
            profile.write(out);
        }
        out.bool(drift != null);
        if (drift != null) {
            drift.write(out);
        }
        out.number(alarms);
    }

    final void read(StateReader in) {
        profile = in.bool() ? SeasonalProfile.read(in) : null;
        drift = in.bool() ? LevelTracker.read(in) : null;
        alarms = in.integer();
    }
}
