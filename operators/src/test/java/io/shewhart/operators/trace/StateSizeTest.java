/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.shewhart.schemas.v1.LateSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** How much state a trace costs, and that a monstrous one costs no more than its cap. */
class StateSizeTest {
    private static final long MS = TestSpan.MS;

    /** A gateway, an orchestrator, retrieval, two calls with their requests; realistic ids. */
    private static OneTrace tenSpans() {
        Random random = new Random(1);
        long[] id = random.longs(10).toArray();
        List<TestSpan> spans = new ArrayList<>();
        spans.add(TestSpan.span(id[0], 0, 0, 2611).kind(2).stage(9).service("chat-gateway"));
        spans.add(TestSpan.span(id[1], id[0], 3, 2608).kind(3).stage(11).service("chat-gateway"));
        spans.add(TestSpan.span(id[2], id[1], 7, 2605).kind(2).stage(9).service("orchestrator"));
        spans.add(TestSpan.span(id[3], id[2], 9, 49).kind(3).stage(5).service("orchestrator"));
        spans.add(TestSpan.span(id[4], id[2], 50, 55).kind(3).stage(5).service("orchestrator"));
        for (int i = 0; i < 2; i++) {
            long from = 100 + 1200L * i;
            spans.add(
                    TestSpan.call(id[5 + 2 * i], id[2], from, from + 1150)
                            .service("orchestrator")
                            .model("gpt-4o-mini")
                            .id("chatcmpl-4vvr74k658op3zoal3xuybj" + i)
                            .tokens(230, 112, 1));
            spans.add(
                    TestSpan.span(id[6 + 2 * i], id[5 + 2 * i], from + 5, from + 1140)
                            .kind(3)
                            .stage(11)
                            .service("orchestrator"));
        }
        spans.add(TestSpan.span(id[9], id[2], 2510, 2603).stage(6).service("orchestrator"));
        for (TestSpan span : spans) {
            SpanRecord record = span.record;
            record.serviceVersion = record.service.equals("orchestrator") ? "1.4.0" : "2.0.3";
            record.environment = "production";
            record.startUnixNano += random.nextInt((int) MS);
            record.endUnixNano += random.nextInt((int) MS);
            record.eventUnixNano = record.endUnixNano;
        }
        return new OneTrace().with(spans.toArray(new TestSpan[0]));
    }

    @Test
    void aSettledTraceOfTenSpansFitsIntoThreeHundredBytes() {
        OneTrace open = tenSpans().advance(10_000);
        int waiting = open.state.encode().length;
        int taken = open.advance(5_000).advance(11_000).state.encode().length;
        int settled = open.advance(20_000).state.encode().length;
        System.out.println(
                "state of a trace of 10 spans, 2 calls: waiting "
                        + waiting
                        + " bytes, one call settled "
                        + taken
                        + " bytes, settled "
                        + settled
                        + " bytes");
        assertThat(open.out.traces).hasSize(1);
        assertThat(settled).isLessThanOrEqualTo(300);
    }

    @Test
    void aMillionSpansCostNoMoreThanTheCap() {
        TraceAssembler assembler = new TraceAssembler(TraceSettings.defaults());
        long[] refused = new long[1];
        TraceOutput out =
                new NoOutput() {
                    @Override
                    public void lateSpan(LateSpan span) {
                        refused[0]++;
                    }
                };
        TraceState state = null;
        SpanGroupBuilder builder = new SpanGroupBuilder();
        List<SpanGroup> groups = new ArrayList<>();
        int largest = 0;
        for (int record = 0; record < 500; record++) {
            for (int i = 0; i < 2000; i++) {
                long id = record * 2000L + i + 2;
                builder.add(1, 2, TestSpan.call(id, 1, record, record + 1).record);
            }
            builder.drain(TestSpan.EPOCH + (record - 10_000) * MS, "t", 0, groups::add);
            if (record % 50 == 49) {
                long now = TestSpan.EPOCH + record * MS;
                state = assembler.advance(1, 2, state, groups, now, out, t -> {});
                groups.clear();
                byte[] stored = state.encode();
                largest = Math.max(largest, stored.length);
                state = TraceState.decode(stored);
            }
        }
        assertThat(state.spanCount()).isEqualTo(10_000);
        assertThat(refused[0]).isBetween(900_000L, 990_000L);
        assertThat(largest).isLessThan(2_000_000);
    }
}
