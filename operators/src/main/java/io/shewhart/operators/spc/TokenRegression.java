/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import java.util.Arrays;

/**
 * Regression of log latency on log token counts from sums of products inside subgroups, pooled over
 * phase I. Mutable.
 *
 * <p>Levels of subgroups do not enter: between subgroups load, time of day and deployments move
 * latency and mix together, inside one the same server answers short and long requests under the
 * same load. It is the fixed-effects (within) estimator; Baltagi, Econometric Analysis of Panel
 * Data, section 2.2. Using it on a chart is regression adjustment as in Hawkins (1991),
 * Multivariate quality control based on regression-adjusted variables, Technometrics 33.
 *
 * <p>A token count is left out, and then adjusts nothing, if it hardly varies, if it cannot be told
 * from another one, or if its slope is not significant; the least significant goes first and the
 * rest is fitted again.
 */
final class TokenRegression {

    /** |t| that a slope needs: calls of a window are not quite independent, so more than usual. */
    private static final double SIGNIFICANT = 4;

    /** Degrees of freedom inside subgroups below which nothing is estimated. */
    private static final double LEAST_DF = 50;

    /** Least standard deviation of ln(1 + tokens): one percent. */
    private static final double LEAST_SPREAD = 0.01;

    /** Share of a token count's variance that others must leave unexplained. */
    private static final double LEAST_TOLERANCE = 0.01;

    private int counts;
    private int linear;
    private double[] sums = new double[0];

    /** Upper triangle, row by row, with the latency as the last variable. */
    private double[] products = new double[0];

    private double calls;
    private double df;

    /**
     * Adds a subgroup; one with other token counts than before is not of this metric and ignored.
     */
    void add(Covariates tokens) {
        if (counts == 0) {
            counts = tokens.explaining();
            linear = tokens.linear();
            sums = new double[counts];
            products = new double[(counts + 1) * (counts + 2) / 2];
        }
        if (tokens.explaining() != counts || tokens.linear() != linear) {
            return;
        }
        calls += tokens.count();
        df += tokens.count() - 1.0;
        int place = 0;
        for (int row = 0; row <= counts; row++) {
            if (row < counts) {
                sums[row] += tokens.mean(row) * tokens.count();
            }
            for (int column = row; column <= counts; column++) {
                products[place++] += tokens.product(row, column);
            }
        }
    }

    /** The significant slopes, null if there is none. */
    TokenSlopes slopes() {
        double total = counts == 0 ? 0 : product(counts, counts);
        if (df < LEAST_DF || !(total > 0)) {
            return null;
        }
        int[] used = new int[counts];
        int size = 0;
        for (int i = 0; i < counts; i++) {
            if (product(i, i) >= LEAST_SPREAD * LEAST_SPREAD * df) {
                used[size++] = i;
            }
        }
        used = Arrays.copyOf(used, size);
        while (used.length > 0) {
            Fit fit = fit(used);
            int weakest = fit.weakest();
            if (fit.inverse != null && fit.t(weakest) >= SIGNIFICANT) {
                return fit.slopes();
            }
            used = without(used, weakest);
        }
        return null;
    }

    private double product(int a, int b) {
        int row = Math.min(a, b);
        return products[row * (counts + 1) - row * (row - 1) / 2 + Math.abs(a - b)];
    }

    private static int[] without(int[] used, int index) {
        int[] left = new int[used.length - 1];
        System.arraycopy(used, 0, left, 0, index);
        System.arraycopy(used, index + 1, left, index, left.length - index);
        return left;
    }

    private Fit fit(int[] used) {
        double[][] inverse = inverse(used);
        double[] b = new double[used.length];
        double explained = 0;
        for (int i = 0; inverse != null && i < used.length; i++) {
            for (int j = 0; j < used.length; j++) {
                b[i] += inverse[i][j] * product(used[j], counts);
            }
            explained += b[i] * product(used[i], counts);
        }
        double total = product(counts, counts);
        double rest = Math.max(0, total - explained) / (df - used.length);
        return new Fit(used, inverse, b, rest, Math.min(1, explained / total));
    }

