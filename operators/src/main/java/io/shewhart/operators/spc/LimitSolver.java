/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleUnaryOperator;

/**
 * Control limits, in sigma of the plotted statistic, for an in-control ARL.
 *
 * <p>The guarantee: averaged over what phase I may have found, false signals come at the rate 1 /
 * ARL0 times the share of the chart ({@link Shares}), for normal subgroups that follow a
 * first-order autoregression. For known parameters that is the ARL of the chart itself. For a
 * baseline learned from m subgroups the rate is averaged over the mean, the standard deviation and
 * the correlation that may be behind the estimates, which for independent subgroups is the closed
 * form for individuals charts, L = c4 t sqrt(1 + 1/m), and is carried over here to charts with
 * confirmation and memory (Quesenberry 1993, The effect of sample size on estimated limits, Journal
 * of Quality Technology 25; Jones, Champ and Rigdon 2001, The performance of EWMA charts with
 * estimated parameters, Technometrics 43; on the estimated correlation Apley and Lee 2003, Design
 * of exponentially weighted moving average control charts for autocorrelated processes with model
 * uncertainty, Technometrics 45). Above an ARL of one million a second subgroup is needed for a
 * signal, not more than {@link PairRate#WITHIN} after the first, or for an EWMA the next one; the
 * limit is solved for that rule.
 */
final class LimitSolver {

    /** ARL above which a signal needs a second subgroup. */
    static final double CONFIRM_ABOVE = 1e6;

    /** Stands for known parameters. */
    static final int KNOWN = Integer.MAX_VALUE;

    private static final double PHI_STEP = 0.05;
    private static final double PHI_MAX = 0.95;
    private static final double LOWEST = 1;

    /** Four of five subgroups beyond half a sigma are rare enough for the smallest ARL0. */
    private static final double NARROWEST = 0.1;

    private static final double HIGHEST = 30;

    /** Sizes of phase I that limits are solved for, so that there are not too many of them. */
    private static final int FEW = 30;

    private static final int SHEWHART = 0;
    private static final int UPPER = 1;
    private static final int EWMA = 2;
    private static final int CERTAIN = 3;
    private static final int EWMA_UPPER = 4;
    private static final int EARLY = 5;

    /** Added to the code of a chart whose spread allows for what is not known of it. */
    private static final int SPREAD_KNOWN = 8;

    /** First of the codes of zone rules in the cache. */
    private static final int ZONES = 16;

    /** ARL of the certain limit over that of the chart. */
    private static final double CERTAIN_SHARE = 10;

    private final double arl0;
    private final Shares shares;
    private final double lambda;
    private final boolean confirm;
    private final Map<Long, Double> cache = new ConcurrentHashMap<>();
    private final CusumLimits cusum;

    /** Limits of charts that have nothing in common. */
    LimitSolver(double arl0, double lambda) {
        this(arl0, lambda, Shares.ALONE);
    }

    /** Limits of charts of one key. */
    LimitSolver(double arl0, double lambda, Shares shares) {
        this.arl0 = arl0;
        this.shares = shares;
        this.lambda = lambda;
        this.confirm = arl0 > CONFIRM_ABOVE;
        this.cusum = new CusumLimits(arl0, confirm);
    }

    /** Limits of the CUSUM chart for the same ARL. */
    CusumLimits cusum() {
        return cusum;
    }

    /** Two-sided limit of a chart without memory for the same ARL, parameters known. */
    double known() {
        return shewhart(KNOWN, 0, KNOWN);
    }

    /** Whether a signal needs a second subgroup. */
    boolean confirms() {
        return confirm;
    }

    /**
     * Limit of a two-sided chart without memory.
     *
     * @param m subgroups that mean and standard deviation were estimated from
     * @param phi estimated lag-one correlation of the subgroups, taken as zero if it is negative
     * @param phiSize subgroups that phi was estimated from
     */
    double shewhart(int m, double phi, int phiSize) {
        return limit(SHEWHART, PhaseSize.of(m), phi, phiSize);
    }

    /**
     * Limit beyond which one subgroup is a signal even where two are needed, for charts whose next
     * subgroup may be a quarter of an hour away: it adds a tenth to the rate of false signals.
     */
    double certain(int m, double phi, int phiSize) {
        return limit(CERTAIN, PhaseSize.of(m), phi, phiSize);
    }

    /** Limit of a chart without memory that looks at its upper side only. */
    double shewhartUpper(int m, double phi, int phiSize) {
        return limit(UPPER, PhaseSize.of(m), phi, phiSize);
    }

    /** Limit of the same chart for a look at an incomplete subgroup, which adds a tenth. */
    double early(int m, double phi, int phiSize) {
        return limit(EARLY, PhaseSize.of(m), phi, phiSize);
    }

    /**
     * Limit of the two-sided EWMA chart, in standard deviations that the EWMA of such a series has
     * if phi is true.
     */
    double ewma(int m, double phi, int phiSize) {
        return ewma(PhaseSize.of(m), phi, phiSize);
    }

