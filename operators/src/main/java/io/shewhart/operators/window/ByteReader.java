/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.window;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads what {@link ByteWriter} wrote; every read beyond the end throws {@link
 * WindowFormatException}. Not thread-safe.
 */
final class ByteReader {
    private final byte[] bytes;
    private int position;

    ByteReader(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Next byte, 0 to 255. */
    int readByte() {
        if (position == bytes.length) {
            throw new WindowFormatException("ends at byte " + position);
        }
        return bytes[position++] & 0xff;
    }

    long readVarint() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int next = readByte();
            value |= (long) (next & 0x7f) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw new WindowFormatException("a number of more than ten bytes at byte " + position);
    }

    long readSigned() {
        long value = readVarint();
        return (value >>> 1) ^ -(value & 1);
    }

    /**
     * A number of things that follow, each at least one byte long; so a wrong one allocates little.
     */
    int readCount() {
        long value = readVarint();
        if (value < 0 || value > bytes.length - position) {
            throw new WindowFormatException("a count of " + value + " at byte " + position);
        }
        return (int) value;
    }

    long readFixed() {
        long value = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            value = value << 8 | readByte();
        }
        return value;
    }

    String readString() {
        int length = readCount();
        String value = new String(bytes, position, length, StandardCharsets.UTF_8);
        position += length;
        return value;
    }

    byte[] readRest() {
        byte[] rest = Arrays.copyOfRange(bytes, position, bytes.length);
        position = bytes.length;
        return rest;
    }

    boolean atEnd() {
        return position == bytes.length;
    }

    void requireVersion(int version, String what) {
        int found = readByte();
        if (found != version) {
            throw new WindowFormatException(
                    what + " has format " + found + ", this version reads " + version);
        }
    }
}
