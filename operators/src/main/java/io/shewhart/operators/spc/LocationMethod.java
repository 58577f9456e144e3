/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/** How location charts learn. */
record LocationMethod(LocationScale scale)
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
        return LocationBaseline.read(in);
    }

    @Override
    public LocationBaseline learn(LocationSample sample, String id, String version) {
        PhaseOne.Screened screened = PhaseOne.screen(sample, scale);
        if (screened == null) {
            return null;
        }
        LocationFit fit = screened.fit();
        boolean constant = fit.variance(Double.MAX_VALUE) <= 0 && fit.within() <= 0;
        return new LocationBaseline(id, version, fit, screened.phi(), constant);
    }
}
