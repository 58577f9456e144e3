/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.window;

import java.math.BigInteger;

/**
 * Exact sums, and sums of all products of two, of two token covariates and a latency, all
 * logarithms, over the calls whose covariates are known. Adding and merging are commutative and
 * associative down to the encoded bytes, because everything that is summed is a whole number.
 *
 * <p>The variables are {@link #INPUT}, {@link #SECOND} and {@link #VALUE}, in 2^-16 ({@link
 * TokenLog}). Mutable, not thread-safe.
 */
final class TokenMoments {
    /** ln(1 + input tokens). */
    static final int INPUT = 0;

    /** ln(1 + output tokens) of a duration, {@link TokenLog#square} of a time to first token. */
    static final int SECOND = 1;

    /** ln(latency in seconds). */
    static final int VALUE = 2;

    static final int VARIABLES = 3;

    private static final double SCALE = TokenLog.SCALE;

    private long count;
    private final WideSum[] sums = zeros(VARIABLES);

    /** Upper triangle, row by row. */
    private final WideSum[] products = zeros(VARIABLES * (VARIABLES + 1) / 2);

    private static WideSum[] zeros(int length) {
        WideSum[] zeros = new WideSum[length];
        for (int i = 0; i < length; i++) {
            zeros[i] = new WideSum();
        }
        return zeros;
    }

    /** Adds a call; not if one of its covariates is unknown. */
    void add(int input, int second, long value) {
        if (input == TokenLog.UNKNOWN || second == TokenLog.UNKNOWN) {
            return;
        }
        count++;
        sums[INPUT].add(input);
        sums[SECOND].add(second);
        sums[VALUE].add(value);
        products[0].addProduct(input, input);
        products[1].addProduct(input, second);
        products[2].addProduct(input, value);
        products[3].addProduct(second, second);
        products[4].addProduct(second, value);
        products[5].addProduct(value, value);
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
        int place = row * VARIABLES - row * (row - 1) / 2 + Math.abs(a - b);
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
