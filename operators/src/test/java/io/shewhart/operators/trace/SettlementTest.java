/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.trace;

import static io.shewhart.operators.trace.TestSpan.call;
import static io.shewhart.operators.trace.TestSpan.chunk;
import static io.shewhart.operators.trace.TestSpan.span;
import static org.assertj.core.api.Assertions.assertThat;

import io.shewhart.schemas.v1.LateReason;
import io.shewhart.schemas.v1.SettleReason;
import io.shewhart.schemas.v1.TraceSummary;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** When traces settle, are amended, cut and forgotten. */
class SettlementTest {
    private static final long MS = TestSpan.MS;

    @Test
    void aTraceSettlesTenSecondsAfterItsRootAndNotBefore() {
        OneTrace trace = new OneTrace().with(span(1, 0, 0, 1000), span(2, 1, 10, 990));
        assertThat(trace.advance(10_999).out.traces).isEmpty();
        assertThat(trace.advance(11_000).out.traces).hasSize(1);
        TraceSummary summary = trace.out.traces.get(0);
        assertThat(summary.getSettledBy()).isEqualTo(SettleReason.SETTLE_REASON_ROOT);
        assertThat(summary.getSpanCount()).isEqualTo(2);
        assertThat(summary.getLate()).isFalse();
    }

    @Test
    void theGroupAloneTellsWhenToWakeAndHalfASecondIsTheMostItIsLate() {
        OneTrace trace = new OneTrace().with(span(1, 0, 0, 1001), call(2, 1, 10, 640));
        long wake = trace.wakeups.get(0) - TestSpan.EPOCH;
        assertThat(wake).isBetween(10_640 * MS, 11_140 * MS);
        trace.advance(wake / MS);
        assertThat(trace.out.inferences).hasSize(1);
        assertThat(trace.wakeups.get(1) - TestSpan.EPOCH).isBetween(11_001 * MS, 11_501 * MS);
    }

    @Test
    void aSpanAdmittedAtTheDeadlineIsNotSeenByItButAmendsAtATick() {
        OneTrace trace =
                new OneTrace().with(span(1, 0, 0, 1000)).admittedAt(11_000, span(2, 1, 0, 900));
        trace.advance(19_999);
        assertThat(trace.out.traces).extracting(TraceSummary::getSpanCount).containsExactly(1);
        trace.advance(20_000);
        assertThat(trace.out.traces).extracting(TraceSummary::getSpanCount).containsExactly(1, 2);
        assertThat(trace.out.traces).extracting(TraceSummary::getRevision).containsExactly(0, 1);
        assertThat(trace.out.count(TraceCounter.AMENDMENTS)).isEqualTo(1);
    }

    @Test
    void aLateRootSettlesAtATickAndIsLate() {
        OneTrace trace = new OneTrace().admittedAt(11_000, span(1, 0, 0, 1000));
        assertThat(trace.advance(19_999).out.traces).isEmpty();
        assertThat(trace.advance(20_000).out.traces.get(0).getLate()).isTrue();
    }

    @Test
    void aLateCallSettlesAtATickAndIsLate() {
        OneTrace trace = new OneTrace().admittedAt(11_000, call(1, 9, 0, 1000));
        assertThat(trace.advance(19_999).out.inferences).isEmpty();
        assertThat(trace.advance(20_000).out.only().getLate()).isTrue();
    }

    @Test
    void withoutARootTheTraceSettlesWhenNothingHasEndedForTheTimeout() {
        OneTrace trace = new OneTrace().with(span(2, 1, 0, 1000)).with(span(3, 1, 0, 200_000));
        assertThat(trace.advance(499_999).out.traces).isEmpty();
        TraceSummary summary = trace.advance(500_000).out.traces.get(0);
        assertThat(summary.getSettledBy()).isEqualTo(SettleReason.SETTLE_REASON_IDLE);
        assertThat(summary.hasRootSpanId()).isFalse();
        assertThat(trace.out.count(TraceCounter.ROOTLESS)).isEqualTo(1);
    }

    @Test
    void aTraceThatGoesOnIsCutAtMaxDurationAndLaterSpansFormTheNextSegment() {
        OneTrace trace = new OneTrace();
        for (int i = 0; i < 20; i++) {
            trace.with(span(10 + i, 1, i * 200_000L, i * 200_000L + 100));
        }
        Collected out = trace.with(span(1, 0, 0, 3_900_000)).end();
        assertThat(out.traces)
                .extracting(TraceSummary::getSettledBy)
                .containsExactly(
                        SettleReason.SETTLE_REASON_MAX_DURATION, SettleReason.SETTLE_REASON_ROOT);
        assertThat(out.traces).extracting(TraceSummary::getSegment).containsExactly(0, 1);
        assertThat(out.traces).extracting(TraceSummary::getSpanCount).containsExactly(19, 2);
        assertThat(out.count(TraceCounter.SEGMENTS_CUT)).isEqualTo(1);
    }

