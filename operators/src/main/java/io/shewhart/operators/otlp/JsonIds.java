/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.otlp;

import java.io.IOException;

/**
 * Ids of OTLP/JSON: hex in either case or, when their length says so, base64, where a generic
 * protobuf-JSON writer was at work. Anything else reads as zero, which is no id.
 */
final class JsonIds {
    private static final int TRACE_ID_BYTES = 16;
    private static final int SPAN_ID_BYTES = 8;

    private final byte[] id = new byte[TRACE_ID_BYTES];

    /** Big-endian halves of the id last read; both zero when it is no valid trace id. */
    long high;

    long low;

    /** Reads a trace id into {@link #high} and {@link #low}. */
    void readTraceId(JsonCursor json) throws IOException, WireException {
        boolean valid = readId(json, TRACE_ID_BYTES);
        high = valid ? Wire.id64(id, 0) : 0;
        low = valid ? Wire.id64(id, Long.BYTES) : 0;
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
}
