/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.trace;

/**
 * The spans of one trace in one Kafka record, stamped where they were read; what travels through
 * the shuffle and lies in state. Never changed after construction: the bytes are shared, not
 * copied.
 */
public final class SpanGroup {
    /** First and last eight bytes of the trace id, big-endian. */
    public final long traceIdHigh;

    public final long traceIdLow;

    /**
     * How far the partition had come before this record: highest clamped event time read minus the
     * bound, nanoseconds since the Unix epoch; {@link Long#MIN_VALUE} at the log's start.
     */
    public final long admittedUnixNano;

    /** Where it was read. */
    public final String topic;

    public final int partition;

    /** The span records in the format of {@link SpanCodec}. */
    public final byte[] spans;

    public SpanGroup(
            long traceIdHigh,
            long traceIdLow,
            long admittedUnixNano,
            String topic,
            int partition,
            byte[] spans) {
        this.traceIdHigh = traceIdHigh;
        this.traceIdLow = traceIdLow;
        this.admittedUnixNano = admittedUnixNano;
        this.topic = topic;
        this.partition = partition;
        this.spans = spans;
    }
}
