/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * What a subgroup of a ratio is judged by: a baseline, or the events so far in its place.
 *
 * @param baseline null while there is none
 * @param events events it rests on
 * @param trials trials it rests on
 * @param center mean log odds where they vary
 * @param variance variance of the log odds between subgroups, 0 if the events are binomial
 * @param phi estimated lag-one correlation of the log odds, or of the scores where variance is 0
 * @param m subgroups it rests on
 * @param link what stands for log odds
 */
record AttributeReference(
        AttributeBaseline baseline,
        long events,
        long trials,
        double center,
        double variance,
        double phi,
        int m,
        Link link) {

    /** Least relative change of a ratio per unit of the link that an uncertain one is scaled by. */
    private static final double LEAST_CHANGE = 0.05;

    private static final int MOST_SIZE = 1000;

    static AttributeReference of(AttributeBaseline b) {
        return new AttributeReference(
                b, b.events(), b.trials(), b.center(), b.variance(), b.phi(), b.m(), b.link());
    }

    /** The same at another ratio. */
    AttributeReference times(double factor) {
        long fewer = Math.max(Math.max(1, events), Math.round(trials / factor));
        double moved = variance > 0 ? center + link.of(events, fewer) - link.of(events, trials) : 0;
        return new AttributeReference(baseline, events, fewer, moved, variance, phi, m, link);
    }

    /**
     * The same where the ratio that is expected at a time is uncertain itself, by a relative
     * variance. Neighbours have that error in common.
     */
    AttributeReference widened(double uncertainty) {
        if (uncertainty <= 0) {
            return this;
        }
        double now = link.of(events, trials);
        double change = Math.max(LEAST_CHANGE, link.slope(now) / link.share(now));
        double added = uncertainty / (change * change);
        double wider = variance + added;
        double at = variance > 0 ? center : now;
        double lasting = (phi * variance + added) / wider;
        return new AttributeReference(baseline, events, trials, at, wider, lasting, m, link);
    }

    double p() {
        return (double) events / trials;
    }

    /** Whether it is its baseline as it is, without a rhythm. */
    boolean plain() {
        return baseline != null && equals(of(baseline));
    }

    /** Score of a subgroup, that of the middle of its probability. */
    double score(AttributeSubgroup subgroup) {
        return law(subgroup.trials()).midZ((double) subgroup.events());
    }

    /** Distribution of the events among n trials when nothing has changed. */
    CountLaw law(long n) {
        if (variance <= 0) {
            return BetaBinomial.predictive(events, trials, n);
        }
        CountLaw spread = new LogitNormal((double) n, center, variance, link);
        return baseline == null
                ? new WiderLaw(BetaBinomial.predictive(events, trials, n), spread)
                : spread;
    }

    /** Score of a subgroup if nothing varied between them. */
    double binomialScore(long itsEvents, long itsTrials) {
        return BetaBinomial.predictive(events, trials, itsTrials).midZ((double) itsEvents);
    }

    /** Limit of single subgroups, in scores. */
    double limit(LimitSolver limits, boolean twoSided, long n) {
        double neighbours = phi * share(n);
        return twoSided
                ? limits.shewhart(limitSize(), neighbours, phiSize(n))
                : limits.shewhartUpper(limitSize(), neighbours, phiSize(n));
    }

    /** Score beyond which a subgroup does not wait until it is complete. */
    double early(LimitSolver limits, boolean twoSided, long n) {
        return twoSided
                ? limit(limits, true, n)
                : limits.early(limitSize(), phi * share(n), phiSize(n));
    }

    /** Score beyond which one subgroup is enough, see {@link LimitSolver#certain}. */
    double certain(LimitSolver limits, long n) {
        return limits.certain(limitSize(), phi * share(n), phiSize(n));
    }

    /** The less a subgroup says of the level, the less its neighbours can have in common. */
    private int phiSize(long n) {
        double share = share(n);
        return baseline == null ? (int) Math.min(MOST_SIZE, m / (share * share)) : m;
    }

    /** The centre's error is the same in all that an EWMA holds, so it is allowed for apart. */
    double ewmaLimit(LimitSolver limits, double smoothed, boolean twoSided) {
        PhaseSize size = baseline == null ? PhaseSize.ofMean(m) : PhaseSize.of(limitSize());
        return twoSided ? limits.ewma(size, smoothed, m) : limits.ewmaUpper(size, smoothed, m);
    }

    /** Correlation for the EWMA of subgroups of n trials. */
    double smoothed(long n, double lambda) {
        return Persistence.smoothed(phi, share(n), lambda);
    }

    private double share(long n) {
        return variance > 0 ? link.levelShare((double) n, center, variance) : 1;
    }

    /**
     * Size of phase I for the limits: where the dispersion is binomial the predictive law already
     * knows it, and while learning the law allows for all that is not known.
     */
    int limitSize() {
        return baseline != null && variance > 0 ? m : LimitSolver.KNOWN;
    }
}
