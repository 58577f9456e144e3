/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.influx;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** Lines that wait to be written, in the order in which they came. */
final class LineQueue {
    /** What a line costs beside its bytes: array header, reference, alignment. */
    private static final long OVERHEAD = 32;

    private final ArrayDeque<byte[]> lines = new ArrayDeque<>();
    private long bytes;

    void add(byte[] line) {
        lines.add(line);
        bytes += line.length;
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    int size() {
        return lines.size();
    }

    /** Bytes of the lines. */
    long bytes() {
        return bytes;
    }

    /** Bytes that they take in memory. */
    long footprint() {
        return bytes + OVERHEAD * lines.size();
    }

    /** Bytes that a line takes in memory. */
    static long footprint(byte[] line) {
        return line.length + OVERHEAD;
    }

    /** Takes the first lines, at least one and otherwise within the limits. */
    List<byte[]> take(int mostLines, long mostBytes) {
        List<byte[]> batch = new ArrayList<>(Math.min(mostLines, lines.size()));
        long sum = 0;
        while (batch.size() < mostLines && !lines.isEmpty()) {
            // A line and its line end.
            sum += lines.peek().length + 1;
            if (sum > mostBytes && !batch.isEmpty()) {
                break;
            }
            byte[] line = lines.poll();
            bytes -= line.length;
            batch.add(line);
        }
        return batch;
    }

    void addTo(List<byte[]> all) {
        all.addAll(lines);
    }
}
