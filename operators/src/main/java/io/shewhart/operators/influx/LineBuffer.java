/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.influx;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.util.Arrays;

/**
 * Writes one line of line protocol at a time: measurement, tags, fields, end. Whatever the values
 * hold, the line is read back by every store as one point with these tags and fields.
 *
 * <p>Text is written as it is, except for what line protocol cannot carry in any notation that all
 * stores read alike: control characters, line ends among them, become their pictures (U+2400 on),
 * halves of surrogate pairs become U+FFFD, and a backslash in a tag becomes U+FF3C, since before a
 * separator it cannot be told from an escape. Values that differ stay different.
 *
 * <p>Floats are the shortest decimals that are read back as the same double. NaN and infinities are
 * left out and counted. Not for several threads.
 */
final class LineBuffer {
    /** Longest tag value, in code points. */
    static final int MAX_TAG_CHARACTERS = 128;

    /** Value of a tag that is not known. */
    static final String UNKNOWN = "unknown";

    private static final char FULL_WIDTH_BACKSLASH = '\uFF3C';
    private static final char REPLACEMENT = '\uFFFD';
    private static final char PICTURE_OF_NUL = '\u2400';
    private static final char PICTURE_OF_DELETE = '\u2421';

    private byte[] bytes = new byte[1 << 10];
    private int length;
    private boolean fields;
    private long nonFinite;

    /** How many floats were left out because they are no numbers. */
    long nonFinite() {
        return nonFinite;
    }

    /** Begins a line, in place of any other. */
    LineBuffer start(String measurement) {
        length = 0;
        fields = false;
        ascii(measurement);
        return this;
    }

    /** Tags come before fields, sorted by key; an empty value is unknown. */
    LineBuffer tag(String key, String value) {
        put(',');
        ascii(key);
        put('=');
        tagValue(value.isEmpty() ? UNKNOWN : value);
        return this;
    }

    LineBuffer field(String key, long value) {
        key(key);
        integer(value);
        put('i');
        return this;
    }

    LineBuffer field(String key, double value) {
        if (Double.isFinite(value)) {
            key(key);
            // Schubfach: the same text on every version of Java, several times faster than Java's.
            ascii(NumberOutput.toString(value, true));
        } else {
            nonFinite++;
        }
        return this;
    }

    /** A float where it is known. */
    LineBuffer field(String key, boolean known, double value) {
        return known ? field(key, value) : this;
    }

    LineBuffer field(String key, boolean value) {
        key(key);
        ascii(value ? "true" : "false");
        return this;
    }

    LineBuffer field(String key, String value) {
        key(key);
        put('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                put('\\');
                put(c);
            } else {
                i += character(value, i, c);
            }
        }
        put('"');
        return this;
    }

    /** The line, without a line end. */
    byte[] end(long unixNano) {
        put(' ');
        integer(unixNano);
        return Arrays.copyOf(bytes, length);
    }

    private void tagValue(String value) {
        int characters = 0;
        for (int i = 0; i < value.length() && characters < MAX_TAG_CHARACTERS; i++) {
            char c = value.charAt(i);
            if (c == ',' || c == '=' || c == ' ') {
                put('\\');
                put(c);
            } else if (c == '\\') {
                utf8(FULL_WIDTH_BACKSLASH);
            } else {
                i += character(value, i, c);
            }
            characters++;
        }
    }

    /** Writes the character that begins at i; returns how many chars it had beyond one. */
    private int character(String value, int i, char c) {
        if (c >= ' ' && c < 0x7f) {
            put(c);
        } else if (c < ' ') {
            utf8(PICTURE_OF_NUL + c);
        } else if (c == 0x7f) {
            utf8(PICTURE_OF_DELETE);
        } else if (!Character.isSurrogate(c)) {
            utf8(c);
        } else {
            int codePoint = value.codePointAt(i);
            boolean pair = Character.isSupplementaryCodePoint(codePoint);
            utf8(pair ? codePoint : REPLACEMENT);
            return pair ? 1 : 0;
        }
        return 0;
    }

    private void utf8(int codePoint) {
        if (codePoint < 0x80) {
            put(codePoint);
        } else if (codePoint < 0x800) {
            put(0xc0 | (codePoint >> 6));
            continuation(codePoint, 0);
        } else if (codePoint < 0x10000) {
            put(0xe0 | (codePoint >> 12));
            continuation(codePoint, 6);
            continuation(codePoint, 0);
        } else {
            put(0xf0 | (codePoint >> 18));
            continuation(codePoint, 12);
            continuation(codePoint, 6);
            continuation(codePoint, 0);
        }
    }

    private void continuation(int codePoint, int shift) {
        put(0x80 | ((codePoint >> shift) & 0x3f));
    }

    private void key(String key) {
        put(fields ? ',' : ' ');
        fields = true;
        ascii(key);
        put('=');
    }

    private void integer(long value) {
        if (value < 0) {
            // The smallest long has no positive counterpart.
            ascii(Long.toString(value));
            return;
        }
        int digits = 1;
        for (long rest = value; rest >= 10; rest /= 10) {
            digits++;
        }
        room(digits);
        int at = length += digits;
        long rest = value;
        do {
            bytes[--at] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest != 0);
    }

    private void ascii(String text) {
        int n = text.length();
        room(n);
        for (int i = 0; i < n; i++) {
            bytes[length++] = (byte) text.charAt(i);
        }
    }

    private void put(int b) {
        room(1);
        bytes[length++] = (byte) b;
    }

    private void room(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }
}
