/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * How location charts learn.
 *
 * @param rhythm says whether a drift of the level is to be expected
 */
record LocationMethod(LocationScale scale, LocationRhythm rhythm)
        implements Learning.Method<LocationSample, LocationBaseline> {

    /** Share of the subgroups that must be adjustable for a baseline to be adjusted. */
    static final double ADJUSTABLE = 0.75;

    /**
     * An adjusted baseline may vary a little more than a plain one, by chance; if it varies more,
     * what the mix does within windows is not what it does between them.
     */
    private static final double TOLERATED = 1.1;

    @Override
    public LocationSample sample() {
        return new LocationSample();
    }

    @Override
    public LocationSample sample(StateReader in) {
        return LocationSample.read(in);
    }

    @Override
    public LocationBaseline baseline(StateReader in) {
        return LocationBaseline.read(in, scale);
    }

    @Override
    public LocationBaseline learn(LocationSample sample, String id, String version) {
        LocationBaseline plain = level(sample, id, version, null, null);
        TokenSlopes slopes = sample.slopes();
        if (slopes == null) {
            return plain;
        }
        LocationSample adjusted = sample.adjusted(slopes);
        boolean most = adjusted.size() >= ADJUSTABLE * sample.size();
        LocationBaseline better = most ? level(adjusted, id, version, slopes, plain) : null;
        boolean worse =
                better == null
                        || (plain != null
                                && better.fit().dispersion()
                                        > TOLERATED * plain.fit().dispersion());
        return worse ? plain : better;
    }

    /** The common level of a sample, about a drift where one is evident; null if there is none. */
    private LocationBaseline level(
            LocationSample sample,
            String id,
            String version,
            TokenSlopes slopes,
            LocationBaseline plain) {
        PhaseOne.Screened screened = PhaseOne.screen(sample, scale);
        if (screened == null) {
            return null;
        }
        double slope = rhythm.learning() ? PhaseOne.drift(sample, scale) : 0;
        double trend = 0;
        if (slope != 0) {
            PhaseOne.Screened about = PhaseOne.screen(sample.without(slope), scale);
            if (about != null) {
                screened = about;
                trend = slope / sample.spacing();
            }
        }
        LocationFit fit = screened.fit();
        boolean constant = fit.variance(Double.MAX_VALUE) <= 0 && fit.within() <= 0;
        double noise = 0;
        for (int i = 0; i < sample.size(); i++) {
            noise += fit.within() / sample.n(i) / sample.size();
        }
        double share = noise <= 0 ? 1 : fit.between() / (fit.between() + noise);
        double phi = Persistence.level(screened.phi(), share);
        return new LocationBaseline(scale, id, version, fit, phi, constant, trend, slopes, plain);
    }
}