    /** The same where the standard deviation may be known better than the mean. */
    double ewma(PhaseSize m, double phi, int phiSize) {
        return limit(EWMA, m, phi, phiSize);
    }

    /** Limit of an EWMA chart that looks at its upper side only. */
    double ewmaUpper(PhaseSize m, double phi, int phiSize) {
        return limit(EWMA_UPPER, m, phi, phiSize);
    }

    /**
     * Line of a zone rule that is watched on both sides; a run needs no second subgroup. One
     * correlation stands for all that may be behind the estimate, 0.9 standard errors above it.
     */
    double zone(ZoneRule rule, int m, double phi) {
        double above = phi + 0.9 * Math.sqrt((1 - phi * phi) / Math.max(4, m));
        int step = (int) Math.round(Math.max(0, Math.min(PHI_MAX, above)) / PHI_STEP);
        int size = size(m);
        return cache.computeIfAbsent(
                key(ZONES + rule.chart.code(), size, KNOWN, step),
                k -> {
                    double correlation = step * PHI_STEP;
                    double meanSd = Math.sqrt((1 + correlation) / (1 - correlation) / size);
                    Estimation.Side side =
                            new Estimation.Side(1, meanSd, ZoneRate.of(rule, correlation)::at);
                    Estimation estimation = new Estimation(PhaseSize.of(size));
                    return root(limit -> 2 * estimation.rate(limit, side), arl0, NARROWEST);
                });
    }

    private static long key(int chart, int size, int correlationSize, int step) {
        long sizes = ((long) size << 24) | (correlationSize & 0xffffffL);
        return (((sizes << 5) | step) << 5) | chart;
    }

    private double limit(int chart, PhaseSize m, double phi, int phiSize) {
        int size = size(m.subgroups());
        int correlationSize = size(phiSize);
        int step = (int) Math.round(Math.max(0, Math.min(PHI_MAX, phi)) / PHI_STEP);
        return cache.computeIfAbsent(
                key(m.spread() ? chart : SPREAD_KNOWN + chart, size, correlationSize, step),
                k ->
                        solve(
                                chart,
                                new PhaseSize(size, m.spread()),
                                step * PHI_STEP,
                                correlationSize));
    }

    /** The next smaller size that limits are solved for; exact up to 30. */
    private static int size(int m) {
        if (m == KNOWN) {
            return KNOWN;
        }
        int step = m < FEW ? 1 : m < 200 ? 5 : m < 1000 ? 50 : 250;
        return Math.max(2, m / step * step);
    }

    private double solve(int chart, PhaseSize size, double phi, int phiSize) {
        List<Correlation> correlations = Correlation.behind(phi, phiSize);
        Estimation estimation = new Estimation(size);
        int m = size.subgroups();
        boolean upper = chart == UPPER || chart == EARLY || chart == EWMA_UPPER;
        double sides = upper ? 1 : 2;
        double each = arl0 / (upper ? shares.tail() : shares.pair());
        return root(
                limit -> {
                    double rate = 0;
                    for (Correlation c : correlations) {
                        rate +=
                                c.weight()
                                        * estimation.rate(limit, side(chart, c, phi, m, phiSize));
                    }
                    return sides * rate;
                },
                chart == CERTAIN || chart == EARLY ? CERTAIN_SHARE * each : each,
                LOWEST);
    }

    /** Limit at which a rate is 1 / arl; the function searched is nearly linear in the limit. */
    private static double root(DoubleUnaryOperator rate, double arl, double lowest) {
        double wanted = Math.sqrt(2 * StrictMath.log(arl));
        return Roots.increasing(
                x -> Math.sqrt(Math.max(0, -2 * StrictMath.log(rate.applyAsDouble(x)))) - wanted,
                lowest,
                HIGHEST,
                1e-6);
    }

    private Estimation.Side side(int chart, Correlation c, double phi, int m, int phiSize) {
        // phi as it was before its bias was corrected, which is what the sample's variance goes
        // with
        double estimated = phiSize == KNOWN ? phi : phi - (1 + 3 * phi) / m;
        // the innovations' variance is what can be estimated apart from phi; the series' own
        // follows
        double factor =
                m == KNOWN ? 1 : Math.sqrt((1 - c.phi() * c.phi()) / (1 - estimated * estimated));
        double meanSd = m == KNOWN ? 0 : Math.sqrt((1 + c.phi()) / (1 - c.phi()) / m);
        if (chart == EWMA || chart == EWMA_UPPER) {
            double own = ewmaSigma(c.phi());
            EwmaRate rate = EwmaRate.of(lambda, confirm);
            return new Estimation.Side(factor * ewmaSigma(phi) / own, meanSd / own, rate::at);
        }
        return new Estimation.Side(
                factor,
                meanSd,
                confirm && chart != CERTAIN ? PairRate.of(c.phi())::at : Normal::survival);
    }

    /** Standard deviation of the settled EWMA of an autoregressive series with sigma 1. */
    private double ewmaSigma(double phi) {
        double keep = (1 - lambda) * phi;
        return Math.sqrt(lambda / (2 - lambda) * (1 + keep) / (1 - keep));
    }
}
