/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/** How location charts learn. */
record LocationMethod(LocationScale scale)
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
        PhaseOne.Screened as = PhaseOne.screen(sample, scale);
        LocationBaseline plain = as == null ? null : baseline(id, version, as, null, null);
        TokenSlopes slopes = sample.slopes();
        if (slopes == null) {
            return plain;
        }
        LocationSample adjusted = sample.adjusted(slopes);
        boolean most = adjusted.size() >= ADJUSTABLE * sample.size();
        PhaseOne.Screened better = most ? PhaseOne.screen(adjusted, scale) : null;
        boolean worse = better == null || (as != null && spread(better) > TOLERATED * spread(as));
        return worse ? plain : baseline(id, version, better, slopes, plain);
    }

    private double spread(PhaseOne.Screened screened) {
        return screened.fit().dispersion();
    }

    private LocationBaseline baseline(
            String id,
            String version,
            PhaseOne.Screened screened,
            TokenSlopes slopes,
            LocationBaseline plain) {
        LocationFit fit = screened.fit();
        boolean constant = fit.variance(Double.MAX_VALUE) <= 0 && fit.within() <= 0;
        return new LocationBaseline(
                scale, id, version, fit, screened.phi(), constant, slopes, plain);
    }
}
