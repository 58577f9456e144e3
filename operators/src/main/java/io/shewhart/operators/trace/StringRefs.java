/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.trace;

import java.util.Arrays;

/**
 * Numbers strings by first use. Open addressing on the hash that each string caches, so that a
 * thousand spans with one service cost a thousand probes and nothing else.
 */
final class StringRefs {
    private String[] known = new String[16];
    private int[] slots = new int[32];
    private int count;

    int count() {
        return count;
    }

    void clear() {
        if (count == 0) {
            return;
        }
        Arrays.fill(known, 0, count, null);
        Arrays.fill(slots, 0);
        count = 0;
    }

    /** Number of the string; equals the former {@link #count()} when it is new. */
    int add(String value) {
        int mask = slots.length - 1;
        int at = spread(value) & mask;
        while (slots[at] != 0) {
            String other = known[slots[at] - 1];
            if (other.equals(value)) {
                return slots[at] - 1;
            }
            at = (at + 1) & mask;
        }
        if (count == known.length) {
            grow();
            return add(value);
        }
        known[count++] = value;
        slots[at] = count;
        return count - 1;
    }

    private void grow() {
        known = Arrays.copyOf(known, known.length * 2);
        slots = new int[known.length * 2];
        int mask = slots.length - 1;
        for (int i = 0; i < count; i++) {
            int at = spread(known[i]) & mask;
            while (slots[at] != 0) {
                at = (at + 1) & mask;
            }
            slots[at] = i + 1;
        }
    }

    private static int spread(String value) {
        int hash = value.hashCode();
        return hash ^ (hash >>> 16);
    }
}
