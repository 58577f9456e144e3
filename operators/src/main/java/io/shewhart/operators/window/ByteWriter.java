/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.window;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing byte array with the number formats of this package. Not thread-safe. */
final class ByteWriter {
    private byte[] bytes = new byte[128];
    private int size;

    void writeByte(int value) {
        if (size == bytes.length) {
            bytes = Arrays.copyOf(bytes, size * 2);
        }
        bytes[size++] = (byte) value;
    }

    /** Seven bits a byte, lowest first; small non-negative numbers are short. */
    void writeVarint(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            writeByte((int) (rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        writeByte((int) rest);
    }

    /** Zigzag: numbers near zero of either sign are short. */
    void writeSigned(long value) {
        writeVarint((value << 1) ^ (value >> 63));
    }

    /** Eight bytes, highest first. */
    void writeFixed(long value) {
        for (int shift = 56; shift >= 0; shift -= 8) {
            writeByte((int) (value >>> shift));
        }
    }

    void writeBytes(byte[] value) {
        if (bytes.length - size < value.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + value.length));
        }
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
    }

    /** Length in bytes, then UTF-8. */
    void writeString(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        writeVarint(utf8.length);
        writeBytes(utf8);
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }
}
