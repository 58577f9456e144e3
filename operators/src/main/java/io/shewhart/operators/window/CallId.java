/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.window;

import com.google.protobuf.ByteString;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A span that can be shown as an exemplar. The order is by a hash of the ids, so it is arbitrary
 * towards everything a call is about and the same everywhere.
 *
 * @param hash hash of the ids
 * @param traceHigh first half of the trace id
 * @param traceLow second half of the trace id
 * @param span span id
 */
record CallId(long hash, long traceHigh, long traceLow, long span) implements Comparable<CallId> {
    /** By ASCII character. */
    private static final byte[] DIGITS = digits();

    private static byte[] digits() {
        byte[] digits = new byte[128];
        for (int i = 0; i < digits.length; i++) {
            digits[i] = (byte) (HexFormat.isHexDigit(i) ? HexFormat.fromHexDigit(i) : -1);
        }
        return digits;
    }

    /** The ids of a record in hex, or null when they are not whole. */
    static CallId of(ByteString traceId, ByteString spanId) {
        if (traceId.size() != 32 || spanId.size() != 16 || !isHex(traceId) || !isHex(spanId)) {
            return null;
        }
        return of(parse(traceId, 0), parse(traceId, 16), parse(spanId, 0));
    }

    private static boolean isHex(ByteString text) {
        int seen = 0;
        for (int i = 0; i < text.size(); i++) {
            seen |= digit(text.byteAt(i));
        }
        return seen >= 0;
    }

    private static long parse(ByteString text, int from) {
        long value = 0;
        for (int i = from; i < from + 16; i++) {
            value = value << 4 | digit(text.byteAt(i));
        }
        return value;
    }

    /** What a character stands for; negative: it is no digit. */
    private static int digit(byte character) {
        return character < 0 ? -1 : DIGITS[character];
    }

    static CallId of(long traceHigh, long traceLow, long span) {
        long hash = mix(traceHigh + mix(traceLow + mix(span)));
        return new CallId(hash, traceHigh, traceLow, span);
    }

    /** Finalizer of SplitMix64: every input bit changes every output bit with even odds. */
    private static long mix(long seed) {
        long z = seed + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    String traceId() {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(traceHigh) + hex.toHexDigits(traceLow);
    }

    String spanId() {
        return HexFormat.of().toHexDigits(span);
    }

    @Override
    public int compareTo(CallId other) {
        int order = Long.compareUnsigned(hash, other.hash);
        if (order == 0) {
            order = Long.compareUnsigned(traceHigh, other.traceHigh);
        }
        if (order == 0) {
            order = Long.compareUnsigned(traceLow, other.traceLow);
        }
        return order == 0 ? Long.compareUnsigned(span, other.span) : order;
    }

    /** The distinct calls of a bundle in order; its metrics mostly show the same ones. */
    static final class Table {
        private final CallId[] ids;

        Table(SortedSet<CallId> ids) {
            this.ids = ids.toArray(CallId[]::new);
        }

        CallId get(long index) {
            if (index < 0 || index >= ids.length) {
                throw new WindowFormatException("exemplar " + index + " of " + ids.length);
            }
            return ids[(int) index];
        }

        /** Place of a call that is in the table. */
        int indexOf(CallId id) {
            return Arrays.binarySearch(ids, id);
        }

        void encode(ByteWriter out) {
            out.writeVarint(ids.length);
            for (CallId id : ids) {
                out.writeFixed(id.traceHigh);
                out.writeFixed(id.traceLow);
                out.writeFixed(id.span);
            }
        }

        static Table decode(ByteReader in) {
            TreeSet<CallId> ids = new TreeSet<>();
            int count = in.readCount();
            for (int i = 0; i < count; i++) {
                ids.add(CallId.of(in.readFixed(), in.readFixed(), in.readFixed()));
            }
            return new Table(ids);
        }
    }
}
