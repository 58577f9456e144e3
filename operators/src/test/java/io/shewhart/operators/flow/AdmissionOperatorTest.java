/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.shewhart.operators.ingest.DecodedRecord;
import io.shewhart.operators.trace.SpanGroup;
import io.shewhart.schemas.v1.DeadLetter;
import io.shewhart.schemas.v1.LateSpan;
import io.shewhart.schemas.v1.QualityCount;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** Stamps, and their survival of restores and rescaling. */
class AdmissionOperatorTest {
    private static final long BOUND_MS = 10_000;
    private static final LateSpan INVALID = LateSpan.newBuilder().setSpanId("00").build();
    private static final DeadLetter DEAD = DeadLetter.newBuilder().setOffset(7).build();

    @Test
    void aGroupIsStampedWithTheHighestTimeOfItsLogBeforeItsRecord() throws Exception {
        try (Rig<DecodedRecord, SpanGroup> rig = start(null)) {
            rig.send(record("a", 50_000, 1, 2)).send(record("b", 90_000, 3));
            rig.send(record("a", 40_000, 4)).send(record("a", 60_000, 5));
            rig.send(record("a", 61_000, 6)).send(record("b", 0, 7));
            assertThat(rig.out())
                    .extracting(g -> g.traceIdLow)
                    .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
            assertThat(stamps(rig))
                    .containsExactly(
                            Long.MIN_VALUE,
                            Long.MIN_VALUE,
                            Long.MIN_VALUE,
                            stamp(50_000),
                            stamp(50_000),
                            stamp(60_000),
                            stamp(90_000));
            assertThat(rig.out().get(0).spans)
                    .isEqualTo(record("a", 50_000, 1).groups.get(0).spans);
        }
    }

    @Test
    void aRecordWithoutSpansMovesNothing() throws Exception {
        try (Rig<DecodedRecord, SpanGroup> rig = start(null)) {
            rig.send(
                    new DecodedRecord(
                            "a", Long.MIN_VALUE, 0, 0, 0, 0, 0, List.of(), List.of(), null));
            rig.send(record("a", 50_000, 1));
            assertThat(stamps(rig)).containsExactly(Long.MIN_VALUE);
        }
    }

    @Test
    void theMaximaSurviveARestore() throws Exception {
        OperatorSubtaskState state;
        try (Rig<DecodedRecord, SpanGroup> rig = start(null)) {
            state = rig.send(record("a", 50_000, 1)).send(record("b", 90_000, 2)).checkpoint();
        }
        try (Rig<DecodedRecord, SpanGroup> rig = start(state)) {
            rig.send(record("a", 51_000, 3)).send(record("b", 51_000, 4));
            assertThat(stamps(rig)).containsExactly(stamp(50_000), stamp(90_000));
        }
    }

    @Test
    void afterRescalingEverySubtaskKnowsEveryLogAndTheHighestMaximumWins() throws Exception {
        OperatorSubtaskState one;
        try (Rig<DecodedRecord, SpanGroup> rig = start(null)) {
            one = rig.send(record("a", 50_000, 1)).send(record("b", 90_000, 2)).checkpoint();
        }
        OperatorSubtaskState[] two = new OperatorSubtaskState[2];
        for (int i = 0; i < 2; i++) {
            try (Rig<DecodedRecord, SpanGroup> rig = subtask(i, Rig.part(one, 1, 2, i))) {
                // Log a is read on by the first subtask, log b by the second; both knew both.
                rig.send(record(i == 0 ? "a" : "b", 100_000, 3));
                assertThat(stamps(rig)).containsExactly(stamp(i == 0 ? 50_000 : 90_000));
                two[i] = rig.checkpoint();
            }
        }
        for (OperatorSubtaskState[] order :
                List.of(two, new OperatorSubtaskState[] {two[1], two[0]})) {
            OperatorSubtaskState whole = AbstractStreamOperatorTestHarness.repackageState(order);
            try (Rig<DecodedRecord, SpanGroup> rig = start(Rig.part(whole, 2, 1, 0))) {
                rig.send(record("a", 0, 4)).send(record("b", 0, 5));
                assertThat(stamps(rig)).containsExactly(stamp(100_000), stamp(100_000));
            }
        }
    }

    @Test
    void aSilentLogStampsWhatComesLaterWithTheTimeItWasSilent() throws Exception {
        OperatorSubtaskState state;
        try (Rig<DecodedRecord, SpanGroup> rig = start(null)) {
            rig.send(DecodedRecord.silence("a", Spans.nanos(50_000)));
            rig.send(record("a", 20_000, 1)).send(record("b", 20_000, 2));
            assertThat(stamps(rig)).containsExactly(stamp(50_000), Long.MIN_VALUE);
            state = rig.checkpoint();
            assertThat(rig.quality())
                    .contains(entry("records", 2L), entry("silences", 1L))
                    .doesNotContainKey("empty_records");
        }
        try (Rig<DecodedRecord, SpanGroup> rig = start(state)) {
            rig.send(record("a", 20_000, 3));
            assertThat(stamps(rig)).containsExactly(stamp(50_000));
        }
    }

    @Test
    void recordsOfOtherTopicsAreCountedAndMoveNothing() throws Exception {
        try (Rig<DecodedRecord, SpanGroup> rig = start(null)) {
            rig.send(DecodedRecord.skipped("m")).send(DecodedRecord.skipped("m"));
            rig.checkpoint();
            assertThat(rig.quality()).containsOnly(entry("records_skipped", 2L));
        }
    }

