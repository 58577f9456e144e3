/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * What a subgroup of a ratio is judged by: a baseline, or the events so far in its place.
 *
 * @param baseline null while there is none
 * @param events events it rests on
 * @param trials trials it rests on
 * @param spread relative variance of the ratio between subgroups
 * @param limitSize size of phase I that limits are solved for
 * @param phi lag-one correlation that limits of single subgroups are solved for
 * @param ewmaPhi the same for the EWMA
 */
record AttributeReference(
        AttributeBaseline baseline,
        long events,
        long trials,
        double spread,
        int limitSize,
        double phi,
        double ewmaPhi) {

    /**
     * A subgroup of a ratio can take a quarter of an hour; waiting for a second one would miss
     * every shorter burst. Beyond this score (one in 10^10 by the exact law, so nothing next to any
     * budget) one is enough.
     */
    static final double CERTAIN = 6.4;

    static AttributeReference of(AttributeBaseline b) {
        double phi = b.sigmaZ() > 1 ? EngineContext.guarded(b.phi(), b.m()) : b.phi();
        double ewmaPhi = EngineContext.evident(b.phi(), b.m());
        return new AttributeReference(
                b, b.events(), b.trials(), b.spread(), b.limitSize(), phi, ewmaPhi);
    }

    double p() {
        return (double) events / trials;
    }

    /** Distribution of the events among n trials when nothing has changed. */
    BetaBinomial law(long n) {
        return BetaBinomial.predictive(events, trials, spread, n);
    }

    /** Limit of single subgroups, in scores. */
    double limit(LimitSolver limits, boolean twoSided) {
        return twoSided
                ? Math.min(CERTAIN, limits.shewhart(limitSize, phi))
                : limits.shewhartUpper(limitSize, phi);
    }

    double ewmaLimit(LimitSolver limits) {
        return limits.ewma(limitSize, ewmaPhi);
    }
}
