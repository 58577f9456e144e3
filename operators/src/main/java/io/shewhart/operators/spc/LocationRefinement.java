/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * Quiet subgroups since a baseline was learned, which make it better: each time there are as many
 * of them as the baseline rests on, both become one of twice the size. Mutable, owned by one fold.
 *
 * <p>A phase I of 100 subgroups has wide limits for what it may have missed, and one in a hundred
 * of them is off by enough to give most of all false signals; at 800 both is over. Only sums are
 * kept, so the estimate is that of moments with the weights of the old baseline (DerSimonian and
 * Laird 1986, Meta-analysis in clinical trials, Controlled Clinical Trials 7) instead of a
 * likelihood.
 *
 * <p>A slow degradation must not become the baseline: nothing is taken when the newer subgroups lie
 * apart from the older by more than chance explains, in level or in spread. Then they are forgotten
 * and the old baseline stays.
 */
final class LocationRefinement {

    /** A baseline of this many subgroups is good enough. */
    static final int ENOUGH = 600;

    /** Standard errors between older and newer subgroups that chance explains: level, spread. */
    private static final double SAME_LEVEL = 2.5;

    private static final double SAME_SPREAD = 5;
    private static final double LEAST_SCALE = 0.25;
    private static final double MOST_PHI = 0.95;

    private int count;
    private double weights;
    private double deviations;
    private double squares;

    /** Sum of weight / observations. */
    private double perCall;

    private double products;
    private int pairs;

    /** Standardised deviation of the newest subgroup, NaN if the next is not its neighbour. */
    private double last = Double.NaN;

    private double inside;
    private double insideDf;

    /** The next subgroup will not be the neighbour of the last one added. */
    void interrupt() {
        last = Double.NaN;
    }

    /** Forgets all subgroups. */
    void clear() {
        count = 0;
        weights = 0;
        deviations = 0;
        squares = 0;
        perCall = 0;
        products = 0;
        pairs = 0;
        last = Double.NaN;
        inside = 0;
        insideDf = 0;
    }

    /** Adds a subgroup that lies within the limits of a baseline. */
    void add(LocationPoint point, LocationBaseline judge, boolean afterGap) {
        if (judge.m() >= ENOUGH || judge.constant()) {
            return;
        }
        double sigma = judge.sigma((double) point.n());
        double d = point.level() - judge.fit().center();
        double u = d / sigma;
        double weight = 1 / (sigma * sigma);
        count++;
        weights += weight;
        deviations += weight * d;
        squares += u * u;
        perCall += weight / point.n();
        if (!afterGap && !Double.isNaN(last)) {
            products += u * last;
            pairs++;
        }
        last = u;
        if (point.n() > 1 && point.squares() >= 0) {
            inside += point.squares();
            insideDf += point.n() - 1;
        }
    }

    /** Whether there are as many subgroups as a baseline rests on. */
    boolean due(LocationBaseline judge) {
        return count > 0 && count >= judge.m();
    }

    /**
     * The baseline of its own subgroups and these, null if they do not belong together. They are
     * forgotten either way.
     */
    LocationBaseline take(LocationBaseline old, String id, String version) {
        LocationBaseline better = together(old) ? pooled(old, id, version) : null;
        clear();
        return better;
    }

    private double mean() {
        return deviations / weights;
    }

    /** Mean squared standardised deviation about their own mean. */
    private double spread() {
        return (squares - weights * mean() * mean()) / Math.max(1, count - 1);
    }

    private double size() {
        return weights / perCall;
    }

    private double phi() {
        double mean = mean() * Math.sqrt(weights / count);
        double variance = squares / count - mean * mean;
        if (pairs < 3 || variance <= 0) {
            return 0;
        }
        double raw = (products / pairs - mean * mean) / variance;
        return Math.max(0, Math.min(MOST_PHI, raw + (1 + 3 * raw) / count));
    }

    private boolean together(LocationBaseline old) {
        double phi = Math.max(old.neighbours(size()), phi());
        double sizes = 1.0 / count + 1.0 / old.m();
        double level = Math.sqrt((1 + phi) / (1 - phi) * sizes);
        double spread = Math.sqrt(2 * (1 + phi * phi) / (1 - phi * phi) * sizes);
        return Math.abs(mean()) * Math.sqrt(weights / count) <= SAME_LEVEL * level
                && spread() <= 1 + SAME_SPREAD * spread;
    }

    private LocationBaseline pooled(LocationBaseline old, String id, String version) {
        double share = (double) count / (count + old.m());
        double apart = weights * (1 - share) * mean() * mean();
        double factor =
                (old.m() - 1 + spread() * (count - 1) + apart) / (double) (old.m() + count - 1);
        double total = factor * count / weights;
        LocationFit fit = old.fit();
        double within = fit.within();
        if (old.slopes() == null && insideDf > 0) {
            within += share * (inside / insideDf - within);
        }
        double noise = within / size();
        double between = Math.max(0, total - noise);
        double scale = between > 0 || noise <= 0 ? 1 : Math.max(LEAST_SCALE, total / noise);
        int m = old.m() + count;
        double center = fit.center() + share * mean();
        double phi = old.neighbours(size()) + share * (phi() - old.neighbours(size()));
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
        copy.count = count;
        copy.weights = weights;
        copy.deviations = deviations;
        copy.squares = squares;
        copy.perCall = perCall;
        copy.products = products;
        copy.pairs = pairs;
        copy.last = last;
        copy.inside = inside;
        copy.insideDf = insideDf;
        return copy;
    }

    void write(StateWriter out) {
        out.number(count);
        if (count > 0) {
            out.real(weights);
            out.real(deviations);
            out.real(squares);
            out.real(perCall);
            out.real(products);
            out.number(pairs);
            out.real(last);
            out.real(inside);
            out.real(insideDf);
        }
    }

    void read(StateReader in) {
        count = in.integer();
        if (count > 0) {
            weights = in.real();
            deviations = in.real();
            squares = in.real();
            perCall = in.real();
            products = in.real();
            pairs = in.integer();
            last = in.real();
            inside = in.real();
            insideDf = in.real();
        }
    }
}