    @Test
    void aSettledTraceIsForgottenAfterRetentionAndThenOldSpansAreTooLate() {
        OneTrace trace = new OneTrace().with(span(1, 0, 0, 1000)).advance(610_999);
        assertThat(trace.state).isNotNull();
        assertThat(trace.advance(611_000).state).isNull();
        trace.admittedAt(612_000, span(2, 1, 0, 900)).advance(620_000);
        assertThat(trace.state).isNull();
        assertThat(trace.out.traces).hasSize(1);
        assertThat(trace.out.lateSpans.get(0).getReason())
                .isEqualTo(LateReason.LATE_REASON_TOO_LATE);
        assertThat(trace.out.lateSpans.get(0).hasAdmittedUnixNano()).isFalse();
    }

    @Test
    void anOldSpanOfATraceThatIsStillThereAmendsIt() {
        OneTrace trace =
                new OneTrace().with(span(1, 0, 0, 500_000)).admittedAt(700_000, span(2, 1, 0, 900));
        assertThat(trace.end().traces).extracting(TraceSummary::getSpanCount).containsExactly(1, 2);
    }

    @Test
    void repeatedSpansCountOnceEvenAfterSettling() {
        OneTrace trace =
                new OneTrace()
                        .with(call(1, 0, 0, 1000))
                        .with(call(1, 0, 0, 1000))
                        .advance(11_000)
                        .admittedAt(40_000, call(1, 0, 0, 1000));
        Collected out = trace.end();
        assertThat(out.inferences).hasSize(1);
        assertThat(out.traces).hasSize(1);
        assertThat(out.count(TraceCounter.DUPLICATE_SPANS)).isEqualTo(2);
        assertThat(out.count(TraceCounter.SPANS)).isEqualTo(1);
    }

    @Test
    void ofTwoContentsTheRicherIsTakenWhateverCameFirst() {
        for (boolean poorFirst : new boolean[] {true, false}) {
            TestSpan poor = span(1, 0, 0, 1000).service(null);
            TestSpan rich = span(1, 0, 0, 1000);
            OneTrace trace = new OneTrace().with(poorFirst ? poor : rich).advance(5000);
            trace.admittedAt(9000, poorFirst ? rich : poor);
            assertThat(trace.end().traces)
                    .extracting(TraceSummary::getService)
                    .containsExactly("shop");
        }
    }

    @Test
    void spansOverTheCapAreReportedOnceAndTheFirstToEndStay() {
        TraceSettings three =
                new TraceSettings(10_000 * MS, 300_000 * MS, 3_600_000 * MS, 600_000 * MS, 3);
        OneTrace trace = new OneTrace(three);
        IntStream.rangeClosed(1, 5).forEach(i -> trace.with(span(i, 9, 0, 1000 - i)));
        trace.with(span(1, 9, 0, 999)).with(span(9, 0, 0, 2000));
        Collected out = trace.end();
        assertThat(out.lateSpans)
                .extracting(late -> late.getSpanId().substring(15))
                .containsExactly("2", "1", "9");
        assertThat(out.lateSpans)
                .allMatch(late -> late.getReason() == LateReason.LATE_REASON_OVER_CAP);
        assertThat(out.traces.get(0).getSpanCount()).isEqualTo(3);
        assertThat(out.traces.get(0).getApproximate()).isTrue();
    }

    @Test
    void theFirstByteIsTheRootsFirstBodyChunk() {
        Collected out =
                new OneTrace()
                        .with(
                                chunk(1, 50, 50, false),
                                chunk(1, 400, 401, true),
                                chunk(1, 300, 301, true),
                                chunk(1, 350, 351, true),
                                span(1, 0, 0, 1000))
                        .end();
        assertThat(out.traces.get(0).getTimeToFirstByteNanos()).isEqualTo(300 * MS);
        assertThat(out.traces.get(0).getSpanCount()).isEqualTo(1);
        assertThat(out.count(TraceCounter.CHUNKS_FOLDED)).isEqualTo(4);
    }

    @Test
    void chunksAloneTellNothing() {
        OneTrace trace = new OneTrace().with(chunk(1, 400, 401, true));
        assertThat(trace.end().traces).isEmpty();
        assertThat(trace.state).isNull();
    }

    @Test
    void callsAreSummedAtTheVantageNearestToTheUser() {
        TraceSummary trace =
                new OneTrace()
                        .with(
                                span(1, 0, 0, 1000),
                                call(2, 1, 0, 900).tokens(10, 20, 1),
                                call(3, 1, 0, 950).tokens(1, -1, 1).error("x"),
                                call(4, 2, 10, 890).vantage(2).tokens(11, 22, 1))
                        .end()
                        .traces
                        .get(0);
        assertThat(trace.getInferenceCount()).isEqualTo(2);
        assertThat(trace.getInferenceErrorCount()).isEqualTo(1);
        assertThat(List.of(trace.getInputTokens(), trace.getOutputTokens()))
                .containsExactly(11L, 20L);
    }

    @Test
    void aCallThatEndsAfterTheRootIsInTheFirstSummaryAlready() {
        Collected out =
                new OneTrace().with(span(1, 0, 0, 1000), call(2, 1, 0, 1200).tokens(1, 2, 1)).end();
        assertThat(out.traces).extracting(TraceSummary::getOutputTokens).containsExactly(2L);
    }
}
