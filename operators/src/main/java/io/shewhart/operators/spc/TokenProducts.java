/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * How log latency and log token counts vary together inside subgroups, pooled: sums of products
 * about the means of each subgroup, so that levels of subgroups do not enter, and the means of the
 * token counts over all calls. Mutable.
 *
 * <p>Variables are numbered as in {@link Covariates}, the latency last. Products are in squared
 * units of natural logarithms.
 */
final class TokenProducts {

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

    /** Variables that may explain, which is also the number of the latency; 0 before the first. */
    int counts() {
        return counts;
    }

    /** How many of them are token counts; the others are squares. */
    int linear() {
        return linear;
    }

    /** Degrees of freedom inside subgroups. */
    double df() {
        return df;
    }

    /** Mean of a variable that may explain, over all calls. */
    double mean(int variable) {
        return sums[variable] / calls;
    }

    /** Sum of the products of two variables about the means of their subgroups. */
    double product(int a, int b) {
        int row = Math.min(a, b);
        return products[row * (counts + 1) - row * (row - 1) / 2 + Math.abs(a - b)];
    }

    /** Correlation of two variables inside subgroups; not a number where one does not vary. */
    double correlation(int a, int b) {
        return a == b ? 1 : product(a, b) / (Math.sqrt(product(a, a)) * Math.sqrt(product(b, b)));
    }

    TokenProducts copy() {
        TokenProducts copy = new TokenProducts();
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

    static TokenProducts read(StateReader in) {
        TokenProducts read = new TokenProducts();
        read.counts = in.integer();
        if (read.counts < 0 || read.counts > TokenSlopes.MOST_COUNTS) {
            throw new StateFormatException(read.counts + " token counts");
        }
        if (read.counts > 0) {
            read.linear = in.integer();
            read.sums = new double[read.counts];
            read.products = new double[(read.counts + 1) * (read.counts + 2) / 2];
            for (int i = 0; i < read.sums.length; i++) {
                read.sums[i] = in.real();
            }
            for (int i = 0; i < read.products.length; i++) {
                read.products[i] = in.real();
            }
            read.calls = in.real();
            read.df = in.real();
        }
        return read;
    }
}
