/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.otlp;

import java.io.IOException;

/**
 * Scalars of OTLP/JSON in the forms that emitters write: 64-bit integers as strings or numbers,
 * enumerations as integers or names, ids in hex or, when their length says so, in base64, where a
 * generic protobuf-JSON writer was at work. Null reads as zero.
 */
final class JsonScalars {
    private static final int TRACE_ID_BYTES = 16;
    private static final int SPAN_ID_BYTES = 8;

    /** Longer text is no number. */
    private static final int LONGEST_NUMBER = 64;

    /** 2^64 - 1 without its last digit. */
    private static final long HIGHEST_TENTH = 1_844_674_407_370_955_161L;

    private static final int HIGHEST_LAST_DIGIT = 5;

    private final byte[] id = new byte[TRACE_ID_BYTES];

    /** Big-endian halves of the id last read; both zero when it is no valid trace id. */
    long idHigh;

    long idLow;

    /** Reads a trace id into {@link #idHigh} and {@link #idLow}. */
    void readTraceId(JsonCursor json) throws IOException, WireException {
        boolean valid = readId(json, TRACE_ID_BYTES);
        idHigh = valid ? Wire.id64(id, 0) : 0;
        idLow = valid ? Wire.id64(id, Long.BYTES) : 0;
    }

    /** A span id; zero when it is none. */
    long readSpanId(JsonCursor json) throws IOException, WireException {
        return readId(json, SPAN_ID_BYTES) ? Wire.id64(id, 0) : 0;
    }

    private boolean readId(JsonCursor json, int bytes) throws IOException, WireException {
        if (!json.nextText()) {
            return false;
        }
        char[] text = json.text();
        int from = json.textOffset();
        int length = json.textLength();
        if (length == 2 * bytes) {
            return hex(text, from, bytes);
        }
        int digits = (bytes * Byte.SIZE + 5) / 6;
        int padded = (digits + 3) / 4 * 4;
        if (length == padded) {
            for (int i = from + digits; i < from + padded; i++) {
                if (text[i] != '=') {
                    return false;
                }
            }
            return base64(text, from, bytes);
        }
        return length == digits && base64(text, from, bytes);
    }

    private boolean hex(char[] text, int from, int bytes) {
        for (int i = 0; i < bytes; i++) {
            int high = hexDigit(text[from + 2 * i]);
            int low = hexDigit(text[from + 2 * i + 1]);
            if ((high | low) < 0) {
                return false;
            }
            id[i] = (byte) (high << 4 | low);
        }
        return true;
    }

    /** Character.digit would also take digits of other scripts. */
    private static int hexDigit(char c) {
        return c < 0x80 ? Character.digit(c, 16) : -1;
    }

    private boolean base64(char[] text, int from, int bytes) {
        int bits = 0;
        int pending = 0;
        int out = 0;
        for (int i = from; out < bytes; i++) {
            int digit = base64Digit(text[i]);
            if (digit < 0) {
                return false;
            }
            pending = pending << 6 | digit;
            bits += 6;
            if (bits >= Byte.SIZE) {
                bits -= Byte.SIZE;
                id[out++] = (byte) (pending >> bits);
            }
        }
        return true;
    }

    private static int base64Digit(char c) {
        if (c >= 'A' && c <= 'Z') {
            return c - 'A';
        }
        if (c >= 'a' && c <= 'z') {
            return c - 'a' + 26;
        }
        if (c >= '0' && c <= '9') {
            return c - '0' + 52;
        }
        if (c == '+' || c == '-') {
            return 62;
        }
        return c == '/' || c == '_' ? 63 : -1;
    }

    /** A fixed64 or uint32 as protobuf-java holds it: above the signed range it is negative. */
    static long readUnsigned(JsonCursor json) throws IOException, WireException {
        return json.nextScalar() ? integer(json, true) : 0;
    }

    /** The current scalar as an int64. */
    static long signed(JsonCursor json) throws IOException, WireException {
        return integer(json, false);
    }

    private static long integer(JsonCursor json, boolean unsigned)
            throws IOException, WireException {
        char[] text = json.text();
        int from = json.textOffset();
        int length = json.textLength();
        int end = from + length;
        boolean negative = length > 0 && text[from] == '-';
        int i = negative ? from + 1 : from;
        if (i == end || json.isBoolean()) {
            throw json.malformed("not an integer");
        }
        long value = 0;
        for (; i < end; i++) {
            int digit = text[i] - '0';
            if (digit < 0 || digit > 9) {
                return integral(json, unsigned);
            }
            if (overflows(value, digit)) {
                throw json.malformed("integer out of range");
            }
            value = value * 10 + digit;
        }
        boolean fits = negative ? value >= 0 || value == Long.MIN_VALUE : unsigned || value >= 0;
        if (!fits) {
            throw json.malformed("integer out of range");
        }
        return negative ? -value : value;
    }

    private static boolean overflows(long value, int digit) {
        int order = Long.compareUnsigned(value, HIGHEST_TENTH);
        return order > 0 || (order == 0 && digit > HIGHEST_LAST_DIGIT);
    }

    /** A number with a fraction or an exponent that is a whole number all the same. */
    private static long integral(JsonCursor json, boolean unsigned)
            throws IOException, WireException {
        double value = number(json);
        double limit = unsigned ? 0x1p64 : 0x1p63;
        if (value != Math.rint(value) || value >= limit || value < -0x1p63) {
            throw json.malformed("not an integer");
        }
        return value < 0x1p63 ? (long) value : (long) (value - 0x1p63) + Long.MIN_VALUE;
    }

    /** The current scalar as a double; also NaN, Infinity and -Infinity in quotes. */
    static double number(JsonCursor json) throws IOException, WireException {
        int length = json.textLength();
        if (length > 0 && length <= LONGEST_NUMBER && !json.isBoolean()) {
            char last = json.text()[json.textOffset() + length - 1];
            // Java's own suffixes (1.5f, 1d) and surrounding blanks are no JSON.
            if ((last >= '0' && last <= '9') || last == '.' || last == 'N' || last == 'y') {
                try {
                    return Double.parseDouble(new String(json.text(), json.textOffset(), length));
                } catch (NumberFormatException e) {
                    throw json.malformed("not a number");
                }
            }
        }
        throw json.malformed("not a number");
    }

    /** The current scalar as a truth value, in quotes or not. */
    static boolean truth(JsonCursor json) throws IOException, WireException {
        if (is(json, "true")) {
            return true;
        }
        if (is(json, "false")) {
            return false;
        }
        throw json.malformed("neither true nor false");
    }

    /** An enumeration's number, or its name as an index into {@code names}; 0 when unknown. */
    static int readEnum(JsonCursor json, String[] names) throws IOException, WireException {
        if (!json.nextScalar()) {
            return 0;
        }
        for (int i = 0; i < names.length; i++) {
            if (is(json, names[i])) {
                return i;
            }
        }
        boolean name =
                json.isText()
                        && json.textLength() > 0
                        && Character.isLetter(json.text()[json.textOffset()]);
        return name ? 0 : (int) signed(json);
    }

    private static boolean is(JsonCursor json, String word) throws IOException {
        if (json.textLength() != word.length()) {
            return false;
        }
        char[] text = json.text();
        int from = json.textOffset();
        for (int i = 0; i < word.length(); i++) {
            if (text[from + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
