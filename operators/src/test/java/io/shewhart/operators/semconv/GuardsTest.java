/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.semconv;

import static org.assertj.core.api.Assertions.assertThat;

import io.shewhart.operators.trace.CallFacts;
import io.shewhart.operators.trace.SpanRecord;
import io.shewhart.schemas.v1.QualityFlag;
import io.shewhart.schemas.v1.TokensSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is believed of a span and what is not; each case is a trap that some emitter has set. */
class GuardsTest {
    private static final String TTFC = "gen_ai.response.time_to_first_chunk";
    private static final long MS = 1_000_000L;

    private static int flag(QualityFlag flag) {
        return 1 << flag.getNumber();
    }

    @ParameterizedTest
    @CsvSource({
        "0.25, 250000, 0",
        "0.0000011, 1.1, 0",
        "0.000001, , 3",
        "0.0, , 3",
        "-0.1, , 3",
        "NaN, , 3",
        "Infinity, , 3",
        "1.004, 1000000, 0",
        "1.006, , 3",
        "250, , 3",
    })
    void firstTokenMustLieWithinTheSpan(double seconds, Double micros, int flag) {
        SpanRecord out = Fixture.chat().with(TTFC, seconds).resolve();
        assertThat(out.call.ttftNanos)
                .isEqualTo(micros == null ? CallFacts.UNKNOWN : Math.round(micros * 1000));
        assertThat(out.call.ttftSource).as("what was looked at").isEqualTo(TTFC);
        assertThat(out.flags).isEqualTo(flag == 0 ? 0 : 1 << flag);
    }

    @Test
    void firstTokenAtTheEndIsSuspectWhenMoreTokensFollowed() {
        Fixture late = Fixture.chat().with(TTFC, 0.991);
        assertThat(late.resolve().flags).isZero();
        SpanRecord out = late.with("gen_ai.usage.output_tokens", 2).resolve();
        assertThat(out.flags).isEqualTo(flag(QualityFlag.QUALITY_FLAG_TTFT_SUSPECT));
        assertThat(out.call.ttftNanos).isEqualTo(991 * MS);
    }

    @Test
    void callsThatDoNotStreamHaveNone() {
        SpanRecord out =
                Fixture.chat().with("gen_ai.request.stream", false).with(TTFC, 0.25).resolve();
        assertThat(out.call.ttftNanos).isEqualTo(CallFacts.UNKNOWN);
        assertThat(out.call.ttftSource).isNull();
        assertThat(out.call.streaming).isEqualTo((byte) 0);
    }

    @ParameterizedTest
    @CsvSource({
        "openai.api.type,responses",
        "gen_ai.response.id,resp_68e1",
    })
    void responsesApiSendsAnotherEventFirst(String key, String value) {
        SpanRecord out = Fixture.chat().with(TTFC, 0.02).with(key, value).resolve();
        assertThat(out.call.ttftNanos).isEqualTo(CallFacts.UNKNOWN);
        assertThat(out.call.streaming).isEqualTo((byte) 1);
        assertThat(out.flags).as("right as reported, but no token").isZero();
    }

    @Test
    void ambiguousUnitFallsBackToMilliseconds() {
        String key = "gen_ai.response.time_to_first_token";
        assertThat(Fixture.chat().with(key, 0.3).resolve().call.ttftNanos).isEqualTo(300 * MS);
        assertThat(Fixture.chat().with(key, 300).resolve().call.ttftNanos).isEqualTo(300 * MS);
    }

    @Test
    void endBeforeStartMeasuresNothing() {
        SpanRecord out = Fixture.chat().millis(-5).with(TTFC, 0.25).resolve();
        assertThat(out.call.ttftNanos).isEqualTo(CallFacts.UNKNOWN);
        assertThat(out.flags)
                .isEqualTo(
                        flag(QualityFlag.QUALITY_FLAG_END_BEFORE_START)
                                | flag(QualityFlag.QUALITY_FLAG_TTFT_IMPLAUSIBLE));
    }

    @Test
    void newerTokenNameWins() {
        SpanRecord out =
                Fixture.chat()
                        .with("gen_ai.usage.completion_tokens", 7)
                        .with("gen_ai.usage.output_tokens", 8)
                        .with("gen_ai.usage.prompt_tokens", 5)
                        .with("gen_ai.usage.input_tokens", 5)
                        .resolve();
        assertThat(out.call.outputTokens).isEqualTo(8);
        assertThat(out.call.inputTokens).isEqualTo(5);
        assertThat(out.flags).isEqualTo(flag(QualityFlag.QUALITY_FLAG_TOKENS_CONFLICT));
        assertThat(
                        Fixture.chat()
                                .with("gen_ai.usage.prompt_tokens", 5)
                                .with("gen_ai.usage.input_tokens", 5)
                                .resolve()
                                .flags)
                .isZero();
    }

