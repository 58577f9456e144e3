/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.otlp;

import java.util.Arrays;

/**
 * Growing buffer of UTF-8 text that slices of {@link Attributes} point into; for encodings whose
 * text does not stand in the record as it is. What it keeps between records is bounded.
 */
final class Utf8Buffer {
    private static final int KEPT_BYTES = 1 << 20;

    /** Of one char of a pair; a lone one becomes the replacement character, three bytes too. */
    private static final int MOST_BYTES_PER_CHAR = 3;

    private byte[] bytes = new byte[1024];
    private int size;

    byte[] bytes() {
        return bytes;
    }

    /** Forgets the text, and its memory when it was unusually long. */
    void clear() {
        size = 0;
        if (bytes.length > KEPT_BYTES) {
            bytes = new byte[KEPT_BYTES];
        }
    }

    int size() {
        return size;
    }

    /** Forgets what was appended since the buffer had this size. */
    void truncate(int newSize) {
        size = newSize;
    }

    /**
     * Appends text; {@link #size()} before and after are its slice.
     *
     * @throws WireException when the buffer would outgrow an array, which no record of permitted
     *     size brings about
     */
    void append(char[] chars, int offset, int length) throws WireException {
        reserve((long) length * MOST_BYTES_PER_CHAR);
        byte[] out = bytes;
        int to = size;
        int end = offset + length;
        for (int i = offset; i < end; i++) {
            char c = chars[i];
            if (c < 0x80) {
                out[to++] = (byte) c;
            } else if (c < 0x800) {
                out[to++] = (byte) (0xC0 | (c >> 6));
                out[to++] = (byte) (0x80 | (c & 0x3F));
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < end
                    && Character.isLowSurrogate(chars[i + 1])) {
                int point = Character.toCodePoint(c, chars[++i]);
                out[to++] = (byte) (0xF0 | (point >> 18));
                out[to++] = (byte) (0x80 | ((point >> 12) & 0x3F));
                out[to++] = (byte) (0x80 | ((point >> 6) & 0x3F));
                out[to++] = (byte) (0x80 | (point & 0x3F));
            } else {
                int point = Character.isSurrogate(c) ? 0xFFFD : c;
                out[to++] = (byte) (0xE0 | (point >> 12));
                out[to++] = (byte) (0x80 | ((point >> 6) & 0x3F));
                out[to++] = (byte) (0x80 | (point & 0x3F));
            }
        }
        size = to;
    }

    private void reserve(long more) throws WireException {
        long needed = size + more;
        if (needed > bytes.length) {
            if (needed > Integer.MAX_VALUE - 8) {
                throw WireException.malformed("text too long", 0);
            }
            long doubled = Math.min(2L * bytes.length, Integer.MAX_VALUE - 8);
            bytes = Arrays.copyOf(bytes, (int) Math.max(needed, doubled));
        }
    }
}
