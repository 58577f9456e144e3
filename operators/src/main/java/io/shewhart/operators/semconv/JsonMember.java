/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.semconv;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Finds one member of a JSON object in UTF-8 text without building anything. Only the object's own
 * members are found, not those of objects inside it; names are compared as they stand, unescaped. A
 * Python dictionary as Python prints it is read like one. Broken JSON never throws: what comes
 * before the break is found, the rest is absent.
 */
final class JsonMember {
    /** Longer texts are not looked through to their end. */
    private static final int LIMIT = 1 << 16;

    private final byte[] name;

    /** The member of the object that this member holds; null: this member is meant. */
    private final JsonMember inner;

    /** Of a member's name, or of the names on the way to it, separated by {@code #}. */
    JsonMember(String path) {
        int hash = path.indexOf('#');
        name = (hash < 0 ? path : path.substring(0, hash)).getBytes(StandardCharsets.UTF_8);
        inner = hash < 0 ? null : new JsonMember(path.substring(hash + 1));
    }

    /** Offset of the first byte of the member's value in the text, or -1. */
    int find(byte[] text, int offset, int length) {
        int end = offset + Math.min(length, LIMIT);
        int depth = 0;
        boolean expectName = false;
        int i = offset;
        while (i < end) {
            byte c = text[i];
            if (c == '"' || c == '\'') {
                int close = closingQuote(text, i, end);
                if (close < 0) {
                    return -1;
                }
                if (expectName) {
                    int value = afterColon(text, close + 1, end);
                    if (value < 0) {
                        return -1;
                    }
                    if (Arrays.equals(text, i + 1, close, name, 0, name.length)) {
                        boolean object = inner != null && text[value] == '{';
                        return inner == null
                                ? value
                                : object ? inner.find(text, value, end - value) : -1;
                    }
                    expectName = false;
                    i = value;
                    continue;
                }
                i = close;
            } else if (c == '{' || c == '[') {
                depth++;
                expectName = depth == 1 && c == '{';
            } else if (c == '}' || c == ']') {
                if (--depth <= 0) {
                    return -1;
                }
            } else if (c == ',' && depth == 1) {
                expectName = true;
            }
            i++;
        }
        return -1;
    }

    /** End (exclusive) of the scalar value that starts at the offset: past its closing quote. */
    static int endOfScalar(byte[] text, int offset, int end) {
        if (offset < end && (text[offset] == '"' || text[offset] == '\'')) {
            int close = closingQuote(text, offset, end);
            return close < 0 ? end : close + 1;
        }
        int i = offset;
        while (i < end && ",}] \t\r\n".indexOf(text[i]) < 0) {
            i++;
        }
        return i;
    }

    private static int closingQuote(byte[] text, int open, int end) {
        for (int i = open + 1; i < end; i++) {
            if (text[i] == '\\') {
                i++;
            } else if (text[i] == text[open]) {
                return i;
            }
        }
        return -1;
    }

    private static int afterColon(byte[] text, int from, int end) {
        boolean colon = false;
        for (int i = from; i < end; i++) {
            if (text[i] == ':' && !colon) {
                colon = true;
            } else if (text[i] > ' ' || text[i] < 0) {
                return colon ? i : -1;
            }
        }
        return -1;
    }
}
