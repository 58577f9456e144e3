/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.semconv;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Turns UTF-8 slices into strings, and gives the same string again for a slice seen lately: nothing
 * is allocated for it. Bounded: {@value #SETS} sets of two places, the place used longer ago goes
 * first. What comes out never depends on what was asked before.
 */
final class Interner {
    /** Longer texts are cut here, at a character's border; no label or id is as long. */
    static final int MAX_BYTES = 256;

    private static final int SETS = 2048;

    private final byte[][] keys = new byte[2 * SETS][];
    private final String[] values = new String[2 * SETS];

    /** The text of a slice, remembered for the next time. */
    String intern(byte[] bytes, int offset, int length) {
        int cut = cut(bytes, offset, length);
        int hash = cut;
        for (int i = offset; i < offset + cut; i++) {
            hash = hash * 31 + bytes[i];
        }
        int first = ((hash ^ (hash >>> 15)) & (SETS - 1)) * 2;
        if (is(first, bytes, offset, cut)) {
            return values[first];
        }
        byte[] key;
        String value;
        if (is(first + 1, bytes, offset, cut)) {
            key = keys[first + 1];
            value = values[first + 1];
        } else {
            key = Arrays.copyOfRange(bytes, offset, offset + cut);
            value = new String(key, StandardCharsets.UTF_8);
        }
        keys[first + 1] = keys[first];
        values[first + 1] = values[first];
        keys[first] = key;
        values[first] = value;
        return value;
    }

    /** The text of a slice that is not expected again. */
    static String once(byte[] bytes, int offset, int length) {
        return new String(bytes, offset, cut(bytes, offset, length), StandardCharsets.UTF_8);
    }

    private boolean is(int place, byte[] bytes, int offset, int length) {
        byte[] key = keys[place];
        return key != null
                && key.length == length
                && Arrays.equals(key, 0, length, bytes, offset, offset + length);
    }

    private static int cut(byte[] bytes, int offset, int length) {
        if (length <= MAX_BYTES) {
            return length;
        }
        int cut = MAX_BYTES;
        while (cut > MAX_BYTES - 4 && (bytes[offset + cut] & 0xC0) == 0x80) {
            cut--;
        }
        return cut;
    }
}
