/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * Least squares of log latency on some of the log token counts, inside subgroups: slopes, how
 * certain each is, and what they leave unexplained. Valid until something is added to the sums that
 * it was made of.
 *
 * <p>There are no slopes where one of the token counts is a combination of the others; then only
 * {@link #weakest} says something. Slopes are elasticities: one percent more tokens, b percent more
 * latency. Their covariance is the residual variance times the inverse of the sums of products
 * (Baltagi, Econometric Analysis of Panel Data, section 2.2).
 */
final class TokenFit {

    /** Share of a token count's variance that others must leave unexplained. */
    private static final double LEAST_TOLERANCE = 0.01;

    private final TokenProducts products;
    private final int[] used;

    /** Null if one of the token counts is a combination of the others. */
    private final double[][] inverse;

    private final double[] b;
    private final double residual;
    private final double explained;

    private TokenFit(
            TokenProducts products,
            int[] used,
            double[][] inverse,
            double[] b,
            double residual,
            double explained) {
        this.products = products;
        this.used = used;
        this.inverse = inverse;
        this.b = b;
        this.residual = residual;
        this.explained = explained;
    }

    /**
     * Fits.
     *
     * @param products of a latency that varies
     * @param used numbers of the variables that explain, at least one, each of which varies; not
     *     copied
     */
    static TokenFit of(TokenProducts products, int[] used) {
        double[][] inverse = inverse(products, used);
        int latency = products.counts();
        double[] b = new double[used.length];
        double explained = 0;
        for (int i = 0; inverse != null && i < used.length; i++) {
            for (int j = 0; j < used.length; j++) {
                b[i] += inverse[i][j] * products.product(used[j], latency);
            }
            explained += b[i] * products.product(used[i], latency);
        }
        double total = products.product(latency, latency);
        double rest = Math.max(0, total - explained) / (products.df() - used.length);
        return new TokenFit(products, used, inverse, b, rest, Math.min(1, explained / total));
    }

    /**
     * Inverse of the matrix of products of the token counts; null if one of them is a combination
     * of the others, by {@link #LEAST_TOLERANCE}.
     */
    private static double[][] inverse(TokenProducts products, int[] used) {
        int n = used.length;
        double[][] inverse = new double[n][];
        for (int k = 0; k < n; k++) {
            double[][] a = new double[n][n];
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    a[i][j] = products.correlation(used[i], used[j]);
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
                        Math.sqrt(products.product(used[i], used[i]))
                                * Math.sqrt(products.product(used[j], used[j]));
            }
        }
        return inverse;
    }

    /**
     * Place among the used of the least significant one; where they cannot be told apart, of the
     * one that explains less.
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

    /** Whether there are slopes, and all of them are at least so many standard errors. */
    boolean significant(double least) {
        return inverse != null && t(weakest()) >= least;
    }

    private double t(int i) {
        double error = Math.sqrt(residual * inverse[i][i]);
        return error > 0 ? Math.abs(b[i]) / error : Double.POSITIVE_INFINITY;
    }

    private double alone(int i) {
        return Math.abs(products.correlation(used[i], products.counts()));
    }

    /** The slopes, zero for variables that are not used; only where there are some. */
    TokenSlopes slopes() {
        int counts = products.counts();
        double[] slopes = new double[counts];
        double[] reference = new double[counts];
        double[] covariance = new double[counts * counts];
        for (int i = 0; i < counts; i++) {
            reference[i] = products.mean(i);
        }
        for (int i = 0; i < used.length; i++) {
            slopes[used[i]] = b[i];
            for (int j = 0; j < used.length; j++) {
                covariance[used[i] * counts + used[j]] = residual * inverse[i][j];
            }
        }
        return new TokenSlopes(
                products.linear(), slopes, reference, covariance, residual, explained);
    }
}
