/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.ingest;

import io.shewhart.operators.otlp.DecodeResult;
import io.shewhart.operators.otlp.DecodedResource;
import io.shewhart.operators.otlp.DecodedScope;
import io.shewhart.operators.otlp.DecodedSpan;
import io.shewhart.operators.otlp.OtlpEncoding;
import io.shewhart.operators.otlp.OtlpTraceDecoder;
import io.shewhart.operators.semconv.SemanticConventions;
import io.shewhart.operators.semconv.SpanResolver;
import io.shewhart.operators.trace.SpanGroup;
import io.shewhart.operators.trace.SpanGroupBuilder;
import io.shewhart.operators.trace.SpanRecord;
import io.shewhart.schemas.v1.DeadLetter;
import io.shewhart.schemas.v1.LateSpan;
import io.shewhart.schemas.v1.QualityFlag;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Decodes Kafka records into span groups. Never throws, whatever the bytes; one per subtask, not
 * thread-safe.
 *
 * <p>Event time is a span's end, clamped to the record's Kafka timestamp + {@link
 * Options#clampNanos()} and flagged when it lies beyond.
 *
 * <p>How far its log is with a record, and which event times are believed for that, is what {@link
 * LogClocks} says.
 */
public final class RecordDecoder {
    private static final int CLOCK_AHEAD = 1 << QualityFlag.QUALITY_FLAG_CLOCK_AHEAD_VALUE;
    private static final int REVERSED = 1 << QualityFlag.QUALITY_FLAG_END_BEFORE_START_VALUE;

    /**
     * How records are read.
     *
     * @param encoding how values are encoded
     * @param clampNanos how far a span may end beyond its Kafka timestamp
     * @param behindNanos what ended longer before its Kafka timestamp moves no clock
     * @param quietNanos how far before its Kafka timestamp a record without a believable event time
     *     is taken to be
     * @param maxRecordBytes larger records are dead letters
     * @param deadLetterValues whether dead letters carry the original bytes
     */
    public record Options(
            OtlpEncoding encoding,
            long clampNanos,
            long behindNanos,
            long quietNanos,
            int maxRecordBytes,
            boolean deadLetterValues)
            implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    private final Options options;
    private final LogClocks clocks;
    private final DeadLetters deadLetters;
    private final OtlpTraceDecoder decoder;
    private final SpanResolver resolver;
    private final SpanGroupBuilder groups = new SpanGroupBuilder();
    private final SpanRecord span = new SpanRecord();

    private String topic;
    private int partition;
    private long latestUnixNano;
    private long maxEventUnixNano;
    private int chunkSpans;
    private long earliestUnixNano;
    private int clampedSpans;
    private int behindSpans;
    private int reversedSpans;
    private List<LateSpan> invalid;

    public RecordDecoder(Options options) {
        this.options = options;
        clocks = new LogClocks(options);
        deadLetters = new DeadLetters(options);
        SemanticConventions conventions = SemanticConventions.load();
        decoder = new OtlpTraceDecoder(conventions.names(), options.encoding());
        resolver = new SpanResolver(conventions);
    }

    /** Decodes one record; a null value is an empty request. */
    public DecodedRecord decode(
            String log,
            String recordTopic,
            int recordPartition,
            long offset,
            long timestampMillis,
            byte[] value) {
        topic = recordTopic;
        partition = recordPartition;
        latestUnixNano = clocks.latest(timestampMillis);
        earliestUnixNano = clocks.earliest(timestampMillis);
        maxEventUnixNano = Long.MIN_VALUE;
        chunkSpans = 0;
        clampedSpans = 0;
        behindSpans = 0;
        reversedSpans = 0;
        invalid = List.of();
        DeadLetter dead = null;
        int spans = 0;
        if (value != null && value.length > options.maxRecordBytes()) {
            dead = deadLetters.tooLarge(topic, partition, offset, timestampMillis, value);
        } else {
            DecodeResult result = decoder.decode(value, this::accept);
            spans = result.spans();
            if (!result.whole()) {
                dead =
                        deadLetters.unreadable(
                                topic, partition, offset, timestampMillis, value, result);
            }
        }
        List<SpanGroup> drained = new ArrayList<>();
        groups.drain(Long.MIN_VALUE, topic, partition, drained::add);
        return new DecodedRecord(
                log,
                clocks.clock(log, timestampMillis, maxEventUnixNano),
                spans,
                chunkSpans,
                clampedSpans,
                behindSpans,
                reversedSpans,
                drained,
                invalid,
                dead);
    }

    private void accept(DecodedResource resource, DecodedScope scope, DecodedSpan decoded) {
        resolver.resolve(resource, scope, decoded, span);
        span.eventUnixNano = span.endUnixNano;
        boolean behind = span.endUnixNano >= 0 && span.endUnixNano < earliestUnixNano;
        // Unsigned: a time beyond 2262 is a future one too.
        boolean ahead = Long.compareUnsigned(span.endUnixNano, latestUnixNano) > 0;
        if (behind) {
            behindSpans++;
        }
        if (ahead) {
            span.eventUnixNano = latestUnixNano;
            span.flags |= CLOCK_AHEAD;
            clampedSpans++;
        }
        if (Long.compareUnsigned(span.endUnixNano, span.startUnixNano) < 0) {
            span.flags |= REVERSED;
            reversedSpans++;
        }
        if (!decoded.idsValid()) {
            if (invalid.isEmpty()) {
                invalid = new ArrayList<>();
            }
            invalid.add(InvalidSpans.of(decoded, span, topic, partition));
            return;
        }
        if (!ahead && !behind) {
            maxEventUnixNano = Math.max(maxEventUnixNano, span.eventUnixNano);
        }
        if (span.chunk) {
            chunkSpans++;
        }
        groups.add(decoded.traceIdHigh, decoded.traceIdLow, span);
    }
}
