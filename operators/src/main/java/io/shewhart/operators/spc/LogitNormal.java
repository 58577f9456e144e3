/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * Events among n trials whose log odds, or probits ({@link Link}), vary from subgroup to subgroup
 * by a normal law. Below, odds stand for either.
 *
 * <p>Scores are signed roots of the likelihood ratio, maximised over the log odds that the subgroup
 * may have had: those of the binomial where nothing varies, plain standardised log odds where n is
 * large, and in between both at once (Laplace's method; Barndorff-Nielsen 1986, Inference on full
 * or partial parameters based on the standardized signed log likelihood ratio, Biometrika 73). A
 * sixth of the skewness is added, which is the second-order term. Level and spread of log odds are
 * estimated independently of each other, as those of a location chart are, and its limits hold.
 */
final class LogitNormal extends CountLaw {

    private static final int MOST_STEPS = 40;
    private static final double ENOUGH = 1e-9;

    private final double n;
    private final double center;
    private final double variance;
    private final Link link;
    private final double sixth;

    /** With log odds. */
    LogitNormal(double n, double center, double variance) {
        this(n, center, variance, Link.LOGIT);
    }

    /**
     * @param n trials, at least one
     * @param center mean log odds
     * @param variance variance of the log odds, not negative
     */
    LogitNormal(double n, double center, double variance, Link link) {
        this.n = n;
        this.center = center;
        this.variance = variance;
        this.link = link;
        double p = link.share(center);
        double binomial = 1 / (1 + variance * n * link.information(center));
        double spread = Math.sqrt(n * p * (1 - p));
        this.sixth = (1 - 2 * p) / (6 * spread) * binomial * Math.sqrt(binomial);
    }

    static double share(double logOdds) {
        return 1 / (1 + StrictMath.exp(-logOdds));
    }

    static double logOdds(double p) {
        return StrictMath.log(p) - StrictMath.log1p(-p);
    }

    /** Mean ratio, to the second order in the spread of the log odds. */
    static double mean(double center, double variance) {
        double p = share(center);
        // share(center + u) over a normal u is a share at shrunken log odds (MacKay 1992)
        double shrunk = share(center / Math.sqrt(1 + Math.PI * variance / 8));
        double tilted = p * StrictMath.exp(variance * (1 - p) * (1 - 2 * p) / 2);
        return p < 0.5 ? Math.min(0.5, tilted) : shrunk;
    }

    @Override
    public double mean() {
        return n * link.mean(center, variance);
    }

    @Override
    public double standardDeviation() {
        double p = link.share(center);
        return Math.sqrt(n * p * (1 - p) * (1 + variance * n * link.information(center)));
    }

    @Override
    public double z(double k) {
        double above = score(k - 0.5);
        if (above > 0) {
            return above;
        }
        return Math.min(0, score(k + 0.5));
    }

    @Override
    public double midZ(double k) {
        return score(k);
    }

    @Override
    public double upperLimit(double limit) {
        if (score(n - 0.5) <= limit) {
            return Double.NaN;
        }
        return Math.floor(crossing(limit) + 0.5);
    }

    @Override
    public double lowerLimit(double limit) {
        if (score(0.5) >= -limit) {
            return Double.NaN;
        }
        return Math.ceil(crossing(-limit) - 0.5);
    }

    /**
     * The count, not rounded, with a score, found along the log odds that are likeliest for it:
     * they explain the count, and no more than the whole score.
     */
    private double crossing(double score) {
        double reach = Math.sqrt(variance) * (score - sixth);
        double wanted = (score - sixth) * (score - sixth);
        double share =
                Roots.increasing(
                        t -> {
                            double odds = center + t * reach;
                            double k = count(odds);
                            return squaredRoot(k, odds) - wanted;
                        },
                        0,
                        1,
                        1e-6);
        return count(center + share * reach);
    }

    private double count(double odds) {
        double p = link.share(odds);
        double per = p * (1 - p) / link.slope(odds);
        return Math.max(0, Math.min(n, n * p + (odds - center) / variance * per));
    }

    private double score(double count) {
        double k = Math.max(0, Math.min(n, count));
        double odds = variance > 0 ? likeliest(k) : center;
        double root = Math.sqrt(Math.max(0, squaredRoot(k, odds)));
        return (k >= n * link.share(center) ? root : -root) + sixth;
    }

    private double squaredRoot(double k, double odds) {
        double away = odds - center;
        double penalty = variance > 0 ? away * away / variance : 0;
        return penalty + 2 * divergence(k, link.share(odds));
    }

    private double divergence(double k, double p) {
        double hits = k > 0 ? k * StrictMath.log(k / (n * p)) : 0;
        double misses = k < n ? (n - k) * StrictMath.log((n - k) / (n * (1 - p))) : 0;
        return hits + misses;
    }

    /** Log odds that make the count and themselves likeliest. */
    private double likeliest(double k) {
        double low = center;
        double high = link.of((k + 0.01) / (n + 0.02));
        if (low > high) {
            double swap = low;
            low = high;
            high = swap;
        }
        double at = 0.5 * (low + high);
        for (int i = 0; i < MOST_STEPS; i++) {
            double p = link.share(at);
            double per = link.slope(at) / (p * (1 - p));
            double slope = n * per * link.slope(at) + 1 / variance;
            double value = (n * p - k) * per + (at - center) / variance;
            if (value > 0) {
                high = at;
            } else {
                low = at;
            }
            double next = at - value / slope;
            if (!(next >= low && next <= high)) {
                next = 0.5 * (low + high);
            }
            if (Math.abs(next - at) < ENOUGH * (1 + Math.abs(at))) {
                return next;
            }
            at = next;
        }
        return at;
    }
}
