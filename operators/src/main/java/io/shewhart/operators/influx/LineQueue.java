/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.influx;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Lines that wait to be written, in the order in which they came, until a batch of them is ready:
 * by its lines, its bytes or the time that the first has waited.
 *
 * <p>No line waits for others longer than {@link WriteLimits#flushMillis()}, counted anew with each
 * batch that leaves some behind. Times are milliseconds of the loop's clock.
 */
final class LineQueue {
    /** What a line costs beside its bytes: array header, reference, alignment. */
    private static final long OVERHEAD = 32;

    private final WriteLimits limits;
    private final ArrayDeque<byte[]> lines = new ArrayDeque<>();
    private long bytes;
    private long due;
    private boolean draining;

    LineQueue(WriteLimits limits) {
        this.limits = limits;
    }

    void add(byte[] line, long now) {
        if (lines.isEmpty()) {
            due = now + limits.flushMillis();
        }
        lines.add(line);
        bytes += line.length;
    }

    /** From now on nothing waits for company. */
    void drain() {
        draining = true;
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    int size() {
        return lines.size();
    }

    /** Bytes that they take in memory. */
    long footprint() {
        return bytes + OVERHEAD * lines.size();
    }

    /** Bytes that a line takes in memory. */
    static long footprint(byte[] line) {
        return line.length + OVERHEAD;
    }

    /** Whether there is a batch to take. */
    boolean ready(long now) {
        return !lines.isEmpty()
                && (draining
                        || lines.size() >= limits.batchLines()
                        || bytes >= limits.batchBytes()
                        || now >= due);
    }

    /** When what waits is ready at the latest. */
    long due() {
        return due;
    }

    /** Takes the first lines, at least one and otherwise within the limits. */
    List<byte[]> take(long now) {
        due = now + limits.flushMillis();
        List<byte[]> batch = new ArrayList<>(Math.min(limits.batchLines(), lines.size()));
        long sum = 0;
        while (batch.size() < limits.batchLines() && !lines.isEmpty()) {
            // A line and its line end.
            sum += lines.peek().length + 1;
            if (sum > limits.batchBytes() && !batch.isEmpty()) {
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
