/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.window;

import java.util.Arrays;

/**
 * Counts by index, walked in ascending order. Indexes that lie near each other, as those of the
 * latencies of a series do, lie in one array over their range, where a count costs no search;
 * others lie in sorted arrays, 12 bytes each. Which of the two it is cannot be seen from outside.
 * Takes at most {@value #SPARSEST} places for an index with a count, and {@value #SPARE} more,
 * whatever the indexes are. Mutable, not thread-safe.
 */
final class BinCounts {
    /** As many are searched and moved faster than a range is laid out. */
    private static final int FEW = 8;

    /** A range may have so many places for each index with a count. */
    static final int SPARSEST = 16;

    /** Room that a range is given on either side when it grows. */
    private static final int MARGIN = 32;

    /** Places that a range may have beside those. */
    static final int SPARE = 2 * MARGIN;

    /** Indexes with a count. */
    private int size;

    /** Null over a range. */
    private int[] indexes = new int[4];

    /** By place among the indexes, or by index from {@link #first} on. */
    private long[] counts = new long[4];

    private int first;

    /** Indexes with a count. */
    int size() {
        return size;
    }

    /** Places held. */
    int room() {
        return counts.length;
    }

    /** Adds a positive count. */
    void add(int index, long count) {
        if (indexes == null && !covers(index) && !widen(index)) {
            narrow();
        }
        if (indexes == null) {
            int at = index - first;
            size += counts[at] == 0 ? 1 : 0;
            counts[at] += count;
        } else {
            addSorted(index, count);
        }
    }

    /** Place of the first index with a count at or behind a place; -1 when there is none. */
    int next(int place) {
        if (indexes != null) {
            return place < size ? place : -1;
        }
        for (int at = place; at < counts.length; at++) {
            if (counts[at] != 0) {
                return at;
            }
        }
        return -1;
    }

    /** Index at a place. */
    int index(int place) {
        return indexes != null ? indexes[place] : first + place;
    }

    /** Count at a place. */
    long count(int place) {
        return counts[place];
    }

    private void addSorted(int index, long count) {
        int found = Arrays.binarySearch(indexes, 0, size, index);
        if (found >= 0) {
            counts[found] += count;
            return;
        }
        if (size >= FEW && lay(index)) {
            add(index, count);
            return;
        }
        int at = -found - 1;
        if (size == indexes.length) {
            int capacity = size + (size >> 1) + 1;
            indexes = Arrays.copyOf(indexes, capacity);
            counts = Arrays.copyOf(counts, capacity);
        }
        System.arraycopy(indexes, at, indexes, at + 1, size - at);
        System.arraycopy(counts, at, counts, at + 1, size - at);
        indexes[at] = index;
        counts[at] = count;
        size++;
    }

    private boolean covers(int index) {
        return index >= first && index - (long) first < counts.length;
    }

    private boolean tooWide(long from, long to) {
        return to - from >= SPARSEST * (long) size + SPARE || from < Integer.MIN_VALUE;
    }

    /** Goes over from sorted indexes to their range with another one; false: it is too wide. */
    private boolean lay(int index) {
        long from = Math.min(indexes[0], index) - (long) MARGIN;
        long to = Math.max(indexes[size - 1], index) + (long) MARGIN;
        if (tooWide(from, to)) {
            return false;
        }
        long[] range = new long[(int) (to - from) + 1];
        for (int i = 0; i < size; i++) {
            range[(int) (indexes[i] - from)] = counts[i];
        }
        first = (int) from;
        counts = range;
        indexes = null;
        return true;
    }

    /** Widens the range by an index; false: it would be too wide. */
    private boolean widen(int index) {
        long last = first + (long) counts.length - 1;
        long from = index < first ? index - (long) MARGIN : first;
        long to = index > last ? index + (long) MARGIN : last;
        if (tooWide(from, to)) {
            return false;
        }
        long[] range = new long[(int) (to - from) + 1];
        System.arraycopy(counts, 0, range, (int) (first - from), counts.length);
        first = (int) from;
        counts = range;
        return true;
    }

    /** Goes back from a range to sorted indexes. */
    private void narrow() {
        int[] sorted = new int[size + 1];
        long[] kept = new long[size + 1];
        int to = 0;
        for (int at = next(0); at >= 0; at = next(at + 1)) {
            sorted[to] = first + at;
            kept[to++] = counts[at];
        }
        indexes = sorted;
        counts = kept;
    }
}
