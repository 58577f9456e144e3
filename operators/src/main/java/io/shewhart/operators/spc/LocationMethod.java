/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * How location charts learn.
 *
 * @param rhythm says whether a drift of the level is to be expected
 */
record LocationMethod(LocationScale scale, LocationRhythm rhythm)
        implements Learning.Method<LocationSample, LocationBaseline> {

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
        PhaseOne.Screened screened = PhaseOne.screen(sample, scale);
        if (screened == null) {
            return null;
        }
        double slope = rhythm.learning() ? PhaseOne.drift(sample, scale) : 0;
        double trend = 0;
        if (slope != 0) {
            PhaseOne.Screened level = PhaseOne.screen(sample.without(slope), scale);
            if (level != null) {
                screened = level;
                trend = slope / sample.spacing();
            }
        }
        LocationFit fit = screened.fit();
        boolean constant = fit.variance(Double.MAX_VALUE) <= 0 && fit.within() <= 0;
        return new LocationBaseline(scale, id, version, fit, screened.phi(), constant, trend);
    }
}
