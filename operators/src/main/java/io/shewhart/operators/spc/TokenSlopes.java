/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import java.util.Locale;
import java.util.StringJoiner;

/**
 * What token counts explain of a mean log latency: takes a window's mean to the one it would have
 * at the traffic mix of the baseline. Immutable.
 *
 * <p>Slopes b are elasticities: one percent more tokens, b percent more latency. Where the baseline
 * showed a curve (a slope of a square), the correction is the polynomial b'd, d the distance of the
 * window's means from those of the baseline, x0, with a tenth of each term as its standard error.
 *
 * <p>Without a curve, two laws agree at x0. A power law moves the mean logarithm by b'd. A fixed
 * time plus a time per token, which is how a model server works, moves it by ln(1 + sum of b_j
 * (exp(d_j) - 1)), since b_j is then the share of the latency that token count j takes. The second
 * law is applied (to a sum of shares of at most one, what exceeds it by the first); half of the
 * distance between the two counts as the standard error. So far from the baseline's mix the chart
 * believes its correction less.
 *
 * <p>With prompts of Azure's conversation service as baseline and its code service as the other mix
 * (Patel et al. 2024, Splitwise, ISCA; times from perf_model.csv on four servers) the mean
 * logarithm of the time to first token moves by 0.41 to 0.45; the polynomial corrects 0.39 to 0.44
 * of it, a straight line 0.18 to 0.28.
 */
final class TokenSlopes {

    /** What a level is that was taken to the traffic mix of a baseline. */
    static final String AT_EQUAL_TOKENS = " at equal tokens";

    private static final String[] NAMES = {"input", "output"};

    /** Share of the calls whose tokens must be known for their mean to stand for all. */
    private static final double KNOWN_SHARE = 0.9;

    /** Beyond a factor of exp(20) there is no mix to correct for. */
    private static final double MOST_DISTANCE = 20;

    /** Standard error of a term of the polynomial, relative to it. */
    private static final double DOUBT = 0.1;

    private final int linear;
    private final double[] slopes;
    private final double[] reference;
    private final double[] covariance;
    private final double residual;
    private final double explained;

    /**
     * Takes what a regression found; the arrays are not copied.
     *
     * @param linear how many of the variables are token counts; the others are their squares
     * @param slopes one per variable; zero where it explains nothing
     * @param reference x0, means of the variables over the baseline
     * @param covariance of the slopes, row by row; zero for slopes that are zero
     * @param residual variance inside windows that tokens do not explain
     * @param explained share of the variance inside windows that they do, 0 to 1
     */
    TokenSlopes(
            int linear,
            double[] slopes,
            double[] reference,
            double[] covariance,
            double residual,
            double explained) {
        this.linear = linear;
        this.slopes = slopes;
        this.reference = reference;
        this.covariance = covariance;
        this.residual = residual;
        this.explained = explained;
    }

    /** Variables that may explain. */
    int explaining() {
        return slopes.length;
    }

    double slope(int i) {
        return slopes[i];
    }

    double reference(int i) {
        return reference[i];
    }

    double covariance(int i, int j) {
        return covariance[i * slopes.length + j];
    }

    double residual() {
        return residual;
    }

    double explained() {
        return explained;
    }

    /** Token counts that there are. */
    static final int MOST_LINEAR = NAMES.length;

    /** Variables that explain, squares included. */
    static final int MOST_COUNTS = 2 * MOST_LINEAR;

    /** For people, such as " at equal tokens (slopes input 0.48, output 0.79)". */
    String described() {
        StringJoiner text = new StringJoiner(", ", AT_EQUAL_TOKENS + " (slopes ", ")");
        for (int i = 0; i < slopes.length; i++) {
            if (slopes[i] != 0) {
                String name = NAMES[i % linear] + (i < linear ? "" : " squared");
                text.add(String.format(Locale.ROOT, "%s %.2f", name, slopes[i]));
            }
        }
        return text.toString();
    }

