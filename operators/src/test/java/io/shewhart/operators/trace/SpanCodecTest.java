/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What goes into a group comes out of it, and the builder loses and mixes nothing. */
class SpanCodecTest {
    private static final String[] TEXTS = {null, "", "shop", "größe \uD83D\uDE00", "x".repeat(300)};

    @Property(tries = 200)
    void everyFieldOfEveryRecordSurvives(@ForAll long seed) {
        Random random = new Random(seed);
        SpanGroupBuilder builder = new SpanGroupBuilder();
        List<SpanRecord> sent = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(20); i++) {
            SpanRecord span = record(random);
            sent.add(span);
            builder.add(1, 2, span);
        }
        List<SpanGroup> groups = new ArrayList<>();
        builder.drain(5, "t", 3, groups::add);
        assertThat(groups).hasSize(1);
        List<SpanRecord> received = read(groups.get(0));
        assertThat(received).usingRecursiveComparison().isEqualTo(sent);
    }

    /** A reader and a writer that were wrong in the same way would read each other. */
    @Test
    void fixedNumbersAreBigEndian() {
        ByteWriter out = new ByteWriter(1);
        out.writeFixed(0x0102030405060708L);
        assertThat(out.toByteArray()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        ByteReader in = new ByteReader(2);
        in.reset(out.toByteArray());
        assertThat(in.readFixed()).isEqualTo(0x0102030405060708L);
    }

    private static List<SpanRecord> read(SpanGroup group) {
        List<SpanRecord> spans = new ArrayList<>();
        new SpanCodec()
                .forEach(
                        group,
                        new SpanRecord(),
                        span -> {
                            SpanRecord copy = new SpanRecord();
                            copy.set(span);
                            spans.add(copy);
                        });
        return spans;
    }

    private static SpanRecord record(Random random) {
        SpanRecord span = new SpanRecord();
        span.spanId = random.nextLong();
        span.parentSpanId = random.nextBoolean() ? 0 : random.nextLong();
        span.startUnixNano = time(random);
        span.endUnixNano = time(random);
        span.eventUnixNano = random.nextBoolean() ? span.endUnixNano : time(random);
        span.kind = (byte) random.nextInt(6);
        span.stage = (byte) random.nextInt(12);
        span.error = random.nextBoolean();
        span.flags = random.nextBoolean() ? 0 : random.nextInt();
        span.service = text(random);
        span.serviceVersion = text(random);
        span.environment = text(random);
        span.candidate = random.nextBoolean();
        if (span.candidate) {
            call(span.call, random);
        }
        return span;
    }

    private static void call(CallFacts call, Random random) {
        call.embedding = random.nextBoolean();
        call.dialect = text(random);
        call.vantage = (byte) random.nextInt(4);
        call.layerPriority = random.nextInt();
        call.companion = random.nextBoolean();
        call.scope = text(random);
        call.operation = text(random);
        call.provider = text(random);
        call.requestModel = text(random);
        call.responseModel = text(random);
        call.responseId = text(random);
        call.errorType = text(random);
        call.finishReason = text(random);
        call.streaming = (byte) (random.nextInt(3) - 1);
        call.incomplete = random.nextBoolean();
        call.ttftNanos = number(random);
        call.ttftSource = text(random);
        call.inputTokens = number(random);
        call.outputTokens = number(random);
        call.cachedInputTokens = number(random);
        call.reasoningOutputTokens = number(random);
        call.tokensSource = (byte) random.nextInt(4);
        call.queueNanos = number(random);
        call.prefillNanos = number(random);
        call.decodeNanos = number(random);
    }

    private static long time(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextLong();
            case 1 -> Long.MAX_VALUE;
            default -> TestSpan.EPOCH + random.nextInt();
        };
    }

    private static long number(Random random) {
        return random.nextInt(3) == 0 ? -1 : random.nextLong() >>> (1 + random.nextInt(62));
    }

    private static String text(Random random) {
        return TEXTS[random.nextInt(TEXTS.length)];
    }

    @Test
    void tracesAreKeptApartByTheWholeIdAndInOrderOfAppearance() {
        SpanGroupBuilder builder = new SpanGroupBuilder();
        for (int round = 0; round < 2; round++) {
            List<SpanGroup> groups = new ArrayList<>();
            for (int i = 0; i < 3000; i++) {
                int trace = i % 1000;
                builder.add(trace / 2, trace % 2, TestSpan.span(i, 0, 0, i).record);
            }
            builder.drain(7, "t", 1, groups::add);
            assertThat(groups).hasSize(1000);
            for (int trace = 0; trace < 1000; trace++) {
                SpanGroup group = groups.get(trace);
                assertThat(group.traceIdHigh * 2 + group.traceIdLow).isEqualTo(trace);
                assertThat(read(group))
                        .extracting(span -> span.spanId)
                        .containsExactly((long) trace, trace + 1000L, trace + 2000L);
            }
        }
    }

    @Test
    void chunksOfOneParentBecomeOneEntry() {
        SpanGroupBuilder builder = new SpanGroupBuilder();
        builder.add(1, 2, TestSpan.chunk(5, 10, 10, false).record);
        builder.add(1, 2, TestSpan.chunk(5, 40, 41, true).record);
        builder.add(1, 2, TestSpan.chunk(5, 30, 31, true).record);
        builder.add(1, 2, TestSpan.chunk(6, 1, 2, false).record);
        List<SpanGroup> groups = new ArrayList<>();
        builder.drain(7, "t", 1, groups::add);
        List<SpanRecord> spans = read(groups.get(0));
        assertThat(spans).extracting(span -> span.parentSpanId).containsExactly(5L, 6L);
        assertThat(spans).extracting(span -> span.chunkCount).containsExactly(3, 1);
        assertThat(spans).extracting(span -> span.chunkBody).containsExactly(true, false);
        assertThat(spans.get(0).startUnixNano - TestSpan.EPOCH).isEqualTo(30 * TestSpan.MS);
        assertThat(spans.get(0).endUnixNano - TestSpan.EPOCH).isEqualTo(41 * TestSpan.MS);
    }

    @Test
    void formatsOfAnotherVersionAreRefused() {
        SpanGroup group = new SpanGroup(1, 2, 3, "t", 0, new byte[] {9});
        assertThatThrownBy(() -> new SpanCodec().open(group)).hasMessageContaining("version 9");
        assertThatThrownBy(() -> TraceState.decode(new byte[] {9}))
                .hasMessageContaining("version 9");
    }
}
