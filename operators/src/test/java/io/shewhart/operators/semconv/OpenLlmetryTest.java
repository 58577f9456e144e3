/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.semconv;

import static org.assertj.core.api.Assertions.assertThat;

import io.shewhart.operators.trace.CallFacts;
import io.shewhart.operators.trace.SpanRecord;
import io.shewhart.schemas.v1.QualityFlag;
import io.shewhart.schemas.v1.TokensSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Traceloop's names, new and legacy, after its sources; the numbers are made up. */
class OpenLlmetryTest {
    private static Fixture openllmetryStream(int chunks) {
        Fixture span =
                Fixture.span("opentelemetry.instrumentation.openai.v1", "openai.chat")
                        .with("gen_ai.operation.name", "chat")
                        .with("gen_ai.provider.name", "openai")
                        .with("gen_ai.request.model", "gpt-4o")
                        .with("gen_ai.is_streaming", true);
        for (int i = 0; i < chunks; i++) {
            span.event("gen_ai.content.completion.chunk", 300 + i);
        }
        return span;
    }

    @Test
    void openllmetryFirstChunkEvent() {
        CallFacts call = openllmetryStream(10).resolve().call;
        assertThat(call.dialect).isEqualTo("openllmetry");
        assertThat(call.ttftNanos).isEqualTo(300_000_000L);
        assertThat(call.ttftSource).isEqualTo("gen_ai.content.completion.chunk");
        assertThat(call.streaming).isEqualTo((byte) 1);
    }

    @Test
    void openllmetryChunkEventsBeyondTheLimitTellNoFirst() {
        SpanRecord out = openllmetryStream(128).dropped(0, 72).resolve();
        assertThat(out.call.ttftNanos).isEqualTo(CallFacts.UNKNOWN);
        assertThat(out.call.ttftSource).isNull();
        assertThat(out.flags).isEqualTo(Fixture.flag(QualityFlag.QUALITY_FLAG_TRUNCATED));
    }

    @Test
    void openllmetryLegacyNames() {
        CallFacts call =
                Fixture.span("opentelemetry.instrumentation.cohere", "cohere.chat")
                        .with("llm.request.type", "chat")
                        .with("gen_ai.system", "Cohere")
                        .with("gen_ai.request.model", "command-r")
                        .with("llm.is_streaming", true)
                        .with("gen_ai.usage.prompt_tokens", 5)
                        .with("gen_ai.usage.completion_tokens", 6)
                        .event("llm.content.completion.chunk", 120)
                        .resolve()
                        .call;
        assertThat(call.dialect).isEqualTo("openllmetry");
        assertThat(call.operation).isEqualTo("chat");
        assertThat(call.provider).isEqualTo("cohere");
        assertThat(call.inputTokens).isEqualTo(5);
        assertThat(call.outputTokens).isEqualTo(6);
        assertThat(call.ttftNanos).isEqualTo(120_000_000L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"workflow", "task", "agent", "tool"})
    void openllmetryHierarchyIsNoCall(String kind) {
        SpanRecord out =
                Fixture.span("traceloop.tracer", "answer." + kind)
                        .kind("INTERNAL")
                        .with("traceloop.span.kind", kind)
                        .resolve();
        assertThat(out.candidate).isFalse();
    }

    @Test
    void openllmetryFailedResponsesCallHasNoOperation() {
        SpanRecord out =
                Fixture.span("opentelemetry.instrumentation.openai.v1", "openai.response")
                        .failed()
                        .with("gen_ai.provider.name", "openai")
                        .with("gen_ai.request.model", "gpt-4o")
                        .with("gen_ai.is_streaming", false)
                        .with("error.type", "APIConnectionError")
                        .resolve();
        assertThat(out.candidate).isTrue();
        assertThat(out.call.errorType).isEqualTo("APIConnectionError");
        assertThat(out.call.streaming).as("false on failed streams too").isEqualTo((byte) -1);
    }

    private static Fixture anthropicChat() {
        return Fixture.span("opentelemetry.instrumentation.anthropic", "anthropic.chat")
                .ok()
                .with("gen_ai.provider.name", "anthropic")
                .with("gen_ai.operation.name", "chat")
                .with("gen_ai.request.model", "claude-sonnet-4-5");
    }

    @Test
    void openllmetryAnthropicStreamsCountOneTokenTooMuch() {
        CallFacts stream =
                anthropicChat()
                        .with("gen_ai.response.id", "msg_1")
                        .with("gen_ai.usage.input_tokens", 13)
                        .with("gen_ai.usage.output_tokens", 166)
                        .with("gen_ai.response.model", "claude-sonnet-4-5-20250929")
                        .resolve()
                        .call;
        assertThat(stream.tokensSource).isEqualTo((byte) TokensSource.TOKENS_SOURCE_SUSPECT_VALUE);
        assertThat(stream.streaming).isEqualTo((byte) 1);
        CallFacts whole =
                anthropicChat()
                        .with("gen_ai.response.model", "claude-sonnet-4-5-20250929")
                        .with("gen_ai.response.id", "msg_1")
                        .with("gen_ai.usage.input_tokens", 13)
                        .with("gen_ai.usage.output_tokens", 63)
                        .resolve()
                        .call;
        assertThat(whole.tokensSource).isEqualTo((byte) TokensSource.TOKENS_SOURCE_PROVIDER_VALUE);
        assertThat(whole.streaming).isEqualTo((byte) 0);
    }

    @Test
    void openllmetryAnthropicWithSortedKeysCannotBeToldAndIsSuspect() {
        CallFacts call =
                Fixture.span("opentelemetry.instrumentation.anthropic", "anthropic.chat")
                        .with("gen_ai.operation.name", "chat")
                        .with("gen_ai.provider.name", "anthropic")
                        .with("gen_ai.response.model", "claude-sonnet-4-5-20250929")
                        .with("gen_ai.usage.output_tokens", 63)
                        .resolve()
                        .call;
        assertThat(call.tokensSource).isEqualTo((byte) TokensSource.TOKENS_SOURCE_SUSPECT_VALUE);
        assertThat(call.streaming).isEqualTo((byte) -1);
    }
}
