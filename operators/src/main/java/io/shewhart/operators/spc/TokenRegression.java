/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import java.util.Arrays;

/**
 * Regression of log latency on log token counts from sums of products inside subgroups, pooled over
 * phase I ({@link TokenProducts}). Mutable.
 *
 * <p>Levels of subgroups do not enter: between subgroups load, time of day and deployments move
 * latency and mix together, inside one the same server answers short and long requests under the
 * same load. It is the fixed-effects (within) estimator; Baltagi, Econometric Analysis of Panel
 * Data, section 2.2. Using it on a chart is regression adjustment as in Hawkins (1991),
 * Multivariate quality control based on regression-adjusted variables, Technometrics 33.
 *
 * <p>A token count is left out, and then adjusts nothing, if it hardly varies, if it cannot be told
 * from another one, or if its slope is not significant; the least significant goes first and the
 * rest is fitted again ({@link TokenFit}).
 */
final class TokenRegression {

    /** |t| that a slope needs: calls of a window are not quite independent, so more than usual. */
    private static final double SIGNIFICANT = 4;

    /** Degrees of freedom inside subgroups below which nothing is estimated. */
    private static final double LEAST_DF = 50;

    /** Least standard deviation of ln(1 + tokens): one percent. */
    private static final double LEAST_SPREAD = 0.01;

    private final TokenProducts products;

    TokenRegression() {
        this(new TokenProducts());
    }

    private TokenRegression(TokenProducts products) {
        this.products = products;
    }

    /**
     * Adds a subgroup; one with other token counts than before is not of this metric and ignored.
     */
    void add(Covariates tokens) {
        products.add(tokens);
    }

    /** The significant slopes, null if there is none. */
    TokenSlopes slopes() {
        int latency = products.counts();
        double total = latency == 0 ? 0 : products.product(latency, latency);
        if (products.df() < LEAST_DF || !(total > 0)) {
            return null;
        }
        int[] used = varying();
        while (used.length > 0) {
            TokenFit fit = TokenFit.of(products, used);
            if (fit.significant(SIGNIFICANT)) {
                return fit.slopes();
            }
            used = without(used, fit.weakest());
        }
        return null;
    }

    private int[] varying() {
        int[] varying = new int[products.counts()];
        int size = 0;
        for (int i = 0; i < products.counts(); i++) {
            if (products.product(i, i) >= LEAST_SPREAD * LEAST_SPREAD * products.df()) {
                varying[size++] = i;
            }
        }
        return Arrays.copyOf(varying, size);
    }

    private static int[] without(int[] used, int index) {
        int[] left = new int[used.length - 1];
        System.arraycopy(used, 0, left, 0, index);
        System.arraycopy(used, index + 1, left, index, left.length - index);
        return left;
    }

    TokenRegression copy() {
        return new TokenRegression(products.copy());
    }

    void write(StateWriter out) {
        products.write(out);
    }

    static TokenRegression read(StateReader in) {
        return new TokenRegression(TokenProducts.read(in));
    }
}
