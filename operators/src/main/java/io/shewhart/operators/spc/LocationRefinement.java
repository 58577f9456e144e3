/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * Quiet subgroups since the baseline of a location was learned, which make it better: each time
 * there are as many of them as the baseline rests on, both become one of twice the size. Mutable,
 * owned by one fold.
 *
 * <p>A phase I of 100 subgroups has wide limits for what it may have missed, and one in a hundred
 * of them is off by enough to give most of all false signals; at 800 both is over.
 *
 * <p>A slow degradation must not become the baseline: nothing is taken when the newer subgroups lie
 * apart from the older by more than chance explains, in level or in spread. Then they are forgotten
 * and the old baseline stays.
 */
final class LocationRefinement {

    private static final double LEAST_SCALE = 0.25;

    private QuietSums sums = new QuietSums();
    private double inside;
    private double insideDf;

    /** The next subgroup will not be the neighbour of the last one added. */
    void interrupt() {
        sums.interrupt();
    }

    /** Forgets all subgroups. */
    void clear() {
        sums.clear();
        inside = 0;
        insideDf = 0;
    }

    /** Adds a subgroup that lies within the limits of a baseline. */
    void add(LocationPoint point, LocationBaseline judge, boolean afterGap) {
        if (judge.m() >= QuietSums.ENOUGH || judge.constant()) {
            return;
        }
        double n = point.n();
        double sigma = judge.sigma(n);
        sums.add((point.level() - judge.fit().center()) / sigma, sigma, n, afterGap);
        if (point.n() > 1 && point.squares() >= 0) {
            inside += point.squares();
            insideDf += point.n() - 1;
        }
    }

    /** Whether there are as many subgroups as a baseline rests on. */
    boolean due(LocationBaseline judge) {
        return sums.due(judge.m());
    }

    /**
     * The baseline of its own subgroups and these, null if they do not belong together. They are
     * forgotten either way.
     */
    LocationBaseline take(LocationBaseline old, String id, String version) {
        boolean belong = sums.belong(old.m(), old.neighbours(sums.size()));
        LocationBaseline better = belong ? pooled(old, id, version) : null;
        clear();
        return better;
    }

    private LocationBaseline pooled(LocationBaseline old, String id, String version) {
        double share = sums.share(old.m());
        double total = sums.pooledVariance(old.m());
        double size = sums.size();
        LocationFit fit = old.fit();
        double within = fit.within();
        if (old.slopes() == null && insideDf > 0) {
            within += share * (inside / insideDf - within);
        }
        double noise = within / size;
        double between = Math.max(0, total - noise);
        double scale = between > 0 || noise <= 0 ? 1 : Math.max(LEAST_SCALE, total / noise);
        int m = old.m() + sums.count();
        double center = fit.center() + share * sums.mean();
        double phi = sums.pooledPhi(old.m(), old.neighbours(size));
        double levels = noise <= 0 ? 1 : between / (between + noise);
        return new LocationBaseline(
                old.scale(),
                id,
                version,
                new LocationFit(center, between, within, scale, total / m, m),
                Persistence.level(phi, levels),
                false,
                old.trend(),
                old.slopes(),
                old.plain());
    }

    LocationRefinement copy() {
        LocationRefinement copy = new LocationRefinement();
        copy.sums = sums.copy();
        copy.inside = inside;
        copy.insideDf = insideDf;
        return copy;
    }

    void write(StateWriter out) {
        sums.write(out);
        if (sums.count() > 0) {
            out.real(inside);
            out.real(insideDf);
        }
    }

    void read(StateReader in) {
        sums = QuietSums.read(in);
        if (sums.count() > 0) {
            inside = in.real();
            insideDf = in.real();
        }
    }
}
