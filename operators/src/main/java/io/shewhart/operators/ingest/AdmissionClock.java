/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.ingest;

import java.util.Map;
import java.util.TreeMap;

/**
 * How far each log (topic and partition) has come: the highest clamped event time read so far.
 *
 * <p>Guarantee: what {@link #admit} returns depends on the log's records in their order alone,
 * never on when or where they are read. Times are nanoseconds since the Unix epoch.
 */
public final class AdmissionClock {
    private final long boundNanos;
    private final Map<String, Long> maxima = new TreeMap<>();
    private long floor = Long.MIN_VALUE;

    public AdmissionClock(long boundNanos) {
        this.boundNanos = boundNanos;
    }

    /**
     * Stamp of the next record of a log: the maximum before it, minus the bound, but at least the
     * floor; {@link Long#MIN_VALUE} when the log has shown no event yet and there is no floor.
     * Afterwards the record counts.
     */
    public long admit(String log, long maxEventUnixNano) {
        Long before = maxima.get(log);
        if (maxEventUnixNano != Long.MIN_VALUE && (before == null || maxEventUnixNano > before)) {
            maxima.put(log, maxEventUnixNano);
        }
        return before == null ? floor : Math.max(before - boundNanos, floor);
    }

    /**
     * From now on nothing is stamped lower: deadlines up to this time may have passed. Only a log
     * that appears after the job's start is ever below it, since the watermark waits for the
     * others.
     */
    public void raiseFloor(long unixNano) {
        floor = Math.max(floor, unixNano);
    }

    /** Highest time that {@link #raiseFloor} was given. */
    public long floor() {
        return floor;
    }

    /** The maxima by log, to be kept in a checkpoint. */
    public Map<String, Long> maxima() {
        return Map.copyOf(maxima);
    }

    /**
     * Takes maxima from a checkpoint. Several subtasks may have kept one for the same log; the
     * highest is the newest, since maxima only grow.
     */
    public void restore(String log, long maxEventUnixNano) {
        maxima.merge(log, maxEventUnixNano, Math::max);
    }
}
