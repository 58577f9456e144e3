/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.ingest;

import io.shewhart.operators.trace.SpanGroup;
import io.shewhart.schemas.v1.DeadLetter;
import io.shewhart.schemas.v1.LateSpan;
import java.util.List;

/**
 * What one Kafka record held, decoded. Never changed after construction. The groups are not stamped
 * yet: their {@code admittedUnixNano} is {@link Long#MIN_VALUE}.
 */
public final class DecodedRecord {
    /**
     * Log that the record belongs to: topic and partition, with the capture's number where there
     * are several.
     */
    public final String log;

    /**
     * Highest clamped event time of the record's spans, nanoseconds; {@link Long#MIN_VALUE} when it
     * has none.
     */
    public final long maxEventUnixNano;

    /** Spans that were readable, chunk spans and invalid ones included. */
    public final int spans;

    /** Of these, chunk spans, folded into their parents. */
    public final int chunkSpans;

    /** Of these, spans whose end lay beyond the clamp. */
    public final int clampedSpans;

    /** Of these, spans that end before they start. */
    public final int reversedSpans;

    public final List<SpanGroup> groups;

    /** Spans without valid ids. */
    public final List<LateSpan> invalid;

    /** Set when the record was not, or not completely, readable; else null. */
    public final DeadLetter deadLetter;

    public DecodedRecord(
            String log,
            long maxEventUnixNano,
            int spans,
            int chunkSpans,
            int clampedSpans,
            int reversedSpans,
            List<SpanGroup> groups,
            List<LateSpan> invalid,
            DeadLetter deadLetter) {
        this.log = log;
        this.maxEventUnixNano = maxEventUnixNano;
        this.spans = spans;
        this.chunkSpans = chunkSpans;
        this.clampedSpans = clampedSpans;
        this.reversedSpans = reversedSpans;
        this.groups = groups;
        this.invalid = invalid;
        this.deadLetter = deadLetter;
    }
}
