/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.trace;

import static io.shewhart.operators.trace.TestSpan.call;
import static io.shewhart.operators.trace.TestSpan.span;
import static org.assertj.core.api.Assertions.assertThat;

import io.shewhart.schemas.v1.Inference;
import io.shewhart.schemas.v1.QualityFlag;
import io.shewhart.schemas.v1.Stage;
import io.shewhart.schemas.v1.TokensSource;
import org.junit.jupiter.api.Test;

/** Who counts as a call and what the record says, rule by rule. */
class CallRolesTest {
    @Test
    void aWrapperIsNotEmittedAndFillsTheGapsOfItsOnlyLeaf() {
        Collected out =
                new OneTrace()
                        .with(
                                call(1, 0, 0, 1000).tokens(5, 6, 1),
                                span(2, 1, 5, 995),
                                call(3, 2, 10, 990).ttft(100))
                        .end();
        Inference inference = out.only();
        assertThat(out.roles()).containsExactly("3 INFERENCE");
        assertThat(inference.getOutputTokens()).isEqualTo(6);
        assertThat(inference.getTimeToFirstTokenNanos()).isEqualTo(100 * TestSpan.MS);
        assertThat(inference.getLayerSpanIdsList()).containsExactly("0000000000000001");
        assertThat(inference.getFlagsList())
                .containsExactly(QualityFlag.QUALITY_FLAG_MERGED_LAYERS);
        assertThat(out.count(TraceCounter.WRAPPERS)).isEqualTo(1);
    }

    @Test
    void aWrapperOfSeveralCallsGivesItsSumsToNone() {
        Collected out =
                new OneTrace()
                        .with(
                                call(1, 0, 0, 1000).tokens(50, 60, 1),
                                call(2, 1, 10, 400),
                                call(3, 1, 410, 990))
                        .end();
        assertThat(out.roles()).containsExactly("2 INFERENCE", "3 INFERENCE");
        assertThat(out.inferences).noneMatch(Inference::hasOutputTokens);
    }

    @Test
    void vantagesAndClassesNeverMerge() {
        Collected out =
                new OneTrace()
                        .with(
                                call(1, 0, 0, 1000).id("r"),
                                call(2, 1, 5, 995).vantage(3).id("r"),
                                call(3, 1, 6, 20).embedding().id("r"))
                        .end();
        assertThat(out.roles())
                .containsExactlyInAnyOrder("1 INFERENCE", "2 INFERENCE", "3 INFERENCE");
    }

    @Test
    void theSameResponseIdIsOneCallAndTheMoreBelievedLayerRepresentsIt() {
        Collected out =
                new OneTrace()
                        .with(
                                call(1, 9, 0, 1000).id("r").tokens(5, 7, 3),
                                call(2, 9, 2, 995).scope("b").id("r").priority(1).tokens(5, 6, 1),
                                span(9, 0, 0, 1001))
                        .end();
        assertThat(out.only().getSpanId()).isEqualTo("0000000000000002");
        assertThat(out.count(TraceCounter.MERGED_LAYERS)).isEqualTo(1);
    }

    @Test
    void theProvidersTokensAreTakenBeforeSuspectOnes() {
        Collected out =
                new OneTrace()
                        .with(
                                call(1, 9, 0, 1000).id("r").priority(1).tokens(5, 7, 3),
                                call(2, 9, 2, 995).scope("b").id("r").tokens(5, 6, 1))
                        .end();
        assertThat(out.only().getOutputTokens()).isEqualTo(6);
        assertThat(out.only().getTokensSource()).isEqualTo(TokensSource.TOKENS_SOURCE_PROVIDER);
    }

    @Test
    void parallelAndRepeatedCallsOfOneInstrumentationStaySeparate() {
        Collected out =
                new OneTrace()
                        .with(
                                call(1, 9, 0, 1000),
                                call(2, 9, 0, 1000),
                                call(3, 9, 0, 1000),
                                span(9, 0, 0, 1001))
                        .end();
        assertThat(out.roles()).containsExactly("1 INFERENCE", "2 INFERENCE", "3 INFERENCE");
    }

    @Test
    void eachCompanionJoinsItsOwnCallOfAFanOutAndOneLeftOverCounts() {
        Collected out =
                new OneTrace()
                        .with(
                                call(1, 9, 0, 1000).priority(1),
                                call(2, 9, 3, 1200).priority(1),
                                call(11, 9, 2, 998).companion(),
                                call(12, 9, 5, 1198).companion(),
                                call(13, 9, 6, 1190).companion(),
                                span(9, 0, 0, 1301))
                        .end();
        assertThat(out.roles()).containsExactly("1 INFERENCE", "13 INFERENCE", "2 INFERENCE");
        assertThat(out.count(TraceCounter.MERGED_LAYERS)).isEqualTo(2);
    }

