/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import java.util.Locale;
import java.util.StringJoiner;

/**
 * What token counts explain of a mean log latency: takes a window's mean to the one it would have
 * at the traffic mix of the baseline. Immutable.
 *
 * <p>Slopes b are elasticities: one percent more tokens, b percent more latency. Two laws agree on
 * them at the mix x0 of the baseline. A power law moves the mean logarithm by b'd, d = x - x0. A
 * fixed time plus a time per token, which is how a model server works, moves it by ln(1 + sum of
 * b_j (exp(d_j) - 1)), since b_j is then the share of the latency that token count j takes. The
 * second law is applied (to a sum of shares of at most one, what exceeds it by the first); half of
 * the distance between the two counts as its standard error, so far from the baseline's mix the
 * chart believes its correction less.
 */
final class TokenSlopes {

    /** What a level is that was taken to the traffic mix of a baseline. */
    static final String AT_EQUAL_TOKENS = " at equal tokens";

    private static final String[] NAMES = {"input", "output"};

    /** Share of the calls whose tokens must be known for their mean to stand for all. */
    private static final double KNOWN_SHARE = 0.9;

    /** Beyond a factor of exp(20) there is no mix to correct for. */
    private static final double MOST_DISTANCE = 20;

    private final double[] slopes;
    private final double[] reference;
    private final double[] covariance;
    private final double residual;
    private final double explained;

    /**
     * Takes what a regression found; the arrays are not copied.
     *
     * @param slopes one per token count; zero where the count explains nothing
     * @param reference x0, mean of ln(1 + tokens) over the baseline
     * @param covariance of the slopes, row by row; zero for slopes that are zero
     * @param residual variance inside windows that tokens do not explain
     * @param explained share of the variance inside windows that they do, 0 to 1
     */
    TokenSlopes(
            double[] slopes,
            double[] reference,
            double[] covariance,
            double residual,
            double explained) {
        this.slopes = slopes;
        this.reference = reference;
        this.covariance = covariance;
        this.residual = residual;
        this.explained = explained;
    }

    int tokenCounts() {
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

    /** Bound of what a damaged state can make a reader allocate. */
    static final int MOST_COUNTS = 7;

    /** For people, such as " at equal tokens (slopes input 0.48, output 0.79)". */
    String described() {
        StringJoiner text = new StringJoiner(", ", AT_EQUAL_TOKENS + " (slopes ", ")");
        for (int i = 0; i < slopes.length; i++) {
            if (slopes[i] != 0) {
                String name = i < NAMES.length ? NAMES[i] : "covariate " + i;
                text.add(String.format(Locale.ROOT, "%s %.2f", name, slopes[i]));
            }
        }
        return text.toString();
    }

    /** Whether a subgroup of n calls can be adjusted: nearly all of its calls have their tokens. */
    static boolean known(Covariates tokens, long n) {
        return tokens != null && tokens.count() >= KNOWN_SHARE * n;
    }

    /** How far the mix alone moves the mean logarithm away from that of the baseline. */
    double shift(double[] means) {
        double shares = 0;
        for (double slope : slopes) {
            shares += Math.max(0, slope);
        }
        double scale = 1 / Math.max(1, shares);
        double growth = 0;
        double rest = 0;
        for (int i = 0; i < slopes.length; i++) {
            double share = scale * Math.max(0, slopes[i]);
            double d = distance(means, i);
            growth += share * StrictMath.expm1(d);
            rest += (slopes[i] - share) * d;
        }
        return StrictMath.log1p(Math.max(growth, -1 + 1e-9)) + rest;
    }

    /**
     * Variance of {@link #shift}: that of the slopes at this distance, and the choice of the law.
     * It is the same for all windows of a mix, not an error that averages out.
     */
    double variance(double[] means) {
        double linear = 0;
        double variance = 0;
        for (int i = 0; i < slopes.length; i++) {
            double d = distance(means, i);
            linear += slopes[i] * d;
            for (int j = 0; j < slopes.length; j++) {
                variance += d * covariance(i, j) * distance(means, j);
            }
        }
        double law = (shift(means) - linear) / 2;
        return Math.max(0, variance) + law * law;
    }

    private double distance(double[] means, int i) {
        double d = means[i] - reference[i];
        return Math.max(-MOST_DISTANCE, Math.min(MOST_DISTANCE, d));
    }

    void write(StateWriter out) {
        out.number(slopes.length);
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
        return new TokenSlopes(
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
