/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import java.util.Arrays;

/**
 * How the logarithm of a latency goes with logarithms of token counts inside one window: number of
 * calls whose tokens are known, means, and sums of products about the means. Immutable.
 *
 * <p>Variables are numbered: first ln(1 + tokens) of each token count (input, output), then squares
 * of their distances from {@link #ORIGIN} in the same order, as many as there are, last
 * ln(latency).
 */
public final class Covariates {

    private static final int MOST_VARIABLES = TokenSlopes.MOST_COUNTS + 1;

    /** Logarithm that squares are taken about, near that of usual prompts. */
    public static final int ORIGIN = 6;

    private final long count;
    private final int linear;
    private final double[] means;

    /** Upper triangle, row by row. */
    private final double[] products;

    /**
     * Takes what a window knows.
     *
     * @param count calls whose tokens are known, at least one
     * @param means mean of ln(1 + tokens) of each token count, then of ln(latency), over these
     *     calls
     * @param products sums of products of two variables about their means, upper triangle row by
     *     row
     * @throws IllegalArgumentException if the lengths do not fit, a number is not finite or a sum
     *     of squares is negative
     */
    public Covariates(long count, int linear, double[] means, double[] products) {
        this(count, linear, means.clone(), products.clone(), true);
    }

    private Covariates(long count, int linear, double[] means, double[] products, boolean check) {
        this.count = count;
        this.linear = linear;
        this.means = means;
        this.products = products;
        if (check) {
            check();
        }
    }

    private void check() {
        int variables = means.length;
        boolean fits =
                count > 0
                        && variables >= 2
                        && variables <= MOST_VARIABLES
                        && linear >= 1
                        && linear <= TokenSlopes.MOST_LINEAR
                        && variables - 1 - linear >= 0
                        && variables - 1 - linear <= linear
                        && products.length == variables * (variables + 1) / 2;
        boolean finite =
                Arrays.stream(means).allMatch(Double::isFinite)
                        && Arrays.stream(products).allMatch(Double::isFinite);
        boolean squares = fits && finite;
        for (int i = 0; squares && i < variables; i++) {
            squares = product(i, i) >= 0;
        }
        if (!squares) {
            throw new IllegalArgumentException(
                    "covariates of "
                            + count
                            + " calls, means "
                            + Arrays.toString(means)
                            + ", products "
                            + Arrays.toString(products));
        }
    }

    /** Variables that explain: all but the latency. */
    public int explaining() {
        return means.length - 1;
    }

    /** How many of them are token counts; the others are squares. */
    int linear() {
        return linear;
    }

    /** Whether another window has the same variables. */
    boolean like(Covariates other) {
        return means.length == other.means.length && linear == other.linear;
    }

    /** Calls whose tokens are known. */
    public long count() {
        return count;
    }

    /** Mean of a variable. */
    public double mean(int variable) {
        return means[variable];
    }

    /** Means of the token counts, and of the latency behind them; not to be changed. */
    double[] tokenMeans() {
        return means;
    }

    /** Mean logarithm of the latency of the calls whose tokens are known. */
    double value() {
        return means[means.length - 1];
    }

    /** Sum of the products of two variables about their means. */
    public double product(int a, int b) {
        int row = Math.min(a, b);
        return products[row * means.length - row * (row - 1) / 2 + Math.abs(a - b)];
    }

    /**
     * Both windows as one (Chan, Golub and LeVeque 1983, Algorithms for computing the sample
     * variance, The American Statistician 37).
     *
     * @throws IllegalArgumentException if the other has other variables
     */
    Covariates plus(Covariates other) {
        if (!like(other)) {
            throw new IllegalArgumentException(
                    other.means.length + " variables added to " + means.length);
        }
        double both = (double) count + other.count;
        double[] mean = new double[means.length];
        double[] sums = new double[products.length];
        int place = 0;
        for (int row = 0; row < means.length; row++) {
            double d = other.means[row] - means[row];
            mean[row] = means[row] + d * (other.count / both);
            for (int column = row; column < means.length; column++) {
                double e = other.means[column] - means[column];
                sums[place] =
                        products[place]
                                + other.products[place]
                                + d * e * (count * (other.count / both));
                place++;
            }
        }
        return new Covariates(count + other.count, linear, mean, sums, false);
    }

    void write(StateWriter out) {
        out.number(means.length);
        out.number(linear);
        out.number(count);
        for (double mean : means) {
            out.real(mean);
        }
        for (double product : products) {
            out.real(product);
        }
    }

    static Covariates read(StateReader in) {
        int variables = in.integer();
        if (variables < 2 || variables > MOST_VARIABLES) {
            throw new StateFormatException(variables + " variables of covariates");
        }
        int linear = in.integer();
        long count = in.number();
        double[] means = new double[variables];
        for (int i = 0; i < variables; i++) {
            means[i] = in.real();
        }
        double[] products = new double[variables * (variables + 1) / 2];
        for (int i = 0; i < products.length; i++) {
            products[i] = in.real();
        }
        return new Covariates(count, linear, means, products, true);
    }
}
