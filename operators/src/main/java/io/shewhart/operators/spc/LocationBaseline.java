/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import java.util.Locale;

/**
 * Frozen centre and sigma of a location chart on its {@link LocationScale}. Immutable.
 *
 * @param scale scale of the chart
 * @param id 16 hex digits
 * @param version version it was learned from
 * @param fit centre and variance components
 * @param phi lag-one correlation of the level of subgroups, bias-corrected, not negative
 * @param constant whether the series did not vary at all while it was learned
 * @param trend drift while it was learned, per nanosecond; 0 unless evident. Then the centre is
 *     where the drift had led to
 * @param slopes what token counts explain; centre and sigma are then those of adjusted subgroups.
 *     Null if they explain nothing
 * @param plain with slopes the baseline of the same subgroups as they are, for those whose tokens
 *     are not known; null if they had no common level
 */
record LocationBaseline(
        LocationScale scale,
        String id,
        String version,
        LocationFit fit,
        double phi,
        boolean constant,
        double trend,
        TokenSlopes slopes,
        LocationBaseline plain)
        implements Baseline {

    /**
     * Observations of a subgroup whose limits are described: so many that only the level varies.
     */
    private static final double MANY = 1e9;

    /** Standard deviation of the mean of n observations. */
    double sigma(double n) {
        return scale.sigma(fit, n);
    }

    /** Whether a subgroup can be compared with it: its tokens are known if they are needed. */
    boolean comparable(LocationPoint point) {
        return slopes == null || point.adjustable();
    }

    /** Limit of single subgroups, in sigma, whose neighbours have a correlation. */
    double limit(LimitSolver limits, double neighbours) {
        return limits.shewhart(m(), neighbours, m());
    }

    /** Lag-one correlation of subgroups of n. */
    double neighbours(double n) {
        return phi * fit.levelShare(n);
    }

    /** Correlation for the EWMA of subgroups of n, see {@link Persistence}. */
    double smoothed(double n, double lambda) {
        return Persistence.smoothed(phi, fit.levelShare(n), lambda);
    }

    @Override
    public String describe(EngineContext context, ChartName chart) {
        String sigma =
                constant
                        ? "no variance seen, sigma is the resolution of the sketch"
                        : "sigma "
                                + Choices.number(Math.sqrt(fit.scale() * fit.between()))
                                + (stated()
                                        ? " between subgroups and "
                                        : " between subgroups (Paule-Mandel) and ")
                                + Choices.number(Math.sqrt(fit.scale() * fit.within()))
                                + " within them";
        double smoothed = smoothed(MANY, context.config.lambda());
        double ewma = context.limits.ewma(m(), smoothed, m());
        return scale.name().toLowerCase(Locale.ROOT)
                + " scale"
                + (slopes == null ? "" : slopes.described())
                + (stated() ? "; stated standard: " : "; phase I of " + m() + " subgroups: ")
                + sigma
                + ", lag-one correlation of the level "
                + Choices.number(phi)
                + "; "
                + Choices.limits(
                        ChartName.I_PRIME, limit(context.limits, neighbours(MANY)), context, ewma)
                + rules(context);
    }

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
        out.real(trend);
        out.bool(slopes != null);
        if (slopes != null) {
            slopes.write(out);
        }
        out.bool(plain != null);
        if (plain != null) {
            plain.write(out);
        }
    }

    private String rules(EngineContext context) {
        StringBuilder text = new StringBuilder();
        for (ZoneRule rule : context.rules) {
            double line = context.limits.zone(rule, m(), neighbours(MANY));
            text.append(", ").append(rule.chart.text()).append(" lines ");
            text.append(Choices.number(line)).append(" sigma");
        }
        return text.toString();
    }

    static LocationBaseline read(StateReader in, LocationScale scale) {
        return read(in, scale, true);
    }

    private static LocationBaseline read(StateReader in, LocationScale scale, boolean outer) {
        return new LocationBaseline(
                scale,
                in.text(),
                in.text(),
                new LocationFit(
                        in.real(), in.real(), in.real(), in.real(), in.real(), in.integer()),
                in.real(),
                in.bool(),
                in.real(),
                in.bool() ? TokenSlopes.read(in) : null,
                in.bool() ? nested(in, scale, outer) : null);
    }

    private static LocationBaseline nested(StateReader in, LocationScale scale, boolean outer) {
        if (!outer) {
            throw new StateFormatException("a plain baseline inside a plain baseline");
        }
        return read(in, scale, false);
    }
}
