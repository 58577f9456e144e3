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
    /** What it stands for. */
    public enum Kind {
        /** A record of a topic that holds spans. */
        SPANS,
        /** A record of another topic: read, counted and skipped. */
        SKIPPED,
        /**
         * No record: the log was known to be read to its end, and silent, at {@link
         * #maxEventUnixNano}.
         */
        SILENCE
    }

    public final Kind kind;

    /**
     * Log that the record belongs to: topic and partition, with the capture's number where there
     * are several.
     */
    public final String log;

    /**
     * How far the log is as of this record: the highest believable event time of its spans, or what
     * its Kafka timestamp says where there is none, nanoseconds; {@link Long#MIN_VALUE} when
     * nothing is known.
     */
    public final long maxEventUnixNano;

    /** Spans that were readable, chunk spans and invalid ones included. */
    public final int spans;

    /** Of these, chunk spans, folded into their parents. */
    public final int chunkSpans;

    /** Of these, spans whose end lay beyond the clamp. */
    public final int clampedSpans;

    /** Of these, spans that ended so long before their Kafka timestamp that it is not believed. */
    public final int behindSpans;

    /** Of these, spans that end before they start. */
    public final int reversedSpans;

    public final List<SpanGroup> groups;

    /** Spans without valid ids. */
    public final List<LateSpan> invalid;

    /** Set when the record was not, or not completely, readable; else null. */
    public final DeadLetter deadLetter;

    /** A record of a topic that holds spans. */
    public DecodedRecord(
            String log,
            long maxEventUnixNano,
            int spans,
            int chunkSpans,
            int clampedSpans,
            int behindSpans,
            int reversedSpans,
            List<SpanGroup> groups,
            List<LateSpan> invalid,
            DeadLetter deadLetter) {
        this(
                Kind.SPANS,
                log,
                maxEventUnixNano,
                spans,
                chunkSpans,
                clampedSpans,
                behindSpans,
                reversedSpans,
                groups,
                invalid,
                deadLetter);
    }

    private DecodedRecord(
            Kind kind,
            String log,
            long maxEventUnixNano,
            int spans,
            int chunkSpans,
            int clampedSpans,
            int behindSpans,
            int reversedSpans,
            List<SpanGroup> groups,
            List<LateSpan> invalid,
            DeadLetter deadLetter) {
        this.kind = kind;
        this.log = log;
        this.maxEventUnixNano = maxEventUnixNano;
        this.spans = spans;
        this.chunkSpans = chunkSpans;
        this.clampedSpans = clampedSpans;
        this.behindSpans = behindSpans;
        this.reversedSpans = reversedSpans;
        this.groups = groups;
        this.invalid = invalid;
        this.deadLetter = deadLetter;
    }

    /** A record of a topic without spans. It has no time and moves no clock. */
    public static DecodedRecord skipped(String log) {
        return empty(Kind.SKIPPED, log, Long.MIN_VALUE);
    }

    /**
     * Says that a log was silent until a time of the wall clock, nanoseconds. It counts as an event
     * at that time, so what comes later is stamped accordingly.
     */
    public static DecodedRecord silence(String log, long unixNano) {
        return empty(Kind.SILENCE, log, unixNano);
    }

    private static DecodedRecord empty(Kind kind, String log, long unixNano) {
        return new DecodedRecord(kind, log, unixNano, 0, 0, 0, 0, 0, List.of(), List.of(), null);
    }
}
