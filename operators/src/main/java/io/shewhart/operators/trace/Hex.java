/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.trace;

/** Ids as everybody reads them: lower-case hex, most significant digit first. */
final class Hex {
    private static final char[] DIGITS = "0123456789abcdef".toCharArray();

    private Hex() {}

    static String traceId(long high, long low) {
        char[] text = new char[32];
        write(high, text, 0);
        write(low, text, 16);
        return new String(text);
    }

    static String spanId(long id) {
        char[] text = new char[16];
        write(id, text, 0);
        return new String(text);
    }

    private static void write(long value, char[] text, int offset) {
        for (int i = 0; i < 16; i++) {
            text[offset + i] = DIGITS[(int) (value >>> (60 - 4 * i)) & 0xf];
        }
    }
}
