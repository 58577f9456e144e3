/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import io.shewhart.operators.otlp.OtlpEncoding;
import org.junit.jupiter.api.Test;

/** Event times, whatever the clocks say. */
class RecordDecoderTest {
    private static final long NOW_MS = 1_750_000_000_000L;
    private static final long MS = 1_000_000L;
    private static final long FAR = Long.MAX_VALUE / 2;

    private final RecordDecoder decoder =
            new RecordDecoder(
                    new RecordDecoder.Options(
                            OtlpEncoding.AUTO,
                            5_000 * MS,
                            365L * 24 * 3600 * 1000 * MS,
                            60_000 * MS,
                            1 << 20,
                            true));

    @Test
    void anEndBeyondTheClampIsClampedToTheKafkaTimestamp() {
        assertThat(decode(NOW_MS, (NOW_MS + 4_999) * MS).maxEventUnixNano)
                .isEqualTo((NOW_MS + 4_999) * MS);
        DecodedRecord ahead = decode(NOW_MS, (NOW_MS + 5_001) * MS);
        assertThat(ahead.clampedSpans).isEqualTo(1);
        assertThat(decode(NOW_MS, -1).clampedSpans).isEqualTo(1);
    }

    /** Wrong clocks and no spans at all: the Kafka timestamp tells, a minute behind. */
    @Test
    void noClockFollowsWhatCannotBeBelieved() {
        decoder.decode("log", "otlp_spans", 0, 0, NOW_MS - 60_000, new byte[] {1});
        long year = 365L * 24 * 3600 * 1000;
        for (long end :
                new long[] {
                    -1, Long.MAX_VALUE, (NOW_MS + 5_001) * MS, 0, (NOW_MS - year) * MS - 1
                }) {
            assertThat(decode(NOW_MS, end).maxEventUnixNano).isEqualTo((NOW_MS - 60_000) * MS);
        }
        assertThat(decode(NOW_MS, new byte[] {1, 2, 3}).maxEventUnixNano)
                .isEqualTo((NOW_MS - 60_000) * MS);
        assertThat(decode(NOW_MS, 0).behindSpans).isEqualTo(1);
        assertThat(decode(NOW_MS, (NOW_MS - year) * MS).maxEventUnixNano)
                .isEqualTo((NOW_MS - year) * MS);
    }

    /** Spans that a Collector held back for minutes are none the later for what is between them. */
    @Test
    void garbageBesideGoodSpansMovesNothing() {
        byte[] garbage = {1, 2, 3};
        long held = 20 * 60_000;
        for (long now = NOW_MS; now < NOW_MS + 120_000; now += 20_000) {
            assertThat(decode(now, garbage).maxEventUnixNano).isEqualTo(Long.MIN_VALUE);
            assertThat(decode(now + 1, (now - held) * MS).maxEventUnixNano)
                    .isEqualTo((now - held) * MS);
        }
        long last = NOW_MS + 100_001;
        assertThat(decode(last + 59_999, garbage).maxEventUnixNano).isEqualTo(Long.MIN_VALUE);
        assertThat(decode(last + 60_000, garbage).maxEventUnixNano).isEqualTo(last * MS);
        assertThat(decoder.decode("other", "otlp_spans", 1, 0, last + 60_000, garbage))
                .extracting(record -> record.maxEventUnixNano)
                .isEqualTo(Long.MIN_VALUE);
    }

    /** One timestamp in another unit does not hold the clock of what is unreadable for ever. */
    @Test
    void aTimestampOfTheFutureIsNoReasonToWaitForIt() {
        decode(NOW_MS * 1_000_000, NOW_MS * MS);
        long later = System.currentTimeMillis() + 61_000;
        assertThat(decode(later, new byte[] {1}).maxEventUnixNano).isEqualTo((later - 60_000) * MS);
    }

    /** Without a Kafka timestamp there is nothing to compare with, and a future one is none. */
    @Test
    void whatHasNoTimeMovesNothing() {
        byte[] garbage = {1, 2, 3};
        assertThat(decode(-1, garbage).maxEventUnixNano).isEqualTo(Long.MIN_VALUE);
        assertThat(decode(Long.MAX_VALUE, garbage).maxEventUnixNano).isEqualTo(Long.MIN_VALUE);
        assertThat(decode(System.currentTimeMillis() + 7_200_000, garbage).maxEventUnixNano)
                .isEqualTo(Long.MIN_VALUE);
        assertThat(decode(-1, NOW_MS * MS).maxEventUnixNano).isEqualTo(NOW_MS * MS);
    }

    @Test
    void aKafkaTimestampInAnotherUnitClampsNothingThatIsPlausible() {
        for (int day = 0; day < 60; day++) {
            long now = NOW_MS + day * 24L * 3600 * 1000;
            for (long unit : new long[] {1_000, 1_000_000}) {
                DecodedRecord record = decode(now * unit, now * MS);
                assertThat(record.maxEventUnixNano).isEqualTo(now * MS);
                assertThat(record.clampedSpans).isZero();
            }
        }
    }

    @Test
    void noEventTimeIsSoLateThatADeadlineCouldOverflow() {
        for (long timestamp : new long[] {Long.MAX_VALUE, FAR / MS, NOW_MS * 1_000_000}) {
            for (long end : new long[] {Long.MAX_VALUE, -1}) {
                DecodedRecord record = decode(timestamp, end);
                assertThat(record.clampedSpans).isEqualTo(1);
                assertThat(record.maxEventUnixNano).isLessThanOrEqualTo(FAR);
            }
        }
    }

    private DecodedRecord decode(long timestampMillis, long endUnixNano) {
        Span span =
                Span.newBuilder()
                        .setTraceId(
                                ByteString.copyFrom(
                                        new byte[] {
                                            1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3, 4, 5, 6, 7
                                        }))
                        .setSpanId(ByteString.copyFrom(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}))
                        .setEndTimeUnixNano(endUnixNano)
                        .build();
        ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
        request.addResourceSpansBuilder().addScopeSpansBuilder().addSpans(span);
        return decode(timestampMillis, request.build().toByteArray());
    }

    private DecodedRecord decode(long timestampMillis, byte[] value) {
        return decoder.decode("log", "otlp_spans", 0, 0, timestampMillis, value);
    }
}
