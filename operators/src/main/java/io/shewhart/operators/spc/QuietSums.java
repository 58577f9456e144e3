/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * Sums over subgroups that lie within the limits of a baseline, from which it can become better:
 * how far their level lies from its centre, how they vary about their own mean, and how much
 * neighbours have in common. Mutable, owned by one fold.
 *
 * <p>Only sums are kept, so the estimates are those of moments with the weights of the old baseline
 * (DerSimonian and Laird 1986, Meta-analysis in clinical trials, Controlled Clinical Trials 7)
 * instead of a likelihood.
 */
final class QuietSums {

    /** A baseline of this many subgroups is good enough. */
    static final int ENOUGH = 600;

    /** Standard errors between older and newer subgroups that chance explains: level, spread. */
    private static final double SAME_LEVEL = 2.5;

    private static final double SAME_SPREAD = 5;

    private int count;
    private double weights;
    private double deviations;
    private double squares;

    /** Sum of weight times the variance of sampling, in variances of one observation. */
    private double perCall;

    private double products;
    private int pairs;

    /** Standardised deviation of the newest subgroup, NaN if the next is not its neighbour. */
    private double last = Double.NaN;

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
    }

    /**
     * Adds a subgroup.
     *
     * @param u its deviation from the centre of the baseline in its standard deviations
     * @param sigma that standard deviation
     * @param n observations in it
     */
    void add(double u, double sigma, double n, boolean afterGap) {
        double weight = 1 / (sigma * sigma);
        count++;
        weights += weight;
        deviations += u / sigma;
        squares += u * u;
        perCall += weight / n;
        if (!afterGap && !Double.isNaN(last)) {
            products += u * last;
            pairs++;
        }
        last = u;
    }

    int count() {
        return count;
    }

    /** Whether there are as many as the baseline rests on. */
    boolean due(int old) {
        return count > 0 && count >= old;
    }

    /** Mean deviation from the centre of the baseline. */
    double mean() {
        return deviations / weights;
    }

    /** Observations of a subgroup, as they weigh. */
    double size() {
        return weights / perCall;
    }

    /** Share of these subgroups among all that the better baseline rests on. */
    double share(int old) {
        return (double) count / (count + old);
    }

    /** Lag-one correlation of neighbours, corrected for its bias, not negative. */
    double phi() {
        double mean = mean() * Math.sqrt(weights / count);
        double variance = squares / count - mean * mean;
        if (pairs < 3 || variance <= 0) {
            return 0;
        }
        double raw = (products / pairs - mean * mean) / variance;
        return Correlation.estimate(raw, count);
    }

    /** Lag-one correlation of these and those the baseline rests on, whose own is known. */
    double pooledPhi(int old, double neighbours) {
        return neighbours + share(old) * (phi() - neighbours);
    }

    /**
     * Whether level and spread are those of the baseline as far as chance explains.
     *
     * @param old subgroups the baseline rests on
     * @param neighbours their lag-one correlation
     */
    boolean belong(int old, double neighbours) {
        double phi = Math.max(neighbours, phi());
        double sizes = 1.0 / count + 1.0 / old;
        double level = Math.sqrt((1 + phi) / (1 - phi) * sizes);
        double spread = Math.sqrt(2 * (1 + phi * phi) / (1 - phi * phi) * sizes);
        return Math.abs(mean()) * Math.sqrt(weights / count) <= SAME_LEVEL * level
                && spread() <= 1 + SAME_SPREAD * spread;
    }

    /** Variance of a subgroup of this size, from these and those the baseline rests on. */
    double pooledVariance(int old) {
        double apart = weights * (1 - share(old)) * mean() * mean();
        double factor = (old - 1 + spread() * (count - 1) + apart) / (double) (old + count - 1);
        return factor * count / weights;
    }

    /** Mean squared standardised deviation about their own mean. */
    private double spread() {
        return (squares - weights * mean() * mean()) / Math.max(1, count - 1);
    }

    QuietSums copy() {
        QuietSums copy = new QuietSums();
        copy.count = count;
        copy.weights = weights;
        copy.deviations = deviations;
        copy.squares = squares;
        copy.perCall = perCall;
        copy.products = products;
        copy.pairs = pairs;
        copy.last = last;
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
        }
    }

    static QuietSums read(StateReader in) {
        QuietSums sums = new QuietSums();
        sums.count = in.integer();
        if (sums.count > 0) {
            sums.weights = in.real();
            sums.deviations = in.real();
            sums.squares = in.real();
            sums.perCall = in.real();
            sums.products = in.real();
            sums.pairs = in.integer();
            sums.last = in.real();
        }
        return sums;
    }
}
