/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.flow;

import static io.shewhart.operators.flow.Spans.admitted;
import static io.shewhart.operators.flow.Spans.call;
import static io.shewhart.operators.flow.Spans.group;
import static io.shewhart.operators.flow.Spans.span;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.shewhart.operators.influx.PointLines;
import io.shewhart.operators.trace.SpanGroup;
import io.shewhart.operators.trace.TraceRecord;
import io.shewhart.operators.trace.TraceSettings;
import io.shewhart.operators.trace.TraceTable;
import io.shewhart.schemas.v1.Inference;
import io.shewhart.schemas.v1.LateReason;
import io.shewhart.schemas.v1.LateSpan;
import io.shewhart.schemas.v1.TraceSummary;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** Deadlines as timers, and state that neither leaks nor changes the output when it is restored. */
class AssemblyOperatorTest {
    private static final int TRACES = 40;
    private static final long HEAP = 1 << 24;

    /** Not even one trace stays on the heap. */
    private static final long NO_HEAP = 1;

    @Test
    void aTraceOverTwoGroupsSettlesAtItsDeadlinesAndNotBefore() throws Exception {
        try (Rig<SpanGroup, Inference> rig = start(null)) {
            rig.send(group(1, call(2, 1, 100, 2_000))).send(group(1, span(1, 0, 0, 4_000)));
            assertThat(rig.watermark(at(11_999)).out()).isEmpty();
            assertThat(rig.watermark(at(12_000)).out())
                    .extracting(Inference::getSpanId)
                    .containsExactly("0000000000000002");
            assertThat(rig.watermark(at(13_999)).side(Outputs.TRACES)).isEmpty();
            TraceSummary trace = rig.watermark(at(14_000)).side(Outputs.TRACES).get(0).head();
            assertThat(trace.getTraceId()).isEqualTo(rig.out().get(0).getTraceId());
            assertThat(trace.getSpanCount()).isEqualTo(2);
            assertThat(trace.getLate()).isFalse();
        }
    }

    @Test
    void aStoredTraceHasItsCriticalPath() {
        TraceRecord trace = Spans.trace(span(1, 0, 0, 9), call(2, 1, 3, 7));
        assertThat(trace.head().getCriticalPathCount()).isZero();
        assertThat(new String(new PointLines().trace(trace), StandardCharsets.UTF_8))
                .contains(
                        "critical_path=\"0,3000,other,shop 3000,4000,model,shop"
                                + " 7000,2000,other,shop\"");
    }

    @Test
    void nothingOfATraceIsLeftAfterItsRetention() throws Exception {
        try (Rig<SpanGroup, Inference> rig = start(null)) {
            sendAll(rig);
            rig.watermark(at(0));
            assertThat(held(rig)).isEqualTo(TRACES);
            rig.watermark(at(100_000));
            assertThat(rig.side(Outputs.TRACES)).hasSize(TRACES);
            for (int i = 0; i < TraceTable.OLD; i++) {
                rig.checkpoint();
            }
            assertThat(held(rig)).as("young traces stay on the heap").isEqualTo(TRACES);
            assertThat(rig.timers()).isZero();
            // Looking at the entries is another checkpoint.
            assertThat(rig.entries()).as("one compact trace each").isEqualTo(TRACES);
            assertThat(rig.timers()).as("one timer each: to forget").isEqualTo(TRACES);
            assertThat(held(rig)).isZero();
            rig.watermark(at(700_000));
            assertThat(rig.entries() + rig.timers() + held(rig)).isZero();
        }
    }

    @Test
    void onTheHeapItIsForgottenAfterItsRetentionToo() throws Exception {
        try (Rig<SpanGroup, Inference> rig = start(null)) {
            sendAll(rig);
            rig.watermark(at(100_000));
            assertThat(held(rig)).isEqualTo(TRACES);
            rig.watermark(at(700_000));
            assertThat(held(rig)).isZero();
            assertThat(rig.entries() + rig.timers()).isZero();
        }
    }

