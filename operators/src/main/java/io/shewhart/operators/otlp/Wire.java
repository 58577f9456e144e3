/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.otlp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The protobuf wire format, without state: every method takes the bytes, a position and the end of
 * the enclosing message, and reads nothing beyond that end.
 *
 * <p>Accepts and rejects exactly what protobuf-java does: varints of up to ten bytes in any, also
 * non-canonical, form; tags and lengths cut to 32 bits; negative lengths, field number 0, wire
 * types 6 and 7 and unmatched groups are malformed; groups nest up to {@link #MAX_DEPTH}.
 *
 * <p>Positions and values travel separately, so that callers keep both in registers: a value is
 * read with one method and stepped over with another. Callers handle the one-byte case themselves.
 */
final class Wire {
    /** Messages and groups nested in each other; protobuf-java's recursion limit. */
    static final int MAX_DEPTH = 100;

    private static final VarHandle LITTLE_ENDIAN =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle BIG_ENDIAN =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private static final int MAX_VARINT_BYTES = 10;

    /** Bits of a tag that hold its wire type. */
    static final int TYPE = 7;

    static final int DELIMITED = 2;

    private Wire() {}

    /** Eight bytes as the wire's fixed64; the caller has checked that they are there. */
    static long fixed64(byte[] b, int p) {
        return (long) LITTLE_ENDIAN.get(b, p);
    }

    /** A fixed64 field's value. */
    static long fixed64(byte[] b, int p, int end) throws WireException {
        if (end - p < Long.BYTES) {
            throw WireException.cut(p);
        }
        return fixed64(b, p);
    }

    /** Eight bytes of an id; the caller has checked that they are there. */
    static long id64(byte[] b, int p) {
        return (long) BIG_ENDIAN.get(b, p);
    }

    /** Position behind a varint. */
    static int afterVarint(byte[] b, int p, int end) throws WireException {
        if (p < end && b[p] >= 0) {
            return p + 1;
        }
        for (int i = p; i < end; i++) {
            if (b[i] >= 0) {
                return i + 1;
            }
            if (i - p == MAX_VARINT_BYTES - 1) {
                throw WireException.malformed("varint of more than ten bytes", p);
            }
        }
        throw WireException.cut(p);
    }

    /** Value of a varint; what is beyond 64 bits is dropped. */
    static long varint(byte[] b, int p, int end) throws WireException {
        if (p < end && b[p] >= 0) {
            return b[p];
        }
        return longVarint(b, p, end);
    }

    private static long longVarint(byte[] b, int p, int end) throws WireException {
        long value = 0;
        int last = Math.min(end, p + MAX_VARINT_BYTES);
        int shift = 0;
        for (int i = p; i < last; i++) {
            value |= (long) (b[i] & 0x7f) << shift;
            if (b[i] >= 0) {
                return value;
            }
            shift += 7;
        }
        throw last - p == MAX_VARINT_BYTES
                ? WireException.malformed("varint of more than ten bytes", p)
                : WireException.cut(p);
    }

    /** A tag of more than one byte. */
    static int longTag(byte[] b, int p, int end) throws WireException {
        return (int) varint(b, p, end);
    }

    /** A length of more than one byte; also called when there is none because the message ends. */
    static int longLength(byte[] b, int p, int end) throws WireException {
        int length;
        if (end - p >= 2 && b[p] < 0 && b[p + 1] >= 0) {
            length = (b[p] & 0x7f) | b[p + 1] << 7;
        } else {
            length = (int) varint(b, p, end);
        }
        if (length < 0) {
            throw WireException.malformed("negative length", p);
        }
        return length;
    }

    /**
     * Position behind the value of a field nobody wants, {@code p} being behind its tag.
     *
     * @param depth messages and groups that enclose the field
     */
    static int skip(byte[] b, int p, int end, int tag, int depth) throws WireException {
        checkNumber(tag, p);
        return switch (tag & TYPE) {
            case 0 -> afterVarint(b, p, end);
            case 1 -> checked(p, 8, end);
            case 2 -> afterDelimited(b, p, end);
            case 3 -> afterGroup(b, p, end, tag >>> 3, depth);
            case 5 -> checked(p, 4, end);
            default ->
                    throw WireException.malformed(
                            "wire type that does not exist or stands alone", p);
        };
    }

    static void checkNumber(int tag, int p) throws WireException {
        if (tag >>> 3 == 0) {
            throw WireException.malformed("field number 0", p);
        }
    }

    private static int afterDelimited(byte[] b, int p, int end) throws WireException {
        int length = p < end ? b[p] : -1;
        if (length >= 0) {
            return checked(p + 1, length, end);
        }
        length = longLength(b, p, end);
        return checked(afterVarint(b, p, end), length, end);
    }

    private static int checked(int p, int length, int end) throws WireException {
        if (length > end - p) {
            throw WireException.cut(p);
        }
        return p + length;
    }

    private static int afterGroup(byte[] b, int start, int end, int number, int depth)
            throws WireException {
        if (depth >= MAX_DEPTH) {
            throw WireException.tooDeep(start);
        }
        int p = start;
        while (p < end) {
            int tag = b[p];
            if (tag >= 0) {
                p++;
            } else {
                tag = longTag(b, p, end);
                p = afterVarint(b, p, end);
            }
            if (tag == (number << 3 | 4)) {
                return p;
            }
            p = skip(b, p, end, tag, depth + 1);
        }
        throw WireException.cut(start);
    }
}
