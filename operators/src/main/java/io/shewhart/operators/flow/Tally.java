/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.flow;

import io.shewhart.operators.metrics.JobMetric;
import io.shewhart.operators.metrics.MetricScope;
import io.shewhart.schemas.v1.QualityCount;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * Counts of one subtask of one stage, twice: as Flink counters for operators of the cluster, and as
 * {@link QualityCount} records of what was counted since the last {@link #flush}.
 *
 * <p>Every counter of the scope is registered from the start, so that one that never rose is seen
 * to be zero. When flushed before every checkpoint barrier and at the end of input, the records sum
 * up exactly, across failures too, because what is not flushed is replayed.
 */
public final class Tally {
    private final MetricScope scope;
    private final Map<JobMetric, Entry> entries = new LinkedHashMap<>();

    public Tally(MetricScope scope, MetricGroup metrics) {
        this.scope = scope;
        MetricGroup group = group(scope, metrics);
        for (JobMetric metric : JobMetrics.of(scope)) {
            if (metric.doc().isCounter()) {
                entries.put(metric, new Entry(metric.reason(), group.counter(metric.metricName())));
            }
        }
    }

    /** Where metrics of a scope are registered. */
    static MetricGroup group(MetricScope scope, MetricGroup metrics) {
        return metrics.addGroup("shewhart").addGroup(scope.group());
    }

    /**
     * Counts.
     *
     * @throws IllegalArgumentException if the metric is no counter of this scope
     */
    public void add(JobMetric metric, long increment) {
        Entry entry = entries.get(metric);
        if (entry == null) {
            throw new IllegalArgumentException(metric + " is no counter of " + scope);
        }
        entry.add(increment);
    }

    /** Hands out what was counted since the last call, by reason. */
    public void flush(Consumer<QualityCount> out) {
        for (Entry entry : entries.values()) {
            if (entry.pending != 0) {
                out.accept(
                        QualityCount.newBuilder()
                                .setStage(scope.group())
                                .setReason(entry.reason)
                                .setCount(entry.pending)
                                .build());
                entry.pending = 0;
            }
        }
    }

    private static final class Entry {
        private final String reason;
        private final Counter counter;
        private long pending;

        private Entry(String reason, Counter counter) {
            this.reason = reason;
            this.counter = counter;
        }

        private void add(long increment) {
            counter.inc(increment);
            pending += increment;
        }
    }
}
