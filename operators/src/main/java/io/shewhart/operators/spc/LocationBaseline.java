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
 * @param phi lag-one correlation of the subgroups, bias-corrected, not negative
 * @param constant whether the series did not vary at all while it was learned
 */
record LocationBaseline(
        LocationScale scale,
        String id,
        String version,
        LocationFit fit,
        double phi,
        boolean constant)
        implements Baseline {

    /** Standard deviation of the mean of n observations. */
    double sigma(double n) {
        return scale.sigma(fit, n);
    }

    /** Limit of single subgroups in sigma. */
    double limit(LimitSolver limits) {
        return limits.shewhart(m(), EngineContext.guarded(phi, m()));
    }

    /** Correlation that the EWMA is adjusted for. */
    double ewmaPhi() {
        return EngineContext.evident(phi, m());
    }

    @Override
    public String describe(EngineContext context, ChartName chart) {
        String sigma =
                constant
                        ? "no variance seen, sigma is the resolution of the sketch"
                        : "sigma "
                                + Choices.number(Math.sqrt(fit.scale() * fit.between()))
                                + " between subgroups (Paule-Mandel) and "
                                + Choices.number(Math.sqrt(fit.scale() * fit.within()))
                                + " within them";
        double ewma = context.limits.ewma(m(), ewmaPhi());
        return scale.name().toLowerCase(Locale.ROOT)
                + " scale; phase I of "
                + m()
                + " subgroups: "
                + sigma
                + ", lag-one correlation "
                + Choices.number(phi)
                + "; "
                + Choices.limits(ChartName.I_PRIME, limit(context.limits), context, ewma)
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
    }

    private String rules(EngineContext context) {
        StringBuilder text = new StringBuilder();
        for (ZoneRule rule : context.rules) {
            double line = context.limits.zone(rule, m(), EngineContext.guarded(phi, m()));
            text.append(", ").append(rule.chart.text()).append(" lines ");
            text.append(Choices.number(line)).append(" sigma");
        }
        return text.toString();
    }

    static LocationBaseline read(StateReader in, LocationScale scale) {
        return new LocationBaseline(
                scale,
                in.text(),
                in.text(),
                new LocationFit(
                        in.real(), in.real(), in.real(), in.real(), in.real(), in.integer()),
                in.real(),
                in.bool());
    }
}