    @Test
    void aCompanionOfAnotherModelIsACallOfItsOwn() {
        Collected out =
                new OneTrace()
                        .with(call(1, 9, 0, 1000), call(2, 9, 2, 998).companion().model("claude"))
                        .end();
        assertThat(out.roles()).containsExactlyInAnyOrder("1 INFERENCE", "2 INFERENCE");
    }

    @Test
    void aDateAtTheModelsEndMakesNoOtherModel() {
        Collected out =
                new OneTrace()
                        .with(
                                call(1, 9, 0, 1000).priority(1),
                                call(2, 9, 2, 998).companion().model("openai/gpt-4o-2024-08-06"))
                        .end();
        assertThat(out.roles()).containsExactly("1 INFERENCE");
    }

    @Test
    void twoInstrumentationsOverTheSameTimeAreOneCallEvenWhenOneHangsFurtherUp() {
        Collected out =
                new OneTrace()
                        .with(
                                span(9, 0, 0, 1001),
                                span(8, 9, 0, 1000),
                                call(1, 8, 0, 1000).scope("framework"),
                                call(2, 9, 8, 996).priority(1))
                        .end();
        assertThat(out.roles()).containsExactly("2 INFERENCE");
    }

    @Test
    void aCallWithinAnothersTimeAndNoMoreKnownIsUnsure() {
        Collected out =
                new OneTrace()
                        .with(
                                call(1, 9, 0, 3000).scope("framework").priority(1),
                                call(2, 9, 1000, 2000),
                                span(9, 0, 0, 3001))
                        .end();
        assertThat(out.roles()).containsExactly("2 UNSURE", "1 INFERENCE");
        assertThat(out.traces.get(0).getInferenceCount()).isEqualTo(1);
    }

    @Test
    void contradictingTokensMakeTwoCalls() {
        Collected out =
                new OneTrace()
                        .with(
                                call(1, 9, 0, 1000).tokens(1, 2, 1),
                                call(2, 9, 2, 998).scope("b").tokens(1, 3, 1))
                        .end();
        assertThat(out.roles()).containsExactly("2 INFERENCE", "1 INFERENCE");
    }

    @Test
    void theFirstToSettleCountsAndALateLayerIsADuplicate() {
        Collected out =
                new OneTrace()
                        .with(call(1, 9, 0, 1000).id("r"))
                        .advance(11_000)
                        .admittedAt(11_500, call(2, 9, 2, 998).scope("b").priority(1).id("r"))
                        .end();
        assertThat(out.roles()).containsExactly("1 INFERENCE", "2 LATE_DUPLICATE");
        assertThat(out.inferences.get(1).getLate()).isTrue();
    }

    @Test
    void aLeafBelowACountedWrapperIsALateDuplicate() {
        Collected out =
                new OneTrace()
                        .with(call(1, 0, 0, 1000))
                        .admittedAt(11_500, call(2, 1, 2, 998), call(3, 1, 2, 998))
                        .end();
        assertThat(out.roles())
                .containsExactly("1 INFERENCE", "2 LATE_DUPLICATE", "3 LATE_DUPLICATE");
    }

    @Test
    void aLayerThatGaveWayCountsWhenTheBetterOneTurnsOutToBeAWrapper() {
        Collected out =
                new OneTrace()
                        .with(
                                call(1, 9, 0, 1000).id("r"),
                                call(2, 9, 1, 3000).scope("b").priority(1).id("r"))
                        // Seen after the first one's deadline and before the second one's.
                        .admittedAt(
                                12_000,
                                call(3, 2, 5, 1500).scope("b"),
                                call(4, 2, 1600, 2500).scope("b"))
                        .end();
        assertThat(out.roles())
                .containsExactlyInAnyOrder("1 INFERENCE", "3 INFERENCE", "4 INFERENCE");
        assertThat(out.count(TraceCounter.WRAPPERS)).isEqualTo(1);
    }

    @Test
    void theErrorOfALayerIsTakenWhenTheRepresentativeSaysNothing() {
        Collected out =
                new OneTrace()
                        .with(
                                call(1, 9, 0, 1000).priority(1),
                                call(2, 9, 2, 998).companion().error("APIError"))
                        .end();
        assertThat(out.only().getErrorType()).isEqualTo("APIError");
    }

