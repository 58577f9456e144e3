/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.trace;

import java.util.Locale;

/**
 * Makes names comparable that layers of one call spell differently, and hashes them: settled traces
 * keep hashes, never names.
 */
public final class ModelNames {
    private ModelNames() {}

    /**
     * The requested model (else the one that answered) without a provider's prefix and without a
     * date at its end: {@code openai/gpt-4o-2024-08-06} and {@code gpt-4o} are one. Null when
     * unknown.
     */
    static String stem(String requested, String answered) {
        String name = requested != null ? requested : answered;
        if (name == null) {
            return null;
        }
        int end = lengthWithoutDate(name);
        int slash = name.lastIndexOf('/', end - 1);
        String stem = name.substring(slash + 1, end);
        return stem.isEmpty() ? null : stem.toLowerCase(Locale.ROOT);
    }

    /**
     * The name without a date at its end ({@code -YYYY-MM-DD}, {@code -YYYYMMDD}): as most ask for
     * a model that answers under its dated name.
     */
    public static String withoutDate(String name) {
        return name.substring(0, lengthWithoutDate(name));
    }

    /** Length of the name without {@code -YYYY-MM-DD} or {@code -YYYYMMDD} at its end. */
    private static int lengthWithoutDate(String name) {
        int at = name.length();
        int digits = 0;
        while (at > 0 && digits <= 8) {
            char c = name.charAt(at - 1);
            if (c >= '0' && c <= '9') {
                digits++;
            } else if (c == '-' && digits == 8) {
                return at - 1;
            } else if (c != '-' || (digits != 2 && digits != 4)) {
                break;
            }
            at--;
        }
        return name.length();
    }

    /** Zero for null, else never zero. */
    static int hash(String name) {
        long hash = longHash(name);
        int folded = (int) (hash ^ (hash >>> 32));
        return folded != 0 || name == null ? folded : 1;
    }

    /** Forty-eight bits, enough to tell the ids of one trace apart. Zero for null, else never. */
    static long idHash(String id) {
        long hash = longHash(id) >>> 16;
        return hash != 0 || id == null ? hash : 1;
    }

    /** Zero for null, else never zero. */
    private static long longHash(String name) {
        if (name == null) {
            return 0;
        }
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 29)) * 0xbf58476d1ce4e5b9L;
        hash ^= hash >>> 32;
        return hash != 0 ? hash : 1;
    }
}
