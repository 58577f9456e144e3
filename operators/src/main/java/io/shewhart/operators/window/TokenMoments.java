/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.window;

import java.math.BigInteger;

/**
 * Exact sums, and sums of all products of two, of the logarithms of token counts and of a latency,
 * over the calls whose token counts are all known. Adding and merging are commutative and
 * associative down to the encoded bytes, because everything that is summed is a whole number.
 *
 * <p>Variables are numbered: first the token counts ({@link Metric#tokenCounts()}: input, output),
 * then the latency, whose logarithm is rounded to the same 2^-16. Mutable, not thread-safe.
 */
final class TokenMoments {
    private static final double SCALE = TokenLog.SCALE;

    private final int variables;
    private long count;
    private final WideSum[] sums;

    /** Upper triangle, row by row. */
    private final WideSum[] products;

    TokenMoments(int tokenCounts) {
        variables = tokenCounts + 1;
        sums = zeros(variables);
        products = zeros(variables * (variables + 1) / 2);
    }

    private static WideSum[] zeros(int length) {
        WideSum[] zeros = new WideSum[length];
        for (int i = 0; i < length; i++) {
            zeros[i] = new WideSum();
        }
        return zeros;
    }

    /**
     * Adds a call; not if one of its token counts is unknown.
     *
     * @param input {@link TokenLog} of the input tokens
     * @param output the same of the output tokens; not looked at if only input tokens are used
     * @param value logarithm of the latency in 2^-16
     */
    void add(int input, int output, long value) {
        boolean both = variables == 3;
        if (input == TokenLog.UNKNOWN || (both && output == TokenLog.UNKNOWN)) {
            return;
        }
        count++;
        sums[0].add(input);
        products[0].addProduct(input, input);
        if (both) {
            sums[1].add(output);
            sums[2].add(value);
            products[1].addProduct(input, output);
            products[2].addProduct(input, value);
            products[3].addProduct(output, output);
            products[4].addProduct(output, value);
            products[5].addProduct(value, value);
        } else {
            sums[1].add(value);
            products[1].addProduct(input, value);
            products[2].addProduct(value, value);
        }
    }

    void merge(TokenMoments other) {
        count += other.count;
        for (int i = 0; i < sums.length; i++) {
            sums[i].add(other.sums[i]);
        }
        for (int i = 0; i < products.length; i++) {
            products[i].add(other.products[i]);
        }
    }

    /** Calls whose tokens are known. */
    long count() {
        return count;
    }

    /** Mean of a variable over them; NaN without any. */
    double mean(int variable) {
        return sums[variable].toDouble() / SCALE / count;
    }

    /** Sum of the products of two variables about their means, rounded once; NaN without calls. */
    double centered(int a, int b) {
        if (count == 0) {
            return Double.NaN;
        }
        int row = Math.min(a, b);
        int place = row * variables - row * (row - 1) / 2 + Math.abs(a - b);
        BigInteger n = BigInteger.valueOf(count);
        BigInteger numerator =
                n.multiply(products[place].toBigInteger())
                        .subtract(sums[a].toBigInteger().multiply(sums[b].toBigInteger()));
        return numerator.doubleValue() / SCALE / SCALE / count;
    }

    /** Count, and if it is not zero, sums and products. */
    void encode(ByteWriter out) {
        out.writeVarint(count);
        if (count != 0) {
            for (WideSum sum : sums) {
                sum.encode(out);
            }
            for (WideSum product : products) {
                product.encode(out);
            }
        }
    }

    /** Adds encoded moments of the same variables. */
    void mergeEncoded(ByteReader in) {
        long more = in.readVarint();
        if (more != 0) {
            count += more;
            for (WideSum sum : sums) {
                sum.addEncoded(in);
            }
            for (WideSum product : products) {
                product.addEncoded(in);
            }
        }
    }
}