    @Test
    void aCallThatEndsBeforeItStartsHasNoDuration() {
        Inference inference = new OneTrace().with(call(1, 9, 1000, 0)).end().only();
        assertThat(inference.hasDurationNanos()).isFalse();
        assertThat(inference.getFlagsList())
                .containsExactly(QualityFlag.QUALITY_FLAG_END_BEFORE_START);
    }

    @Test
    void anErrorWithoutATypeIsStillAnError() {
        assertThat(new OneTrace().with(call(1, 9, 0, 10).error(null)).end().only().getErrorType())
                .isEqualTo("_OTHER");
    }

    @Test
    void aLayerThatGaveWayAndThenTurnsOutToBeAWrapperIsCountedAsOne() {
        Collected out =
                new OneTrace()
                        .with(
                                call(1, 9, 0, 1000).id("r").scope("b"),
                                call(2, 9, 1, 3000).priority(1).id("r"))
                        // Stands below the first one, seen when the second one settles.
                        .admittedAt(12_000, call(3, 1, 5, 900))
                        .end();
        assertThat(out.roles()).containsExactly("3 INFERENCE");
        assertThat(out.count(TraceCounter.WRAPPERS)).isEqualTo(1);
        assertThat(out.count(TraceCounter.MERGED_LAYERS)).isEqualTo(1);
    }

    private static TestSpan request(long id, long parent, long startMs, long endMs) {
        return span(id, parent, startMs, endMs).kind(3).stage(Stage.STAGE_NETWORK_VALUE);
    }

    private static TestSpan countedFromTheAnswer(long ttftMs) {
        TestSpan call = call(1, 0, 0, 1000).ttft(ttftMs);
        call.record.flags |= 1 << QualityFlag.QUALITY_FLAG_TTFT_FROM_ANSWER_VALUE;
        return call;
    }

    @Test
    void aTimeCountedFromTheAnswerStartsWhereTheLastRequestEnded() {
        Collected out =
                new OneTrace()
                        .with(
                                countedFromTheAnswer(56),
                                request(2, 1, 1, 6),
                                span(3, 1, 400, 470),
                                request(4, 3, 440, 452),
                                request(5, 1, 980, 990))
                        .end();
        assertThat(out.only().getTimeToFirstTokenNanos()).isEqualTo(508 * TestSpan.MS);
        assertThat(out.only().getFlagsList()).isEmpty();
    }

    @Test
    void withoutARequestATimeCountedFromTheAnswerIsSuspect() {
        Collected out = new OneTrace().with(countedFromTheAnswer(56)).end();
        assertThat(out.only().getTimeToFirstTokenNanos()).isEqualTo(56 * TestSpan.MS);
        assertThat(out.only().getFlagsList())
                .containsExactly(
                        QualityFlag.QUALITY_FLAG_TTFT_SUSPECT,
                        QualityFlag.QUALITY_FLAG_TTFT_FROM_ANSWER);
    }

    @Test
    void aToolWithinTheSpanIsFlaggedAndTakesDoubtedCountsAway() {
        Collected out =
                new OneTrace()
                        .with(
                                call(1, 0, 0, 1000).tokens(5, 6, 3),
                                span(2, 1, 300, 400).stage(Stage.STAGE_TOOL_VALUE),
                                call(3, 0, 0, 1000).tokens(5, 6, 1),
                                span(4, 3, 300, 400).stage(Stage.STAGE_TOOL_VALUE))
                        .end();
        Inference doubted = out.inferences.get(0);
        Inference sure = out.inferences.get(1);
        assertThat(doubted.getFlagsList()).containsExactly(QualityFlag.QUALITY_FLAG_TOOLS_INSIDE);
        assertThat(doubted.hasOutputTokens()).isFalse();
        assertThat(sure.getFlagsList()).containsExactly(QualityFlag.QUALITY_FLAG_TOOLS_INSIDE);
        assertThat(sure.getOutputTokens()).isEqualTo(6);
    }

    @Test
    void whatAServerDoesMeanwhileIsItsOwn() {
        Collected out =
                new OneTrace()
                        .with(
                                call(1, 0, 0, 1000).tokens(5, 6, 1),
                                span(2, 1, 10, 900).kind(2),
                                span(3, 2, 300, 400).stage(Stage.STAGE_TOOL_VALUE))
                        .end();
        assertThat(out.only().getFlagsList()).isEmpty();
    }
}
