/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * What a chart of a ratio expects of the time of a subgroup: the {@link SeasonalProfile} of the
 * ratio once there is one, before that a level that has changed and may go on changing ({@link
 * LevelTracker}). It multiplies the ratio of the baseline; the drift is a share of it. Mutable,
 * owned by one fold.
 */
final class RatioRhythm extends Rhythm {

    private static final double LEAST_FACTOR = 0.05;
    private static final double MOST_FACTOR = 20;

    /** What the ratio of the baseline is expected to be multiplied by at a time. */
    double factor(long time) {
        double deviation = 0;
        if (drift != null) {
            deviation = drift.at(time);
        } else if (profile != null) {
            deviation = profile.relative(time);
        }
        return Math.max(LEAST_FACTOR, Math.min(MOST_FACTOR, 1 + deviation));
    }

    /** Trials of a subgroup among which its events would lie at the ratio of the baseline. */
    long atCenter(AttributeSubgroup subgroup, long end) {
        return Math.max(subgroup.events(), Math.round(subgroup.trials() * factor(end)));
    }

    /** What a subgroup of n trials at a time is judged by. */
    AttributeReference expect(AttributeBaseline judge, long time, long n, EngineConfig config) {
        AttributeReference by = AttributeReference.of(judge);
        if (profile == null || judge.events() == 0) {
            return by;
        }
        double factor = factor(time);
        double p = judge.p() * factor;
        double uncertainty = profile.relativeVariance(time) / (factor * factor);
        if (drift != null) {
            double own = variance(judge, p, n) / (p * p);
            uncertainty += LevelTracker.relativeVariance(config.windowNanos()) * own;
        }
        return by.times(factor).widened(uncertainty);
    }

    /** Learns from a subgroup that belongs to no episode. */
    void add(AttributeBaseline judge, AttributeSubgroup subgroup, long end) {
        if (profile == null) {
            return;
        }
        double n = subgroup.trials();
        double ratio = subgroup.events() / n;
        profile.add(subgroup.start(), end, ratio, n);
        if (drift != null && judge.p() > 0) {
            double sigma = Math.sqrt(variance(judge, judge.p(), subgroup.trials())) / judge.p();
            drift = drift.add(end, ratio / judge.p() - 1, MOST_SIGMA * sigma);
        }
    }

    private static double variance(AttributeBaseline judge, double p, long n) {
        double q = 1 - Math.min(1, p);
        return p * q / Math.max(1, n) + judge.variance() * p * p * q * q;
    }

    /** The first baseline; that of a newcomer takes over the rhythm it was judged by. */
    void begin(AttributeBaseline learned, AttributeBaseline by, RatioRhythm from) {
        if (from != null && from.profile != null && by.events() > 0 && learned.events() > 0) {
            profile = from.profile.times(learned.p() / by.p());
            drift = from.drift;
            return;
        }
        double typical = (double) learned.trials() / learned.m();
        double p = Math.max(learned.p(), 1 / (typical * learned.m()));
        double sigma = Math.sqrt(variance(learned, p, Math.round(typical)));
        profile = SeasonalProfile.about(learned.p(), Math.max(1e-9, sigma));
    }

    /** The level has changed for good; before there is a profile it is followed from then on. */
    void moved(AttributeSample since, long end) {
        for (int i = 0; i < since.size(); i++) {
            // what is accepted as a level is not an incident, and has a time of day like any other
            long itsEnd = since.end(i);
            long start = itsEnd - Math.round(since.spacing());
            double n = since.trials(i);
            profile.add(start, itsEnd, since.events(i) / n * factor(itsEnd), n);
        }
        restart(0, end);
    }

    /** The baseline of subgroups about the profile that has come into use. */
    AttributeBaseline relearn(String id, String version) {
        drift = null;
        ProfileFit fit = profile.takeFit();
        long trials = Math.max(1, Math.round(fit.m() / fit.inverseSize()));
        double p = Math.max(0, Math.min(1, fit.center()));
        long events = Math.round(p * trials);
        double binomial = p * (1 - p) * fit.inverseSize();
        int m = worth(fit.m());
        double dispersion = binomial > 0 ? fit.variance() / binomial : 1;
        if (dispersion <= AttributeColdStart.evident(m)) {
            return new AttributeBaseline(
                    id, version, events, trials, 0, 0, fit.phi(), m, Link.LOGIT);
        }
        double variance = (fit.variance() - binomial) / (p * p * (1 - p) * (1 - p));
        // the mean of a ratio lies above the ratio of the mean log odds
        double center = LogitNormal.logOdds(p) - variance * (1 - 2 * p) / 2;
        double phi = Persistence.level(fit.phi(), 1 - 1 / dispersion);
        return new AttributeBaseline(
                id, version, events, trials, center, variance, phi, m, Link.LOGIT);
    }

    RatioRhythm copy() {
        return copyTo(new RatioRhythm());
    }
}
