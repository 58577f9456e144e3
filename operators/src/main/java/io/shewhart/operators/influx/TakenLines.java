/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.influx;

import java.util.ArrayDeque;
import java.util.List;

/**
 * Lines that were taken from the queue until the store has answered for each of them, in the order
 * in which they came: those of the request under way, then pieces that wait for theirs.
 *
 * <p>What {@link #answered} returns goes to {@link #done}, {@link #again} or {@link #split} before
 * the next {@link #send}. A split loses no line and changes no order; every piece is smaller than
 * what was split, so lines that a store refuses are alone in the end.
 */
final class TakenLines {
    private final ArrayDeque<List<byte[]>> pieces = new ArrayDeque<>();
    private List<byte[]> underWay;
    private long footprint;

    /** Adds a batch behind all others. */
    void take(List<byte[]> batch) {
        footprint += footprint(batch);
        pieces.add(batch);
    }

    /** Whether a request is under way. */
    boolean underWay() {
        return underWay != null;
    }

    /** Whether pieces wait. */
    boolean waiting() {
        return !pieces.isEmpty();
    }

    boolean isEmpty() {
        return underWay == null && pieces.isEmpty();
    }

    /** The lines of the next request, which is under way from now on. */
    List<byte[]> send() {
        underWay = pieces.poll();
        return underWay;
    }

    /** The lines of the request under way, which is over. */
    List<byte[]> answered() {
        List<byte[]> lines = underWay;
        underWay = null;
        return lines;
    }

    /** The store has decided about these lines. */
    void done(List<byte[]> lines) {
        footprint -= footprint(lines);
    }

    /** These lines are sent next. */
    void again(List<byte[]> lines) {
        pieces.addFirst(lines);
    }

    /**
     * These lines, at least two, are sent next, in pieces.
     *
     * @param blamed number of the line that the store blames, from 1, which is then alone; halves
     *     when there is no such line
     */
    void split(List<byte[]> lines, int blamed) {
        int size = lines.size();
        if (blamed < 1 || blamed > size) {
            pieces.addFirst(lines.subList(size / 2, size));
            pieces.addFirst(lines.subList(0, size / 2));
            return;
        }
        if (blamed < size) {
            pieces.addFirst(lines.subList(blamed, size));
        }
        pieces.addFirst(lines.subList(blamed - 1, blamed));
        if (blamed > 1) {
            pieces.addFirst(lines.subList(0, blamed - 1));
        }
    }

    int size() {
        int size = underWay == null ? 0 : underWay.size();
        for (List<byte[]> piece : pieces) {
            size += piece.size();
        }
        return size;
    }

    /** Bytes that they take in memory. */
    long footprint() {
        return footprint;
    }

    void addTo(List<byte[]> all) {
        if (underWay != null) {
            all.addAll(underWay);
        }
        pieces.forEach(all::addAll);
    }

    private static long footprint(List<byte[]> lines) {
        long sum = 0;
        for (byte[] line : lines) {
            sum += LineQueue.footprint(line);
        }
        return sum;
    }
}
