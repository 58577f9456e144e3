/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc.classic;

import io.shewhart.operators.spc.Binomial;
import io.shewhart.operators.spc.CountLaw;
import io.shewhart.operators.spc.Poisson;

/**
 * Charts of events: p and np for ratios, c and u for rates, p' and u' for both when they vary more
 * than their law allows.
 *
 * <p>Limits are at L standard deviations of the law, times Laney's sigmaZ, clipped to what is
 * possible; or exact: the largest and smallest counts with a tail probability above the one asked
 * for on their far side. Sources: Montgomery, Introduction to Statistical Quality Control, chapter
 * 7; Laney (2002), Improved control charts for attributes, Quality Engineering 14.
 */
public final class EventsChart extends BaseChart<Subgroup> {

    private enum Kind {
        P,
        NP,
        C,
        U;

        boolean ratio() {
            return this == P || this == NP;
        }

        boolean perUnit() {
            return this == P || this == U;
        }
    }

    private final Kind kind;
    private final double level;
    private final double sigmaZ;
    private final Limits limits;

    private EventsChart(String name, Kind kind, double level, double sigmaZ, Limits limits) {
        super(name);
        this.kind = kind;
        this.level = positive("level", level);
        if (kind.ratio() && level >= 1) {
            throw new IllegalArgumentException("ratio is " + level + ", allowed: inside (0, 1)");
        }
        this.sigmaZ = positive("sigmaZ", sigmaZ);
        if (limits.exact() && sigmaZ != 1) {
            throw new IllegalArgumentException("exact limits have no sigmaZ");
        }
        this.limits = limits;
    }

    /** Ratio of events for a mean ratio p. */
    public static EventsChart p(double p, Limits limits) {
        return new EventsChart("p", Kind.P, p, 1, limits);
    }

    /** Number of events among n for a mean ratio p. */
    public static EventsChart np(double p, Limits limits) {
        return new EventsChart("np", Kind.NP, p, 1, limits);
    }

    /** Number of events for a mean c in equal opportunities. */
    public static EventsChart c(double c, Limits limits) {
        return new EventsChart("c", Kind.C, c, 1, limits);
    }

    /** Events per unit of opportunity for a mean rate u. */
    public static EventsChart u(double u, Limits limits) {
        return new EventsChart("u", Kind.U, u, 1, limits);
    }

    /** Laney's p' chart. */
    public static EventsChart laneyP(double p, double sigmaZ, double limit) {
        return new EventsChart("laney_p", Kind.P, p, sigmaZ, Limits.sigmas(limit));
    }

    /** Laney's u' chart. */
    public static EventsChart laneyU(double u, double sigmaZ, double limit) {
        return new EventsChart("laney_u", Kind.U, u, sigmaZ, Limits.sigmas(limit));
    }

    /**
     * Share of observations above a quantile of phase I, for the tail of a latency: exact by the
     * binomial law, whatever the distribution of the observations.
     *
     * @param quantile the quantile's order, such as 0.99
     */
    public static EventsChart exceedance(double quantile, Limits limits) {
        return new EventsChart("exceedance", Kind.P, 1 - quantile, 1, limits);
    }

    @Override
    public ChartPoint fold(Subgroup s) {
        boolean possible = s.counted() && !(kind.ratio() && (s.events() > s.n() || s.n() < 1));
        if (!possible) {
            return ChartPoint.none(s.time());
        }
        double n = kind == Kind.C ? 1 : s.n();
        double unit = kind.perUnit() ? n : 1;
        double statistic = s.events() / unit;
        double expected = n * level;
        double sd = sigmaZ * Math.sqrt(kind.ratio() ? expected * (1 - level) : expected);
        double most = kind.ratio() ? n : Double.POSITIVE_INFINITY;
        if (!limits.exact()) {
            double reach = limits.sigmas() * sd;
            return ChartPoint.of(
                    s.time(),
                    statistic,
                    expected / unit,
                    Math.max(0, expected - reach) / unit,
                    Math.min(most, expected + reach) / unit,
                    sd / unit);
        }
        CountLaw law = kind.ratio() ? new Binomial(n, level) : new Poisson(expected);
        double lowest = law.lowerLimit(limits.sigmas());
        return ChartPoint.of(
                s.time(),
                statistic,
                expected / unit,
                Double.isNaN(lowest) ? 0 : lowest / unit,
                law.upperLimit(limits.sigmas()) / unit,
                sd / unit,
                law.z(s.events()));
    }
}
