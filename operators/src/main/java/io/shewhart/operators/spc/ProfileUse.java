/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * What of a {@link SeasonalProfile} is in use. It only ever becomes more: a rhythm that vanishes
 * becomes a shape without one. The order of the constants is that of becoming more.
 */
enum ProfileUse {
    /** Too little history. */
    LEARNING(0),
    /** Enough history, but no rhythm in it. */
    LEVEL(1),
    TIME_OF_DAY(2),
    HOUR_OF_WEEK(3);

    private final int code;

    ProfileUse(int code) {
        this.code = code;
    }

    /** What is in use once a day is over. */
    ProfileUse next(ProfileHistory history) {
        ProfileUse next = this;
        if (history.knowsDay()) {
            next = history.shapes().dayEvident() ? TIME_OF_DAY : LEVEL;
        }
        if (next != LEARNING && history.hasWeek()) {
            next = HOUR_OF_WEEK;
        }
        return next.compareTo(this) > 0 ? next : this;
    }

    /**
     * For people.
     *
     * @param followed whether the level is followed until there is a profile
     */
    String description(boolean followed) {
        return switch (this) {
            case LEARNING ->
                    followed
                            ? "drifting level followed until its rhythm is known"
                            : "rhythm not known before two days";
            case LEVEL -> "no rhythm evident";
            case TIME_OF_DAY -> "time-of-day profile";
            case HOUR_OF_WEEK -> "hour-of-week profile";
        };
    }

    void write(StateWriter out) {
        out.number(code);
    }

    static ProfileUse read(StateReader in) {
        long code = in.number();
        for (ProfileUse use : values()) {
            if (use.code == code) {
                return use;
            }
        }
        throw new StateFormatException("use " + code + " of a profile");
    }
}
