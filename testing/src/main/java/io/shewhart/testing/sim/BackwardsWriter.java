/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.sim;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes protobuf from the last byte to the first, as the Collector does: fields written in the
 * order of their definition stand on the wire in the opposite order, and the length of a nested
 * message is known when its tag is due.
 */
final class BackwardsWriter {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int LENGTH_DELIMITED = 2;
    private static final int FIXED32 = 5;

    private byte[] buffer = new byte[4096];
    private int position = buffer.length;

    /** Forgets what was written. */
    void clear() {
        position = buffer.length;
    }

    /** Bytes written so far; a nested message is what is written after its mark. */
    int mark() {
        return buffer.length - position;
    }

    byte[] toByteArray() {
        return Arrays.copyOfRange(buffer, position, buffer.length);
    }

    /** Makes a length-delimited field of everything that was written since the mark. */
    void close(int field, int mark) {
        varint(mark() - mark);
        tag(field, LENGTH_DELIMITED);
    }

    void integer(int field, long value) {
        varint(value);
        tag(field, VARINT);
    }

    void fixed64(int field, long value) {
        raw64(value);
        tag(field, FIXED64);
    }

    void fixed32(int field, int value) {
        reserve(4);
        position -= 4;
        for (int i = 0; i < 4; i++) {
            buffer[position + i] = (byte) (value >>> (8 * i));
        }
        tag(field, FIXED32);
    }

    void bytes(int field, byte[] value) {
        append(value);
        varint(value.length);
        tag(field, LENGTH_DELIMITED);
    }

    void string(int field, String value) {
        bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    /** A span id: eight bytes, the highest first. */
    void id8(int field, long id) {
        raw64(Long.reverseBytes(id));
        varint(8);
        tag(field, LENGTH_DELIMITED);
    }

    /** A trace id: sixteen bytes, the highest first. */
    void id16(int field, long high, long low) {
        raw64(Long.reverseBytes(low));
        raw64(Long.reverseBytes(high));
        varint(16);
        tag(field, LENGTH_DELIMITED);
    }

    /** Bytes without a tag: fields that were written elsewhere. */
    void append(byte[] value) {
        reserve(value.length);
        position -= value.length;
        System.arraycopy(value, 0, buffer, position, value.length);
    }

    private void raw64(long value) {
        reserve(8);
        position -= 8;
        for (int i = 0; i < 8; i++) {
            buffer[position + i] = (byte) (value >>> (8 * i));
        }
    }

    private void tag(int field, int wireType) {
        varint(((long) field << 3) | wireType);
    }

    private void varint(long value) {
        int size = 1;
        for (long rest = value >>> 7; rest != 0; rest >>>= 7) {
            size++;
        }
        reserve(size);
        position -= size;
        long rest = value;
        for (int i = 0; i < size - 1; i++) {
            buffer[position + i] = (byte) ((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        buffer[position + size - 1] = (byte) rest;
    }

    private void reserve(int size) {
        if (position >= size) {
            return;
        }
        int used = mark();
        byte[] larger = new byte[Math.max(2 * buffer.length, used + size)];
        System.arraycopy(buffer, position, larger, larger.length - used, used);
        position = larger.length - used;
        buffer = larger;
    }
}
