/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.flow;

import io.shewhart.schemas.v1.QualityCount;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * Counts of one subtask of one stage, twice: as Flink counters for operators of the cluster, and as
 * {@link QualityCount} records of what was counted since the last {@link #flush}.
 *
 * <p>When flushed before every checkpoint barrier and at the end of input, the records sum up
 * exactly, across failures too, because what is not flushed is replayed.
 */
public final class Tally {
    private final String stage;
    private final MetricGroup metrics;
    private final Map<String, Entry> entries = new TreeMap<>();
    private final Map<Enum<?>, Entry> constants = new HashMap<>();

    public Tally(String stage, MetricGroup metrics) {
        this.stage = stage;
        this.metrics = metrics.addGroup("shewhart").addGroup(stage);
    }

    /** Counts. */
    public void add(String reason, long increment) {
        if (increment != 0) {
            entry(reason).add(increment);
        }
    }

    /** Counts under the constant's name in lower case, which is made once: this runs per call. */
    public void add(Enum<?> reason, long increment) {
        if (increment != 0) {
            constants
                    .computeIfAbsent(reason, r -> entry(r.name().toLowerCase(Locale.ROOT)))
                    .add(increment);
        }
    }

    private Entry entry(String reason) {
        return entries.computeIfAbsent(reason, r -> new Entry(metrics.counter(r)));
    }

    /** Hands out what was counted since the last call, by reason. */
    public void flush(Consumer<QualityCount> out) {
        for (Map.Entry<String, Entry> e : entries.entrySet()) {
            Entry entry = e.getValue();
            if (entry.pending != 0) {
                out.accept(
                        QualityCount.newBuilder()
                                .setStage(stage)
                                .setReason(e.getKey())
                                .setCount(entry.pending)
                                .build());
                entry.pending = 0;
            }
        }
    }

    private static final class Entry {
        private final Counter counter;
        private long pending;

        private Entry(Counter counter) {
            this.counter = counter;
        }

        private void add(long increment) {
            counter.inc(increment);
            pending += increment;
        }
    }
}
