/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * Frozen ratio of events with its dispersion. Immutable.
 *
 * <p>Where the events of phase I are no more dispersed than a binomial's, the ratio is all there is
 * and its predictive law knows how much was learned. Where they are, the log odds vary by a normal
 * law ({@link LogitNormal}) whose level and spread were estimated from m subgroups. Laney's sigmaZ,
 * which says how many times wider than binomial the ratios of such subgroups are, follows from that
 * and is not below one (Laney 2002, Improved control charts for attributes, Quality Engineering
 * 14).
 *
 * @param id 16 hex digits
 * @param version version it was learned from
 * @param events events of all subgroups used
 * @param trials trials of all subgroups used
 * @param center mean log odds; 0 where variance is
 * @param variance variance of the log odds between subgroups, 0 if they are binomial
 * @param phi lag-one correlation of the log odds, not negative, or of the scores where variance is
 *     0
 * @param m subgroups used
 * @param link what stands for log odds: probits in a chart of the tail
 */
record AttributeBaseline(
        String id,
        String version,
        long events,
        long trials,
        double center,
        double variance,
        double phi,
        int m,
        Link link)
        implements Baseline {

    private static final long STATED_SIZE = 100;

    double p() {
        return (double) events / trials;
    }

    /** Point of the link around which subgroups lie. */
    double point() {
        return variance > 0 ? center : link.of(events, trials);
    }

    /** How far another baseline lies from it on the scale of the link. */
    double to(AttributeBaseline other) {
        return variance > 0 && other.variance > 0
                ? other.center - center
                : link.of(other.events, other.trials) - link.of(events, trials);
    }

    /** Fisher information of one trial about its point of the link. */
    double information() {
        return link.information(point());
    }

    /** Standard deviation of a subgroup of n trials on the scale of the link. */
    double sigma(double n) {
        return Math.sqrt(variance + 1 / (n * information()));
    }

    /** Lag-one correlation of subgroups of n trials. */
    double neighbours(double n) {
        return variance > 0 ? phi * link.levelShare(n, center, variance) : phi;
    }

    /** Trials of a subgroup that limits are described for. */
    long typical() {
        return Math.max(1, stated() ? STATED_SIZE : trials / m);
    }

    /** Laney's factor for subgroups of the mean size of phase I. */
    double sigmaZ() {
        double p = p();
        return variance > 0 && p > 0 && p < 1
                ? Math.sqrt(1 + variance * typical() * link.information(link.of(p)))
                : 1;
    }

    @Override
    public String describe(EngineContext context, ChartName chart) {
        AttributeReference by = AttributeReference.of(this);
        boolean twoSided = link == Link.LOGIT;
        ChartName single = twoSided ? ChartName.LANEY_P : ChartName.EXCEEDANCE;
        long typical = typical();
        double sigmaZ = sigmaZ();
        double smoothed = by.smoothed(typical, context.config.lambda());
        double limit = by.limit(context.limits, twoSided, typical);
        String dispersion =
                sigmaZ > 1
                        ? "more than binomial (sigma_Z "
                                + Choices.number(sigmaZ)
                                + (link == Link.LOGIT ? "), logit-normal " : "), probit-normal ")
                        : "binomial (sigma_Z 1), exact binomial ";
        return (stated()
                        ? "ratio; stated standard: " + Choices.number(p()) + ", "
                        : "ratio; phase I of "
                                + m
                                + " subgroups: "
                                + events
                                + " of "
                                + trials
                                + ", ")
                + dispersion
                + "limits, lag-one correlation "
                + Choices.number(phi)
                + "; "
                + Choices.limits(
                        single, limit, context, by.ewmaLimit(context.limits, smoothed, twoSided))
                + (twoSided ? "" : ", upper ones only");
    }

    @Override
    public void write(StateWriter out) {
        out.text(id);
        out.text(version);
        out.number(events);
        out.number(trials);
        out.real(center);
        out.real(variance);
        out.real(phi);
        out.number(m);
    }

    static AttributeBaseline read(StateReader in, Link link) {
        return new AttributeBaseline(
                in.text(),
                in.text(),
                in.number(),
                in.number(),
                in.real(),
                in.real(),
                in.real(),
                in.integer(),
                link);
    }
}
