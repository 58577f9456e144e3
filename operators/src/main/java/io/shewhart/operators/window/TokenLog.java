/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.window;

import io.shewhart.operators.spc.Covariates;

/**
 * ln(1 + tokens) as a whole number of 2^-16: the same number on every machine, so that sums of it
 * and of its products are exact.
 *
 * <p>One part in 65,536 is far below what a single token changes in any latency. Counts up to 8,191
 * come from a table, without an allocation and without a logarithm.
 */
final class TokenLog {
    /** Returned for a count that is not known or cannot be true. */
    static final int UNKNOWN = -1;

    /** Bits after the point. */
    static final int FRACTION_BITS = 16;

    static final double SCALE = 1 << FRACTION_BITS;

    /**
     * Largest count that is believed, 16.7 million: beyond every context window there is. A single
     * absurd count would otherwise move the mean of a window.
     */
    static final long MOST_TOKENS = 1L << 24;

    private static final int[] TABLE = table();

    private TokenLog() {}

    /**
     * The logarithm of a count.
     *
     * @param tokens tokens, negative if unknown
     */
    static int of(long tokens) {
        if (tokens < 0 || tokens > MOST_TOKENS) {
            return UNKNOWN;
        }
        return tokens < TABLE.length ? TABLE[(int) tokens] : compute(tokens);
    }

    /**
     * Square of a logarithm's distance from {@link Covariates#ORIGIN}, in the same 2^-16, rounded
     * down; unknown if the logarithm is.
     */
    static int square(int log) {
        if (log == UNKNOWN) {
            return UNKNOWN;
        }
        long distance = log - ((long) Covariates.ORIGIN << FRACTION_BITS);
        return (int) ((distance * distance) >> FRACTION_BITS);
    }

    private static int compute(long tokens) {
        return (int) StrictMath.rint(StrictMath.log(1.0 + tokens) * SCALE);
    }

    private static int[] table() {
        int[] table = new int[1 << 13];
        for (int tokens = 0; tokens < table.length; tokens++) {
            table[tokens] = compute(tokens);
        }
        return table;
    }
}
