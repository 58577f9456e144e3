/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.ingest;

import com.google.protobuf.ByteString;
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
import io.shewhart.schemas.v1.DeadLetterReason;
import io.shewhart.schemas.v1.LateSpan;
import io.shewhart.schemas.v1.QualityFlag;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Decodes Kafka records into span groups. Never throws, whatever the bytes; one per subtask, not
 * thread-safe.
 *
 * <p>Event time is a span's end, clamped to the record's Kafka timestamp + {@link
 * Options#clampNanos()} and flagged when it lies beyond.
 *
 * <p>A log's clock follows believable event times only: ends beyond the clamp, or longer before the
 * Kafka timestamp than {@link Options#behindNanos()}, tell about a broken clock, not about how far
 * the log is. A record without any, such as one that cannot be read, moves no clock either, unless
 * the log has had nothing else for {@link Options#quietNanos()}, by its Kafka timestamps: then it
 * moves the clock to its Kafka timestamp less that time. So a partition of nothing but garbage does
 * not hold back the others for ever, and garbage beside good spans makes none of them late, however
 * late they are themselves. A decoder that starts in the middle of a log waits that time anew.
 */
public final class RecordDecoder {
    private static final int CLOCK_AHEAD = 1 << QualityFlag.QUALITY_FLAG_CLOCK_AHEAD_VALUE;

    /**
     * No event time is later, whatever a producer's clock says (some write nanoseconds where Kafka
     * wants milliseconds): the year 2116, so that no deadline or window end can overflow.
     */
    private static final long LAST_UNIX_NANO = Long.MAX_VALUE / 2;

    private static final long NANOS_PER_MILLI = 1_000_000L;

    /** How far Kafka timestamps may lie ahead; what brokers allow by default. */
    private static final long FUTURE_MILLIS = 3_600_000;

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
    private final OtlpTraceDecoder decoder;
    private final SpanResolver resolver;
    private final SpanGroupBuilder groups = new SpanGroupBuilder();
    private final SpanRecord span = new SpanRecord();

    /**
     * By log: Kafka timestamp of the newest record with a believable event time, in one element.
     */
    private final Map<String, long[]> believed = new HashMap<>();

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
        latestUnixNano = latest(timestampMillis);
        earliestUnixNano = before(timestampMillis, options.behindNanos());
        maxEventUnixNano = Long.MIN_VALUE;
        chunkSpans = 0;
        clampedSpans = 0;
        behindSpans = 0;
        reversedSpans = 0;
        invalid = List.of();
        DeadLetter dead = null;
        int spans = 0;
        if (value != null && value.length > options.maxRecordBytes()) {
            dead =
                    deadLetter(offset, timestampMillis, value, 0)
                            .setReason(DeadLetterReason.DEAD_LETTER_REASON_TOO_LARGE)
                            .setDetail(
                                    value.length
                                            + " bytes, more than the limit of "
                                            + options.maxRecordBytes())
                            .build();
        } else {
            DecodeResult result = decoder.decode(value, this::accept);
            spans = result.spans();
            if (!result.whole()) {
                dead =
                        deadLetter(offset, timestampMillis, value, spans)
                                .setReason(reason(result))
                                .setDetail(result.detail())
                                .build();
            }
        }
        List<SpanGroup> drained = new ArrayList<>();
        groups.drain(Long.MIN_VALUE, topic, partition, drained::add);
        return new DecodedRecord(
                log,
                clock(log, timestampMillis),
                spans,
                chunkSpans,
                clampedSpans,
                behindSpans,
                reversedSpans,
                drained,
                invalid,
                dead);
    }

    private long latest(long timestampMillis) {
        if (timestampMillis < 0) {
            // Kafka's way to say that there is none: nothing to clamp to.
            return LAST_UNIX_NANO;
        }
        long millis = Math.min(timestampMillis, LAST_UNIX_NANO / NANOS_PER_MILLI);
        return Math.min(millis * NANOS_PER_MILLI + options.clampNanos(), LAST_UNIX_NANO);
    }

    /** A time before a Kafka timestamp; the beginning of time where there is none. */
    private static long before(long timestampMillis, long nanos) {
        return timestampMillis < 0 || timestampMillis > LAST_UNIX_NANO / NANOS_PER_MILLI
                ? Long.MIN_VALUE
                : timestampMillis * NANOS_PER_MILLI - nanos;
    }

    private long clock(String log, long timestampMillis) {
        long[] newest = believed.computeIfAbsent(log, first -> new long[] {timestampMillis});
        newest[0] = Math.min(newest[0], System.currentTimeMillis());
        if (maxEventUnixNano != Long.MIN_VALUE) {
            newest[0] = Math.max(newest[0], timestampMillis);
            return maxEventUnixNano;
        }
        return timestampMillis - newest[0] < options.quietNanos() / NANOS_PER_MILLI
                ? Long.MIN_VALUE
                : quiet(timestampMillis);
    }

    /**
     * What a record without a believable event time says about the clock. Nothing, if its own
     * timestamp lies in the future: no clock may follow that.
     */
    private long quiet(long timestampMillis) {
        return timestampMillis > System.currentTimeMillis() + FUTURE_MILLIS
                ? Long.MIN_VALUE
                : before(timestampMillis, options.quietNanos());
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

    private DeadLetter.Builder deadLetter(
            long offset, long timestampMillis, byte[] value, int kept) {
        DeadLetter.Builder letter =
                DeadLetter.newBuilder()
                        .setTopic(topic)
                        .setPartition(partition)
                        .setOffset(offset)
                        .setTimestampMillis(timestampMillis)
                        .setSpansKept(kept);
        if (options.deadLetterValues()) {
            letter.setValue(ByteString.copyFrom(value));
        }
        return letter;
    }

    private static DeadLetterReason reason(DecodeResult result) {
        return switch (result.reason()) {
            case TRUNCATED -> DeadLetterReason.DEAD_LETTER_REASON_TRUNCATED;
            case TOO_LARGE -> DeadLetterReason.DEAD_LETTER_REASON_TOO_LARGE;
            default -> DeadLetterReason.DEAD_LETTER_REASON_MALFORMED;
        };
    }
}
