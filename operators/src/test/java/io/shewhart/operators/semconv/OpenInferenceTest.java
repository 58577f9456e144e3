/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.semconv;

import static org.assertj.core.api.Assertions.assertThat;

import io.shewhart.operators.trace.CallFacts;
import io.shewhart.operators.trace.SpanRecord;
import io.shewhart.schemas.v1.QualityFlag;
import io.shewhart.schemas.v1.Vantage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Arize's names, after its sources; the numbers are made up. */
class OpenInferenceTest {
    private static Fixture openinference(String lib, String name) {
        return Fixture.span("openinference.instrumentation." + lib, name)
                .kind("INTERNAL")
                .with("openinference.span.kind", "LLM");
    }

    @Test
    void openinferenceFirstTokenEventAndRequestParameters() {
        CallFacts call =
                openinference("openai", "ChatCompletion")
                        .ok()
                        .with("llm.system", "openai")
                        .with(
                                "llm.invocation_parameters",
                                "{\"model\": \"gpt-4o\", \"stream\": true}")
                        .with("llm.model_name", "gpt-4o-2024-08-06")
                        .with("llm.finish_reason", "stop")
                        .with("llm.token_count.prompt", 16)
                        .with("llm.token_count.completion", 12)
                        .with("llm.token_count.prompt_details.cache_read", 8)
                        .with("llm.token_count.completion_details.reasoning", 4)
                        .event("First Token Stream Event", 150)
                        .resolve()
                        .call;
        assertThat(call.dialect).isEqualTo("openinference");
        assertThat(call.vantage).isEqualTo((byte) Vantage.VANTAGE_APP_VALUE);
        assertThat(call.operation).isEqualTo("chat");
        assertThat(call.provider).isEqualTo("openai");
        assertThat(call.requestModel).isEqualTo("gpt-4o");
        assertThat(call.responseModel).isEqualTo("gpt-4o-2024-08-06");
        assertThat(call.streaming).isEqualTo((byte) 1);
        assertThat(call.ttftNanos).isEqualTo(150_000_000L);
        assertThat(call.ttftSource).isEqualTo("First Token Stream Event");
        assertThat(call.inputTokens).isEqualTo(16);
        assertThat(call.outputTokens).isEqualTo(12);
        assertThat(call.cachedInputTokens).isEqualTo(8);
        assertThat(call.reasoningOutputTokens).isEqualTo(4);
    }

    @Test
    void openinferenceResponsesApiHasNoFirstToken() {
        CallFacts call =
                openinference("openai", "Response")
                        .event("First Token Stream Event", 15)
                        .resolve()
                        .call;
        assertThat(call.ttftNanos).isEqualTo(CallFacts.UNKNOWN);
        assertThat(call.streaming).as("but it was a stream").isEqualTo((byte) 1);
    }

    @Test
    void openinferenceAnthropicStreamEndsWhenItIsOpened() {
        Fixture span =
                openinference("anthropic", "messages.create")
                        .with(
                                "llm.invocation_parameters",
                                "{\"max_tokens\": 300, \"stream\": true}")
                        .with("llm.request.model_name", "claude-sonnet-4-5");
        SpanRecord opened = span.resolve();
        assertThat(opened.flags).isEqualTo(Fixture.flag(QualityFlag.QUALITY_FLAG_END_EARLY));
        assertThat(opened.call.incomplete).isFalse();
        SpanRecord whole = span.ok().resolve();
        assertThat(whole.flags).isZero();
        assertThat(whole.call.layerPriority).isGreaterThan(opened.call.layerPriority);
    }

    @Test
    void openinferenceFrameworkLayersAreBelievedLess() {
        int sdk = openinference("openai", "ChatCompletion").resolve().call.layerPriority;
        CallFacts framework =
                openinference("langchain", "ChatOpenAI")
                        .with("llm.invocation_parameters", "{\"stream\": false}")
                        .resolve()
                        .call;
        assertThat(framework.layerPriority).isLessThan(sdk);
        assertThat(framework.streaming).as("false on streams too").isEqualTo((byte) -1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"CHAIN", "AGENT", "TOOL", "RETRIEVER", "RERANKER", "GUARDRAIL", "EVALUATOR"})
    void openinferenceOtherKindsAreNoCalls(String kind) {
        SpanRecord out =
                Fixture.span("openinference.instrumentation.langchain", "x")
                        .with("openinference.span.kind", kind)
                        .with("llm.token_count.completion", 12)
                        .resolve();
        assertThat(out.candidate).isFalse();
    }
}