    @Test
    void whatTheHeapMayNotHoldLiesInKeyedState() throws Exception {
        try (Rig<SpanGroup, Inference> rig = open(1, 0, null, NO_HEAP)) {
            sendAll(rig);
            rig.watermark(at(0));
            assertThat(held(rig)).isZero();
            assertThat(rig.entries()).as("one list of pending groups a trace").isEqualTo(TRACES);
            assertThat(rig.timers()).isBetween(TRACES, 2 * TRACES);
            rig.watermark(at(700_000));
            assertThat(rig.side(Outputs.TRACES)).hasSize(TRACES);
            assertThat(rig.out()).hasSize(TRACES);
            assertThat(rig.entries() + rig.timers() + held(rig)).isZero();
        }
    }

    @Test
    void aJobThatKeptAllInKeyedStateIsRestored() throws Exception {
        List<String> seen = new ArrayList<>();
        OperatorSubtaskState all;
        try (Rig<SpanGroup, Inference> rig = open(1, 0, null, NO_HEAP)) {
            sendAll(rig);
            all = rig.watermark(at(12_500)).checkpoint();
            take(rig, seen);
        }
        OperatorSubtaskState old =
                OperatorSubtaskState.builder()
                        .setManagedKeyedState(all.getManagedKeyedState())
                        .setManagedOperatorState(all.getManagedOperatorState())
                        .build();
        try (Rig<SpanGroup, Inference> rig = start(old)) {
            sendLate(rig);
            rig.endOfTime();
            take(rig, seen);
        }
        assertThat(seen).containsExactlyInAnyOrderElementsOf(uninterrupted());
    }

    @Test
    void aLateGroupAmendsTheTraceAndBeyondRetentionGoesToTheLateSpans() throws Exception {
        try (Rig<SpanGroup, Inference> rig = start(null)) {
            rig.send(group(1, span(1, 0, 0, 4_000))).watermark(at(20_000));
            rig.send(admitted(1, 25_000, span(3, 1, 0, 3_000))).watermark(at(40_000));
            assertThat(rig.side(Outputs.TRACES))
                    .extracting(trace -> trace.head().getRevision())
                    .containsExactly(0, 1);
            assertThat(rig.side(Outputs.TRACES).get(1).head().getSpanCount()).isEqualTo(2);
            rig.watermark(at(900_000)).send(admitted(1, 900_000, span(4, 1, 0, 3_000)));
            rig.watermark(at(1_000_000));
            assertThat(rig.side(Outputs.LATE_SPANS))
                    .extracting(LateSpan::getReason)
                    .containsExactly(LateReason.LATE_REASON_TOO_LATE);
            assertThat(rig.entries() + rig.timers() + held(rig)).isZero();
            rig.checkpoint();
            assertThat(rig.quality())
                    .contains(
                            entry("traces", 1L),
                            entry("traces_amended", 1L),
                            entry("spans_too_late", 1L));
        }
    }

    @Test
    void theLastWatermarkSettlesEverythingAndLeavesNothing() throws Exception {
        try (Rig<SpanGroup, Inference> rig = start(null)) {
            sendAll(rig);
            rig.send(group(99, span(5, 4, 0, 1_000))).endOfTime();
            assertThat(rig.out()).hasSize(TRACES);
            assertThat(rig.side(Outputs.TRACES)).hasSize(TRACES + 1);
            assertThat(rig.entries() + rig.timers()).isZero();
        }
    }

