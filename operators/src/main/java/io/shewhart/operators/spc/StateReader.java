/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import java.nio.charset.StandardCharsets;

/** Reads what {@link StateWriter} wrote; damaged bytes end in a {@link StateFormatException}. */
public final class StateReader {

    private final byte[] bytes;
    private int position;

    /** Format of what is read, 0 where there is only one. */
    private int format;

    public StateReader(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Says which format follows. */
    void format(int newest) {
        format = newest;
    }

    /** Whether what follows was written in this format or a later one. */
    boolean since(int first) {
        return format >= first;
    }

    public boolean bool() {
        return next() != 0;
    }

    public long number() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            long b = next();
            value |= (b & 0x7F) << shift;
            if ((b & 0x80) == 0) {
                return (value >>> 1) ^ -(value & 1);
            }
        }
        throw new StateFormatException("number too long at byte " + position);
    }

    /** A number of elements, each of at least one byte. */
    public int size() {
        long size = number();
        if (size < 0 || size > bytes.length - position) {
            throw new StateFormatException("size " + size + " at byte " + position);
        }
        return (int) size;
    }

    public int integer() {
        return Math.toIntExact(number());
    }

    public double real() {
        return Double.longBitsToDouble(raw(8));
    }

    public float single() {
        return Float.intBitsToFloat((int) raw(4));
    }

    public String text() {
        int length = size();
        String value = new String(bytes, position, length, StandardCharsets.UTF_8);
        position += length;
        return value;
    }

    public boolean exhausted() {
        return position == bytes.length;
    }

    private long raw(int count) {
        long bits = 0;
        for (int i = 0; i < count; i++) {
            bits |= (long) next() << (8 * i);
        }
        return bits;
    }

    private int next() {
        if (position >= bytes.length) {
            throw new StateFormatException("state ends at byte " + position);
        }
        return bytes[position++] & 0xFF;
    }
}
