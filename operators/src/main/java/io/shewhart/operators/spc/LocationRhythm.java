/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * What a location chart expects of the time of a subgroup: its {@link SeasonalProfile} once there
 * is one, before that the drift that was evident while a baseline was learned ({@link
 * LevelTracker}). Mutable, owned by one fold.
 */
final class LocationRhythm extends Rhythm {

    private static final double LEAST_SCALE = 0.25;

    /** The subgroup with what is expected at its time taken away. */
    LocationPoint expect(LocationPoint point, LocationBaseline judge, EngineConfig config) {
        double uncertainty = profile == null ? 0 : profile.variance(point.end());
        if (drift != null) {
            double factor = LevelTracker.relativeVariance(config.windowNanos());
            uncertainty += factor * judge.fit().variance((double) point.n());
        }
        return point.less(at(point.end()), uncertainty);
    }

    /** Deviation from the centre that is expected at a time. */
    double at(long time) {
        if (drift != null) {
            return drift.at(time);
        }
        return profile == null ? 0 : profile.at(time);
    }

    /** Learns from a subgroup that belongs to no episode. */
    void add(LocationPoint point, LocationBaseline judge, double sigma) {
        if (profile == null) {
            return;
        }
        profile.add(point.start(), point.end(), point.mean(), (double) point.n());
        if (drift != null) {
            double deviation = point.mean() - judge.fit().center();
            drift = drift.add(point.end(), deviation, MOST_SIGMA * sigma);
        }
    }

    /** The first baseline, learned from scratch. */
    void begin(LocationBaseline learned, double sigma, long end) {
        profile = SeasonalProfile.about(learned.fit().center(), sigma);
        drift = learned.trend() == 0 ? null : new LevelTracker(0, learned.trend(), end);
    }

    /** The first baseline, learned beside that of another version. */
    void inherit(LocationRhythm from, double difference) {
        profile = from.profile == null ? null : from.profile.about(difference);
        drift = from.drift;
    }

    /**
     * The level has changed for good; its baseline was learned less what was expected. A level that
     * changes before its rhythm is known may go on changing, so it is followed from then on.
     */
    void moved(LocationBaseline learned, LocationSample accepted, long end) {
        LocationSample since =
                learned.slopes() == null ? accepted : accepted.adjusted(learned.slopes());
        for (int i = 0; i < since.size(); i++) {
            // what is accepted as a level is not an incident, and has a time of day like any other
            long itsEnd = since.end(i);
            long start = itsEnd - Math.round(since.spacing());
            profile.add(start, itsEnd, since.mean(i) + at(itsEnd), since.n(i));
        }
        restart(learned.trend(), end);
    }

    /** The baseline of subgroups about the profile that has come into use. */
    LocationBaseline relearn(LocationBaseline old, String id, String version) {
        drift = null;
        ProfileFit fit = profile.takeFit();
        double within = old.fit().within();
        double expected = within * fit.inverseSize();
        double between = Math.max(0, fit.variance() - expected);
        double scale =
                between > 0 || expected <= 0 ? 1 : Math.max(LEAST_SCALE, fit.variance() / expected);
        int m = worth(fit.m());
        LocationFit about = new LocationFit(fit.center(), between, within, scale, 0, m);
        return new LocationBaseline(
                old.scale(),
                id,
                version,
                about,
                Persistence.level(fit.phi(), expected <= 0 ? 1 : between / (between + expected)),
                old.constant(),
                0,
                old.slopes(),
                old.plain());
    }

    LocationRhythm copy() {
        return copyTo(new LocationRhythm());
    }
}
