/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.trace;

import com.google.protobuf.ByteString;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Writes the package's binary formats without garbage: the buffer grows and is reused, strings are
 * encoded in place and stand once per message. Strings are referred to by the order of their first
 * use, so a reader needs no table in front.
 */
final class ByteWriter {
    /** Eight bytes as a number, big-endian. */
    static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private byte[] bytes;
    private int size;
    private final StringRefs strings = new StringRefs();
    private final NameBytes names;

    /** A writer that is used once or writes few strings. */
    ByteWriter(int capacity) {
        this(capacity, null);
    }

    /**
     * @param names remembers what shared strings are encoded to; null: nobody does
     */
    ByteWriter(int capacity, NameBytes names) {
        bytes = new byte[capacity];
        this.names = names;
    }

    /** Forgets bytes and strings; keeps the memory. */
    void reset() {
        size = 0;
        strings.clear();
    }

    int size() {
        return size;
    }

    byte[] buffer() {
        return bytes;
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    void writeByte(int value) {
        ensure(1);
        bytes[size++] = (byte) value;
    }

    /** Eight bytes, big-endian. */
    void writeFixed(long value) {
        ensure(8);
        LONG.set(bytes, size, value);
        size += 8;
    }

    /** Four bytes, big-endian. */
    void writeFixedInt(int value) {
        ensure(4);
        for (int shift = 24; shift >= 0; shift -= 8) {
            bytes[size++] = (byte) (value >>> shift);
        }
    }

    /** Unsigned: small numbers are short, negative ones take ten bytes. */
    void writeVarint(long value) {
        ensure(10);
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    /** Zigzag: numbers near zero on either side are short. */
    void writeSigned(long value) {
        writeVarint((value << 1) ^ (value >> 63));
    }

    void writeBytes(byte[] source, int offset, int length) {
        ensure(length);
        System.arraycopy(source, offset, bytes, size, length);
        size += length;
    }

    /** A string that is expected again: null, a reference, or its text on first use. */
    void writeShared(String value) {
        if (value == null) {
            writeByte(0);
            return;
        }
        int known = strings.count();
        int at = strings.add(value);
        writeVarint(at + 1L);
        if (at == known) {
            writeName(value);
        }
    }

    /** As {@link #writeShared}, in one byte with {@code low} (four bits) for early references. */
    void writeShared(String value, int low) {
        int known = strings.count();
        int reference = value == null ? 0 : strings.add(value) + 1;
        writeByte((low & 0xf) | (Math.min(reference, 15) << 4));
        if (reference >= 15) {
            writeVarint(reference);
        }
        if (reference > known) {
            writeName(value);
        }
    }

    private void writeName(String value) {
        if (names == null) {
            writeText(value);
            return;
        }
        writeText(names.of(value));
    }

    /** A text that is encoded already. */
    void writeText(ByteString text) {
        writeVarint(text.size());
        ensure(text.size());
        text.copyTo(bytes, size);
        size += text.size();
    }

    /** 16 hex digits, the most significant first. */
    void writeHex(long value) {
        ensure(16);
        Hex.write(value, bytes, size);
        size += 16;
    }

    /** A string that is expected once; not null. */
    void writeText(String value) {
        int length = value.length();
        ensure(10 + 3 * length);
        int utf8 = utf8Length(value);
        writeVarint(utf8);
        if (utf8 == length) {
            for (int i = 0; i < length; i++) {
                bytes[size++] = (byte) value.charAt(i);
            }
            return;
        }
        byte[] encoded = value.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        // A lone surrogate becomes one '?': then the length differs from the count above.
        size -= varintLength(utf8);
        writeVarint(encoded.length);
        writeBytes(encoded, 0, encoded.length);
    }

    private static int utf8Length(String value) {
        int length = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            length += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return length;
    }

    /** Bytes that {@link #writeVarint} takes. */
    static int varintLength(long value) {
        return (70 - Long.numberOfLeadingZeros(value | 1)) / 7;
    }

    private void ensure(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, Math.addExact(size, more)));
        }
    }
}
