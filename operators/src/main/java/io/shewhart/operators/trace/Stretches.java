/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.trace;

import java.util.Arrays;

/**
 * Times that spans own, one after the other, each from its begin, inclusive, to its end, exclusive,
 * nanoseconds since the Unix epoch. Columns of numbers, since a trace has dozens.
 */
final class Stretches {
    private int[] places = new int[16];
    private long[] from = new long[16];
    private long[] to = new long[16];
    private int size;

    void add(int place, long begin, long end) {
        if (size == places.length) {
            places = Arrays.copyOf(places, 2 * size);
            from = Arrays.copyOf(from, 2 * size);
            to = Arrays.copyOf(to, 2 * size);
        }
        places[size] = place;
        from[size] = begin;
        to[size++] = end;
    }

    int size() {
        return size;
    }

    /** The place of the span in its forest. */
    int place(int i) {
        return places[i];
    }

    long from(int i) {
        return from[i];
    }

    long to(int i) {
        return to[i];
    }

    long nanos(int i) {
        return to[i] - from[i];
    }

    void removeLast() {
        size--;
    }
}
