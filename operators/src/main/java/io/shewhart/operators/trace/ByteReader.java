/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.trace;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads what {@link ByteWriter} wrote. Shared strings come from a cache of the strings seen lately,
 * so that the service name of a million spans is one object. Not safe for several threads.
 */
final class ByteReader {
    /** Of a string, at its end: names that differ mostly differ there. */
    private static final int HASHED_BYTES = 12;

    private final byte[][] cachedBytes;
    private final String[] cachedStrings;
    private final List<String> strings = new ArrayList<>();
    private byte[] bytes = new byte[0];
    private int position;

    /**
     * @param cache strings remembered between messages, a power of two
     */
    ByteReader(int cache) {
        cachedBytes = new byte[cache][];
        cachedStrings = new String[cache];
    }

    void reset(byte[] source) {
        bytes = source;
        position = 0;
        strings.clear();
    }

    int position() {
        return position;
    }

    void skip(int length) {
        position += length;
    }

    int readByte() {
        return bytes[position++] & 0xff;
    }

    long readFixed() {
        long value = (long) ByteWriter.LONG.get(bytes, position);
        position += 8;
        return value;
    }

    int readFixedInt() {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            value = value << 8 | (bytes[position++] & 0xff);
        }
        return value;
    }

    long readVarint() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte b = bytes[position++];
            value |= (b & 0x7fL) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw new IllegalStateException("varint longer than ten bytes at " + position);
    }

    int readInt() {
        return (int) readVarint();
    }

    long readSigned() {
        long value = readVarint();
        return (value >>> 1) ^ -(value & 1);
    }

    byte[] readBytes(int length) {
        byte[] copy = Arrays.copyOfRange(bytes, position, position + length);
        position += length;
        return copy;
    }

    String readShared() {
        return shared(readInt());
    }

    /** The string of a byte whose low half was read by the caller. */
    String readShared(int first) {
        int reference = first >> 4;
        return shared(reference == 15 ? readInt() : reference);
    }

    private String shared(int reference) {
        if (reference == 0) {
            return null;
        }
        if (reference <= strings.size()) {
            return strings.get(reference - 1);
        }
        String text = readCached();
        strings.add(text);
        return text;
    }

    String readText() {
        int length = readInt();
        String text = new String(bytes, position, length, StandardCharsets.UTF_8);
        position += length;
        return text;
    }

    private String readCached() {
        int length = readInt();
        int from = position;
        position += length;
        int hash = length;
        for (int i = Math.max(from, position - HASHED_BYTES); i < position; i++) {
            hash = 31 * hash + bytes[i];
        }
        int slot = (hash ^ (hash >>> 15)) & (cachedBytes.length - 1);
        byte[] cached = cachedBytes[slot];
        if (cached == null || !Arrays.equals(cached, 0, cached.length, bytes, from, position)) {
            cachedBytes[slot] = Arrays.copyOfRange(bytes, from, position);
            cachedStrings[slot] = new String(bytes, from, length, StandardCharsets.UTF_8);
        }
        return cachedStrings[slot];
    }
}
