/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * Frozen centre and sigma of a location chart on its {@link LocationScale}. Immutable.
 *
 * @param id 16 hex digits
 * @param version version it was learned from
 * @param fit centre and variance components
 * @param phi lag-one correlation of the subgroups, bias-corrected, not negative
 * @param constant whether the series did not vary at all while it was learned
 */
record LocationBaseline(String id, String version, LocationFit fit, double phi, boolean constant)
        implements Baseline {

    @Override
    public int m() {
        return fit.m();
    }

    @Override
    public void write(StateWriter out) {
        out.text(id);
        out.text(version);
        out.real(fit.center());
        out.real(fit.between());
        out.real(fit.within());
        out.real(fit.scale());
        out.real(fit.centerVariance());
        out.number(fit.m());
        out.real(phi);
        out.bool(constant);
    }

    static LocationBaseline read(StateReader in) {
        return new LocationBaseline(
                in.text(),
                in.text(),
                new LocationFit(
                        in.real(), in.real(), in.real(), in.real(), in.real(), in.integer()),
                in.real(),
                in.bool());
    }
}
