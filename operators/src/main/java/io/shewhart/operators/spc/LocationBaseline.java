/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * Frozen centre and sigma of a location chart on the log scale. Immutable.
 *
 * @param id 16 hex digits
 * @param version version it was learned from
 * @param fit centre and variance components
 * @param phi lag-one correlation of the subgroups, bias-corrected, not negative
 * @param constant whether the series did not vary at all while it was learned
 */
record LocationBaseline(String id, String version, LocationFit fit, double phi, boolean constant) {

    /**
     * Least standard deviation of a subgroup on the log scale: the spread of values that a sketch
     * with a relative error of 1 % cannot tell apart, 0.01 / sqrt(3). It keeps constant and
     * quantised series from alarming at nothing.
     */
    static final double LEAST_SIGMA = 0.01 / 1.7320508075688772;

    double sigma(double n) {
        return Math.max(LEAST_SIGMA, Math.sqrt(fit.variance(n)));
    }

    void write(StateWriter out) {
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