    /**
     * Inverse of the matrix of products of the token counts; null if one of them is a combination
     * of the others, by {@link #LEAST_TOLERANCE}.
     */
    private double[][] inverse(int[] used) {
        int n = used.length;
        double[][] inverse = new double[n][];
        for (int k = 0; k < n; k++) {
            double[][] a = new double[n][n];
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    a[i][j] = correlation(used[i], used[j]);
                }
            }
            double[] unit = new double[n];
            unit[k] = 1;
            inverse[k] = LinearSystem.solve(a, unit);
            // the diagonal of an inverted correlation matrix is 1 / (1 - R^2)
            if (!(inverse[k][k] > 0 && inverse[k][k] * LEAST_TOLERANCE <= 1)) {
                return null;
            }
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                inverse[i][j] /=
                        Math.sqrt(product(used[i], used[i])) * Math.sqrt(product(used[j], used[j]));
            }
        }
        return inverse;
    }

    private double correlation(int a, int b) {
        return a == b ? 1 : product(a, b) / (Math.sqrt(product(a, a)) * Math.sqrt(product(b, b)));
    }

    private final class Fit {
        private final int[] used;
        private final double[][] inverse;
        private final double[] b;
        private final double residual;
        private final double explained;

        Fit(int[] used, double[][] inverse, double[] b, double residual, double explained) {
            this.used = used;
            this.inverse = inverse;
            this.b = b;
            this.residual = residual;
            this.explained = explained;
        }

        double t(int i) {
            double error = Math.sqrt(residual * inverse[i][i]);
            return error > 0 ? Math.abs(b[i]) / error : Double.POSITIVE_INFINITY;
        }

        /**
         * The least significant one; where they cannot be told apart, the one that explains less.
         */
        int weakest() {
            int weakest = 0;
            for (int i = 1; i < used.length; i++) {
                double mine = inverse == null ? alone(i) : t(i);
                double least = inverse == null ? alone(weakest) : t(weakest);
                weakest = mine < least ? i : weakest;
            }
            return weakest;
        }

        private double alone(int i) {
            return Math.abs(correlation(used[i], counts));
        }

        TokenSlopes slopes() {
            double[] slopes = new double[counts];
            double[] reference = new double[counts];
            double[] covariance = new double[counts * counts];
            for (int i = 0; i < counts; i++) {
                reference[i] = sums[i] / calls;
            }
            for (int i = 0; i < used.length; i++) {
                slopes[used[i]] = b[i];
                for (int j = 0; j < used.length; j++) {
                    covariance[used[i] * counts + used[j]] = residual * inverse[i][j];
                }
            }
            return new TokenSlopes(linear, slopes, reference, covariance, residual, explained);
        }
    }

    TokenRegression copy() {
        TokenRegression copy = new TokenRegression();
        copy.counts = counts;
        copy.linear = linear;
        copy.sums = sums.clone();
        copy.products = products.clone();
        copy.calls = calls;
        copy.df = df;
        return copy;
    }

    void write(StateWriter out) {
        out.number(counts);
        if (counts > 0) {
            out.number(linear);
            for (double sum : sums) {
                out.real(sum);
            }
            for (double product : products) {
                out.real(product);
            }
            out.real(calls);
            out.real(df);
        }
    }

    static TokenRegression read(StateReader in) {
        TokenRegression regression = new TokenRegression();
        regression.counts = in.integer();
        if (regression.counts < 0 || regression.counts > TokenSlopes.MOST_COUNTS) {
            throw new StateFormatException(regression.counts + " token counts");
        }
        if (regression.counts > 0) {
            regression.linear = in.integer();
            regression.sums = new double[regression.counts];
            regression.products = new double[(regression.counts + 1) * (regression.counts + 2) / 2];
            for (int i = 0; i < regression.sums.length; i++) {
                regression.sums[i] = in.real();
            }
            for (int i = 0; i < regression.products.length; i++) {
                regression.products[i] = in.real();
            }
            regression.calls = in.real();
            regression.df = in.real();
        }
        return regression;
    }
}
