/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.window;

import java.math.BigInteger;

/**
 * An exact sum of signed 64-bit integers and of products of two of them: 192 bits, so it neither
 * rounds nor overflows for fewer than 2^63 addends. Therefore the result does not depend on the
 * order or the grouping of the additions.
 *
 * <p>Mutable, not thread-safe.
 */
final class WideSum {
    private static final int BYTES = 24;

    private long high;
    private long middle;
    private long low;

    void add(long value) {
        long sign = value >> 63;
        add(sign, sign, value);
    }

    /** Adds a times b. */
    void addProduct(long a, long b) {
        long upper = Math.multiplyHigh(a, b);
        add(upper >> 63, upper, a * b);
    }

    void add(WideSum other) {
        add(other.high, other.middle, other.low);
    }

    private void add(long h, long m, long l) {
        long newLow = low + l;
        long carry = carry(low, l, newLow);
        long sum = middle + m;
        long carries = carry(middle, m, sum);
        long newMiddle = sum + carry;
        carries += carry(sum, carry, newMiddle);
        high += h + carries;
        middle = newMiddle;
        low = newLow;
    }

    private static long carry(long a, long b, long sum) {
        return ((a & b) | ((a | b) & ~sum)) >>> 63;
    }

    /** Whether the sum is zero. */
    boolean isZero() {
        return (high | middle | low) == 0;
    }

    BigInteger toBigInteger() {
        byte[] bytes = new byte[BYTES];
        for (int i = 0; i < BYTES; i++) {
            bytes[i] = (byte) byteAt(BYTES - 1 - i);
        }
        return new BigInteger(bytes);
    }

    /** The sum, rounded to the nearest double once. */
    double toDouble() {
        boolean fitsLong = middle == low >> 63 && high == middle;
        return fitsLong ? (double) low : toBigInteger().doubleValue();
    }

    /** Byte of significance i, 0 the lowest. */
    private int byteAt(int i) {
        long word = i < 8 ? low : i < 16 ? middle : high;
        return (int) (word >>> (8 * (i & 7))) & 0xff;
    }

    /**
     * Writes the length of the shortest two's complement form, then the form, lowest byte first.
     */
    void encode(ByteWriter out) {
        int length = BYTES;
        int fill = high < 0 ? 0xff : 0;
        while (length > 0
                && byteAt(length - 1) == fill
                && (length == 1 ? fill == 0 : (byteAt(length - 2) & 0x80) == (fill & 0x80))) {
            length--;
        }
        out.writeByte(length);
        for (int i = 0; i < length; i++) {
            out.writeByte(byteAt(i));
        }
    }

    /** Adds an encoded sum. */
    void addEncoded(ByteReader in) {
        int length = in.readByte();
        if (length > BYTES) {
            throw new WindowFormatException("a sum of " + length + " bytes");
        }
        long[] words = new long[3];
        int last = 0;
        for (int i = 0; i < BYTES; i++) {
            int value = i < length ? in.readByte() : (last & 0x80) != 0 ? 0xff : 0;
            last = value;
            words[i >> 3] |= (long) value << (8 * (i & 7));
        }
        add(words[2], words[1], words[0]);
    }
}
