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

    public AdmissionClock(long boundNanos) {
        this.boundNanos = boundNanos;
    }

    /**
     * Stamp of the next record of a log: the maximum before it, minus the bound; {@link
     * Long#MIN_VALUE} when the log has shown no event yet. Afterwards the record counts.
     */
    public long admit(String log, long maxEventUnixNano) {
        Long before = maxima.get(log);
        if (maxEventUnixNano != Long.MIN_VALUE && (before == null || maxEventUnixNano > before)) {
            maxima.put(log, maxEventUnixNano);
        }
        return before == null ? Long.MIN_VALUE : before - boundNanos;
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