    /** Whether a subgroup of n calls can be adjusted: nearly all of its calls have their tokens. */
    static boolean known(Covariates tokens, long n) {
        return tokens != null && tokens.count() >= KNOWN_SHARE * n;
    }

    private boolean curved() {
        for (int i = linear; i < slopes.length; i++) {
            if (slopes[i] != 0) {
                return true;
            }
        }
        return false;
    }

    /** How far the mix alone moves the mean logarithm away from that of the baseline. */
    double shift(double[] means) {
        return shift(means, reference);
    }

    /** The same away from another mix than that of the baseline. */
    double shift(double[] means, double[] from) {
        return curved() ? polynomial(means, from) : shares(means, from);
    }

    private double polynomial(double[] means, double[] from) {
        double sum = 0;
        for (int i = 0; i < slopes.length; i++) {
            sum += slopes[i] * distance(means, from, i);
        }
        return sum;
    }

    private double shares(double[] means, double[] from) {
        double shares = 0;
        for (int i = 0; i < linear; i++) {
            shares += Math.max(0, slopes[i]);
        }
        double scale = 1 / Math.max(1, shares);
        double growth = 0;
        double rest = 0;
        for (int i = 0; i < linear; i++) {
            double share = scale * Math.max(0, slopes[i]);
            double d = distance(means, from, i);
            growth += share * StrictMath.expm1(d);
            rest += (slopes[i] - share) * d;
        }
        return StrictMath.log1p(Math.max(growth, -1 + 1e-9)) + rest;
    }

    /**
     * Variance of {@link #shift}: that of the slopes at this distance, and the doubt about the law.
     * It is the same for all windows of a mix, not an error that averages out.
     */
    double variance(Covariates tokens) {
        double[] means = tokens.tokenMeans();
        double variance = 0;
        double doubts = 0;
        for (int i = 0; i < slopes.length; i++) {
            double d = distance(means, reference, i);
            for (int j = 0; j < slopes.length; j++) {
                variance += d * covariance(i, j) * distance(means, reference, j);
            }
            double lasting = Math.max(0, d * d - meanVariance(tokens, i));
            doubts += DOUBT * DOUBT * slopes[i] * slopes[i] * lasting;
        }
        if (!curved()) {
            double laws = (shares(means, reference) - polynomial(means, reference)) / 2;
            doubts = laws * laws;
        }
        return Math.max(0, variance) + doubts;
    }

    /** What calls drawn by chance from the same mix move the mean of a variable. */
    private static double meanVariance(Covariates tokens, int i) {
        double n = tokens.count();
        return n < 2 ? Double.POSITIVE_INFINITY : tokens.product(i, i) / (n - 1) / n;
    }

    private static double distance(double[] means, double[] from, int i) {
        double d = means[i] - from[i];
        return Math.max(-MOST_DISTANCE, Math.min(MOST_DISTANCE, d));
    }

    void write(StateWriter out) {
        out.number(slopes.length);
        out.number(linear);
        for (double[] part : new double[][] {slopes, reference, covariance}) {
            for (double value : part) {
                out.real(value);
            }
        }
        out.real(residual);
        out.real(explained);
    }

    static TokenSlopes read(StateReader in) {
        int counts = in.integer();
        if (counts < 1 || counts > MOST_COUNTS) {
            throw new StateFormatException(counts + " slopes");
        }
        int linear = in.integer();
        if (linear < 1 || linear > Math.min(counts, MOST_LINEAR)) {
            throw new StateFormatException(linear + " token counts of " + counts);
        }
        return new TokenSlopes(
                linear,
                reals(in, counts),
                reals(in, counts),
                reals(in, counts * counts),
                in.real(),
                in.real());
    }

    private static double[] reals(StateReader in, int length) {
        double[] values = new double[length];
        for (int i = 0; i < length; i++) {
            values[i] = in.real();
        }
        return values;
    }
}
