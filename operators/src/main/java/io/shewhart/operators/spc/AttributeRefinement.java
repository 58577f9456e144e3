/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * Quiet subgroups since the baseline of a ratio or of a tail was learned, which make it better by
 * the rules of {@link LocationRefinement}. Mutable, owned by one fold.
 *
 * <p>A subgroup counts with the score it has in the law of the baseline. One step from the old
 * estimate solves the equations of {@link LogitNormalFit} for all subgroups, because they are
 * linear in centre and variance but for the weights.
 */
final class AttributeRefinement {

    private QuietSums sums = new QuietSums();
    private long events;
    private long trials;

    /** The next subgroup will not be the neighbour of the last one added. */
    void interrupt() {
        sums.interrupt();
    }

    /** Forgets all subgroups. */
    void clear() {
        sums.clear();
        events = 0;
        trials = 0;
    }

    /**
     * Adds a subgroup that lies within the limits of a baseline.
     *
     * @param score middle of its probability in the law of the baseline, as a normal score
     */
    void add(AttributeSubgroup subgroup, double score, AttributeBaseline judge, boolean afterGap) {
        if (judge.m() >= QuietSums.ENOUGH) {
            return;
        }
        double n = subgroup.trials();
        sums.add(score, judge.sigma(n), n, afterGap);
        events += subgroup.events();
        trials += subgroup.trials();
    }

    /** Whether there are as many subgroups as a baseline rests on. */
    boolean due(AttributeBaseline judge) {
        return sums.due(judge.m());
    }

    /**
     * The baseline of its own subgroups and these, null if they do not belong together. They are
     * forgotten either way.
     */
    AttributeBaseline take(AttributeBaseline old, String id, String version) {
        boolean belong = sums.belong(old.m(), old.neighbours(sums.size()));
        AttributeBaseline better = belong ? pooled(old, id, version) : null;
        clear();
        return better;
    }

    private AttributeBaseline pooled(AttributeBaseline old, String id, String version) {
        double size = sums.size();
        double share = sums.share(old.m());
        double noise = 1 / (size * old.information());
        double variance = Math.max(0, sums.pooledVariance(old.m()) - noise);
        long allEvents = old.events() + events;
        long allTrials = old.trials() + trials;
        double center = 0;
        if (variance > 0) {
            center =
                    old.variance() > 0
                            ? old.center() + share * sums.mean()
                            : centerOf((allEvents + 0.5) / (allTrials + 1), variance, old.link());
        }
        double phi = sums.pooledPhi(old.m(), old.neighbours(size));
        double levels = variance > 0 ? variance / (variance + noise) : 1;
        return new AttributeBaseline(
                id,
                version,
                allEvents,
                allTrials,
                center,
                variance,
                Persistence.level(phi, levels),
                old.m() + sums.count(),
                old.link());
    }

    /** Where a law of that variance has the mean p, up to terms of its square. */
    private static double centerOf(double p, double variance, Link link) {
        double at = link.of(p);
        return 2 * at - link.of(link.mean(at, variance));
    }

    AttributeRefinement copy() {
        AttributeRefinement copy = new AttributeRefinement();
        copy.sums = sums.copy();
        copy.events = events;
        copy.trials = trials;
        return copy;
    }

    void write(StateWriter out) {
        sums.write(out);
        if (sums.count() > 0) {
            out.number(events);
            out.number(trials);
        }
    }

    void read(StateReader in) {
        sums = QuietSums.read(in);
        if (sums.count() > 0) {
            events = in.number();
            trials = in.number();
        }
    }
}
