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
 * @param slopes what token counts explain; centre and sigma are then those of adjusted subgroups.
 *     Null if they explain nothing
 * @param plain with slopes the baseline of the same subgroups as they are, for those whose tokens
 *     are not known; null if they had no common level
 */
record LocationBaseline(
        String id,
        String version,
        LocationFit fit,
        double phi,
        boolean constant,
        TokenSlopes slopes,
        LocationBaseline plain)
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
        out.bool(slopes != null);
        if (slopes != null) {
            slopes.write(out);
        }
        out.bool(plain != null);
        if (plain != null) {
            plain.write(out);
        }
    }

    static LocationBaseline read(StateReader in) {
        return read(in, true);
    }

    private static LocationBaseline read(StateReader in, boolean outer) {
        return new LocationBaseline(
                in.text(),
                in.text(),
                new LocationFit(
                        in.real(), in.real(), in.real(), in.real(), in.real(), in.integer()),
                in.real(),
                in.bool(),
                in.bool() ? TokenSlopes.read(in) : null,
                in.bool() ? nested(in, outer) : null);
    }

    private static LocationBaseline nested(StateReader in, boolean outer) {
        if (!outer) {
            throw new StateFormatException("a plain baseline inside a plain baseline");
        }
        return read(in, false);
    }
}