    @Test
    void whatIsNoCountIsUnknown() {
        for (Object garbage : List.of(Double.NaN, -1, 1.5, 1e12, Long.MAX_VALUE, "-3")) {
            SpanRecord out = Fixture.chat().with("gen_ai.usage.output_tokens", garbage).resolve();
            assertThat(out.call.outputTokens).isEqualTo(CallFacts.UNKNOWN);
            assertThat(out.call.tokensSource)
                    .isEqualTo((byte) TokensSource.TOKENS_SOURCE_UNSPECIFIED_VALUE);
            assertThat(out.flags)
                    .as("%s", garbage)
                    .isEqualTo(flag(QualityFlag.QUALITY_FLAG_TOKENS_IMPLAUSIBLE));
        }
    }

    @Test
    void garbageInTheNewNameFallsBackToTheOld() {
        SpanRecord out =
                Fixture.chat()
                        .with("gen_ai.usage.output_tokens", -1)
                        .with("gen_ai.usage.completion_tokens", 7)
                        .resolve();
        assertThat(out.call.outputTokens).isEqualTo(7);
    }

    @Test
    void zeroOutputIsUnknownAndEmbeddingsHaveNone() {
        SpanRecord out =
                Fixture.chat()
                        .with("gen_ai.usage.input_tokens", 5)
                        .with("gen_ai.usage.output_tokens", 0)
                        .resolve();
        assertThat(out.call.outputTokens).isEqualTo(CallFacts.UNKNOWN);
        assertThat(out.call.inputTokens).isEqualTo(5);
        CallFacts embedding =
                Fixture.span("x", "embeddings")
                        .with("gen_ai.operation.name", "embeddings")
                        .with("gen_ai.system", "openai")
                        .with("gen_ai.usage.input_tokens", 5)
                        .with("gen_ai.usage.output_tokens", 5)
                        .resolve()
                        .call;
        assertThat(embedding.outputTokens).isEqualTo(CallFacts.UNKNOWN);
        assertThat(embedding.inputTokens).isEqualTo(5);
    }

    @Test
    void moreCachedThanInputProvesThemExclusive() {
        CallFacts call =
                Fixture.chat()
                        .with("gen_ai.usage.input_tokens", 4)
                        .with("gen_ai.usage.cache_read.input_tokens", 2000)
                        .with("gen_ai.usage.cache_creation.input_tokens", 300)
                        .resolve()
                        .call;
        assertThat(call.inputTokens).isEqualTo(2304);
        assertThat(call.cachedInputTokens).isEqualTo(2000);
    }

    @Test
    void errorNames() {
        SpanRecord attribute = Fixture.chat().with("error.type", "timeout").resolve();
        assertThat(attribute.error).as("status unset").isTrue();
        assertThat(attribute.call.errorType).isEqualTo("timeout");
        assertThat(
                        Fixture.chat()
                                .failed()
                                .event("exception", "exception.type", "openai.RateLimitError")
                                .resolve()
                                .call
                                .errorType)
                .isEqualTo("openai.RateLimitError");
        assertThat(Fixture.chat().failed().resolve().call.errorType).isEqualTo("_OTHER");
        assertThat(
                        Fixture.chat()
                                .with("error.type", "<class 'a.b.ServiceError'>")
                                .resolve()
                                .call
                                .errorType)
                .isEqualTo("a.b.ServiceError");
        SpanRecord handled = Fixture.chat().event("exception", "exception.type", "Retry").resolve();
        assertThat(handled.error).as("exceptions can be handled").isFalse();
        assertThat(handled.call.errorType).isNull();
    }

    @Test
    void failuresAfterTheAnswerBeganAreIncomplete() {
        assertThat(Fixture.chat().failed().resolve().call.incomplete).isFalse();
        assertThat(
                        Fixture.chat()
                                .failed()
                                .with("gen_ai.response.id", "x")
                                .resolve()
                                .call
                                .incomplete)
                .isTrue();
        assertThat(Fixture.chat().failed().with(TTFC, 0.2).resolve().call.incomplete).isTrue();
        assertThat(
                        Fixture.chat()
                                .failed()
                                .with("http.response.status_code", 200)
                                .resolve()
                                .call
                                .incomplete)
                .isTrue();
        assertThat(
                        Fixture.chat()
                                .failed()
                                .with("http.response.status_code", 500)
                                .resolve()
                                .call
                                .incomplete)
                .isFalse();
        assertThat(Fixture.chat().with("gen_ai.request.stream", true).resolve().call.incomplete)
                .as("no tokens and no finish reason prove nothing")
                .isFalse();
    }

    @Test
    void droppedAttributesAreFlaggedOnAnySpan() {
        assertThat(Fixture.span("x", "y").dropped(3, 0).resolve().flags)
                .isEqualTo(flag(QualityFlag.QUALITY_FLAG_TRUNCATED));
    }

    @Test
    void emptyListOfFinishReasonsInJavaScriptMeansTheClientLeft() {
        Fixture left =
                Fixture.span("@opentelemetry/instrumentation-openai", "chat gpt-4o")
                        .with("gen_ai.operation.name", "chat")
                        .with("gen_ai.system", "openai")
                        .with("gen_ai.response.finish_reasons", List.of());
        assertThat(left.resolve().call.incomplete).isTrue();
        assertThat(left.with("gen_ai.usage.output_tokens", 3).resolve().call.incomplete).isFalse();
    }
}