    @Test
    void aLogThatAppearsLaterIsNotStampedBehindTheWatermark() throws Exception {
        OperatorSubtaskState state;
        try (Rig<DecodedRecord, SpanGroup> rig = start(null)) {
            rig.send(record("a", 50_000, 1));
            rig.watermark(Spans.nanos(40_000) / Spans.MS);
            rig.send(record("new", 20_000, 2)).send(record("a", 50_000, 3));
            assertThat(stamps(rig))
                    .containsExactly(Long.MIN_VALUE, Spans.nanos(40_000), stamp(50_000));
            state = rig.checkpoint();
        }
        try (Rig<DecodedRecord, SpanGroup> rig = start(state)) {
            rig.send(record("newer", 20_000, 4));
            assertThat(stamps(rig)).containsExactly(Spans.nanos(40_000));
        }
    }

    @Test
    void theEndOfInputIsNoTime() throws Exception {
        OperatorSubtaskState state;
        try (Rig<DecodedRecord, SpanGroup> rig = start(null)) {
            rig.watermark(Spans.nanos(40_000) / Spans.MS);
            rig.endOfTime();
            state = rig.checkpoint();
        }
        try (Rig<DecodedRecord, SpanGroup> rig = start(state)) {
            rig.send(record("new", 20_000, 1));
            assertThat(stamps(rig)).containsExactly(Spans.nanos(40_000));
        }
    }

    @Test
    void afterARestoreTheLowestWatermarkOfAllSubtasksBindsWhatAppearsLater() throws Exception {
        OperatorSubtaskState[] two = new OperatorSubtaskState[2];
        for (int i = 0; i < 2; i++) {
            try (Rig<DecodedRecord, SpanGroup> rig = subtask(i, null)) {
                rig.send(record("a" + i, 90_000, 1));
                rig.watermark(Spans.nanos(i == 0 ? 40_000 : 70_000) / Spans.MS);
                two[i] = rig.checkpoint();
            }
        }
        OperatorSubtaskState whole = AbstractStreamOperatorTestHarness.repackageState(two);
        try (Rig<DecodedRecord, SpanGroup> rig = start(Rig.part(whole, 2, 1, 0))) {
            rig.send(record("new", 20_000, 2));
            assertThat(stamps(rig)).containsExactly(Spans.nanos(40_000));
        }
    }

    @Test
    void whatIsUnreadableOrInvalidGoesToItsSideOutput() throws Exception {
        try (Rig<DecodedRecord, SpanGroup> rig = start(null)) {
            rig.send(
                    new DecodedRecord(
                            "a", 5, 3, 0, 0, 0, 0, List.of(), List.of(INVALID, INVALID), DEAD));
            assertThat(rig.out()).isEmpty();
            assertThat(rig.side(Outputs.LATE_SPANS)).containsExactly(INVALID, INVALID);
            assertThat(rig.side(Outputs.DEAD_LETTERS)).containsExactly(DEAD);
        }
    }

    @Test
    void countsLeaveBeforeABarrierAndAtTheEndAndSumUpExactly() throws Exception {
        try (Rig<DecodedRecord, SpanGroup> rig = start(null)) {
            DecodedRecord full =
                    new DecodedRecord(
                            "a",
                            Spans.nanos(1),
                            10,
                            4,
                            2,
                            3,
                            1,
                            record("a", 1, 1, 2).groups,
                            List.of(INVALID),
                            DEAD);
            rig.send(full);
            assertThat(rig.side(Outputs.QUALITY)).isEmpty();
            rig.checkpoint();
            assertThat(rig.side(Outputs.QUALITY))
                    .extracting(QualityCount::getStage)
                    .containsOnly("source");
            assertThat(rig.quality())
                    .containsOnly(
                            entry("records", 1L),
                            entry("spans", 10L),
                            entry("chunk_spans", 4L),
                            entry("spans_clock_behind", 3L),
                            entry("spans_clamped", 2L),
                            entry("spans_ending_before_start", 1L),
                            entry("spans_with_invalid_ids", 1L),
                            entry("groups", 2L),
                            entry("dead_letters", 1L));
            int records = rig.side(Outputs.QUALITY).size();
            rig.checkpoint();
            assertThat(rig.side(Outputs.QUALITY)).hasSize(records);
            rig.send(full)
                    .send(new DecodedRecord("a", 0, 0, 0, 0, 0, 0, List.of(), List.of(), null));
            rig.finish();
            assertThat(rig.quality())
                    .contains(
                            entry("records", 3L),
                            entry("spans", 20L),
                            entry("spans_clock_behind", 6L),
                            entry("groups", 4L),
                            entry("empty_records", 1L));
        }
    }

    private static Rig<DecodedRecord, SpanGroup> start(OperatorSubtaskState state)
            throws Exception {
        return open(1, 0, state);
    }

    private static Rig<DecodedRecord, SpanGroup> subtask(int index, OperatorSubtaskState state)
            throws Exception {
        return open(2, index, state);
    }

    private static Rig<DecodedRecord, SpanGroup> open(
            int parallelism, int index, OperatorSubtaskState state) throws Exception {
        return Rig.open(
                new AdmissionOperator(BOUND_MS * Spans.MS),
                ValueTypeInformation.spanGroup(),
                parallelism,
                index,
                state);
    }

    /** A record of a log whose traces have one span each, ending at a time. */
    private static DecodedRecord record(String log, long endMs, long... traces) {
        List<SpanGroup> groups =
                Arrays.stream(traces)
                        .mapToObj(trace -> Spans.group(trace, Spans.span(1, 0, 0, endMs)))
                        .toList();
        return new DecodedRecord(
                log, Spans.nanos(endMs), traces.length, 0, 0, 0, 0, groups, List.of(), null);
    }

    private static List<Long> stamps(Rig<?, SpanGroup> rig) {
        return rig.out().stream().map(group -> group.admittedUnixNano).toList();
    }

    private static long stamp(long maximumMs) {
        return Spans.nanos(maximumMs - BOUND_MS);
    }
}
