/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.kafka;

import io.shewhart.operators.ingest.LogSilence;
import org.apache.flink.metrics.MetricGroup;
import org.apache.kafka.common.TopicPartition;

/**
 * How far the reading of one partition is behind, as gauges. Written by the reading thread and by
 * the one that asks the broker, read by reporters.
 */
final class PartitionLag {
    private static final long UNKNOWN = -1;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final LogSilence log;
    private volatile long end = UNKNOWN;
    private volatile long newestEventNanos = Long.MIN_VALUE;

    PartitionLag(LogSilence log) {
        this.log = log;
    }

    void register(TopicPartition partition, MetricGroup reader) {
        MetricGroup group =
                reader.addGroup("shewhart")
                        .addGroup(PartitionMetric.RECORDS_BEHIND.doc().scope().group())
                        .addGroup("topic", partition.topic())
                        .addGroup("partition", Integer.toString(partition.partition()));
        group.gauge(PartitionMetric.RECORDS_BEHIND.metricName(), this::recordsBehind);
        group.gauge(PartitionMetric.EVENT_TIME_LAG_MS.metricName(), this::eventTimeLagMillis);
    }

    /** The partition ends there, as the broker says. */
    void endsAt(long offset) {
        end = offset;
    }

    /** Event time of a record; {@link Long#MIN_VALUE} when it has none. */
    @SuppressWarnings("NonAtomicOperationOnVolatileField") // one thread writes
    void read(long eventNanos) {
        if (eventNanos > newestEventNanos) {
            newestEventNanos = eventNanos;
        }
    }

    long recordsBehind() {
        long next = log.next();
        return end == UNKNOWN || next == LogSilence.UNKNOWN ? UNKNOWN : Math.max(0, end - next);
    }

    private long eventTimeLagMillis() {
        long newest = newestEventNanos;
        return newest == Long.MIN_VALUE
                ? UNKNOWN
                : System.currentTimeMillis() - newest / NANOS_PER_MILLI;
    }
}