    @Test
    void restoringInTheMiddleChangesNothing() throws Exception {
        List<String> expected = uninterrupted();
        // Before anything settled, between call and root, and when traces wait for amendments.
        for (long when : new long[] {5_000, 12_500, 30_000}) {
            for (long[] heaps : new long[][] {{HEAP, HEAP}, {NO_HEAP, HEAP}, {HEAP, NO_HEAP}}) {
                List<String> seen = new ArrayList<>();
                OperatorSubtaskState state;
                try (Rig<SpanGroup, Inference> rig = open(1, 0, null, heaps[0])) {
                    sendAll(rig);
                    rig.watermark(at(when)).checkpoint();
                    // The second moves what is settled from the heap into keyed state.
                    state = rig.checkpoint();
                    take(rig, seen);
                }
                try (Rig<SpanGroup, Inference> rig = open(1, 0, state, heaps[1])) {
                    assertThat(held(rig)).isLessThanOrEqualTo(heaps[1] == HEAP ? TRACES : 0);
                    sendLate(rig);
                    rig.endOfTime();
                    take(rig, seen);
                }
                assertThat(seen)
                        .as("restored at %s, heaps of %s", when, heaps)
                        .containsExactlyInAnyOrderElementsOf(expected);
            }
        }
    }

    @Test
    void rescalingInTheMiddleChangesNothing() throws Exception {
        List<String> seen = new ArrayList<>();
        OperatorSubtaskState one;
        try (Rig<SpanGroup, Inference> rig = start(null)) {
            sendAll(rig);
            one = rig.watermark(at(12_500)).checkpoint();
            take(rig, seen);
        }
        OperatorSubtaskState[] two = new OperatorSubtaskState[2];
        for (int i = 0; i < 2; i++) {
            try (Rig<SpanGroup, Inference> rig = open(2, i, Rig.part(one, 1, 2, i))) {
                assertThat(held(rig)).isBetween(TRACES / 4, TRACES * 3 / 4);
                two[i] = rig.watermark(at(14_100)).checkpoint();
                take(rig, seen);
            }
        }
        OperatorSubtaskState whole = AbstractStreamOperatorTestHarness.repackageState(two);
        try (Rig<SpanGroup, Inference> rig = start(Rig.part(whole, 2, 1, 0))) {
            assertThat(held(rig)).isEqualTo(TRACES);
            sendLate(rig);
            rig.endOfTime();
            take(rig, seen);
        }
        assertThat(seen).containsExactlyInAnyOrderElementsOf(uninterrupted());
    }

    private static List<String> uninterrupted() throws Exception {
        List<String> out = new ArrayList<>();
        try (Rig<SpanGroup, Inference> rig = start(null)) {
            sendAll(rig);
            sendLate(rig);
            rig.endOfTime();
            take(rig, out);
        }
        assertThat(out).hasSize(3 * TRACES);
        return out;
    }

    /** Every trace has a call and a root, in two groups. */
    private static void sendAll(Rig<SpanGroup, Inference> rig) throws Exception {
        for (int trace = 1; trace <= TRACES; trace++) {
            rig.send(group(trace, call(2, 1, 100, 2_000 + trace)));
            rig.send(group(trace, span(1, 0, 0, 4_000 + 10 * trace)));
        }
    }

    private static void sendLate(Rig<SpanGroup, Inference> rig) throws Exception {
        for (int trace = 1; trace <= TRACES; trace++) {
            rig.send(admitted(trace, 60_000, span(3, 1, 0, 3_000)));
        }
    }

    private static void take(Rig<SpanGroup, Inference> rig, List<String> into) {
        rig.out().forEach(inference -> into.add(inference.toString()));
        rig.side(Outputs.TRACES).forEach(trace -> into.add(trace.summary().toString()));
    }

    private static Rig<SpanGroup, Inference> start(OperatorSubtaskState state) throws Exception {
        return open(1, 0, state);
    }

    private static Rig<SpanGroup, Inference> open(
            int parallelism, int index, OperatorSubtaskState state) throws Exception {
        return open(parallelism, index, state, HEAP);
    }

    private static int held(Rig<SpanGroup, Inference> rig) {
        return ((AssemblyOperator) rig.operator()).held();
    }

    private static Rig<SpanGroup, Inference> open(
            int parallelism, int index, OperatorSubtaskState state, long heap) throws Exception {
        return Rig.assembly(TraceSettings.defaults(), heap, parallelism, index, state);
    }

    private static long at(long ms) {
        return Spans.EPOCH + ms;
    }
}
