/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.semconv;

import static org.assertj.core.api.Assertions.assertThat;

import io.shewhart.operators.trace.CallFacts;
import io.shewhart.operators.trace.SpanRecord;
import io.shewhart.schemas.v1.Vantage;
import org.junit.jupiter.api.Test;

/**
 * Spans that servers, gateways and SDKs write by themselves, after their sources; the numbers are
 * made up.
 */
class NativeSpansTest {
    @Test
    void vllmHasNoModelAndMeasuresInSeconds() {
        SpanRecord out =
                Fixture.span("vllm.llm_engine", "llm_request")
                        .kind("SERVER")
                        .with("gen_ai.latency.time_to_first_token", 0.1155)
                        .with("gen_ai.latency.e2e", 0.2536)
                        .with("gen_ai.latency.time_in_queue", 0.0000546)
                        .with("gen_ai.latency.time_in_model_prefill", 0.0578)
                        .with("gen_ai.latency.time_in_model_decode", 0.1383)
                        .with("gen_ai.usage.prompt_tokens", 11)
                        .with("gen_ai.usage.completion_tokens", 22)
                        .with("gen_ai.request.id", "cmpl-1")
                        .resolve();
        CallFacts call = out.call;
        assertThat(out.candidate).isTrue();
        assertThat(call.dialect).isEqualTo("vllm");
        assertThat(call.vantage).isEqualTo((byte) Vantage.VANTAGE_SERVER_VALUE);
        assertThat(call.requestModel).isNull();
        assertThat(call.responseModel).isNull();
        assertThat(call.operation).isNull();
        assertThat(call.provider).isNull();
        assertThat(call.responseId).as("the server's request id is another thing").isNull();
        assertThat(call.streaming).as("written without streaming too").isEqualTo((byte) -1);
        assertThat(call.ttftNanos).isEqualTo(115_500_000L);
        assertThat(call.queueNanos).isEqualTo(54_600L);
        assertThat(call.prefillNanos).isEqualTo(57_800_000L);
        assertThat(call.decodeNanos).isEqualTo(138_300_000L);
        assertThat(call.inputTokens).isEqualTo(11);
        assertThat(call.outputTokens).isEqualTo(22);
    }

    @Test
    void otherServersWithTheSameKeysAreLeftAlone() {
        assertThat(
                        Fixture.span("sglang server", " Req 12345678")
                                .with("gen_ai.latency.e2e", 0.2)
                                .with("rid", "12345678")
                                .with("gen_ai.usage.completion_tokens", 22)
                                .resolve()
                                .candidate)
                .isFalse();
        assertThat(
                        Fixture.span("tensorrt", "request")
                                .kind("SERVER")
                                .with("gen_ai.latency.e2e", 0.2)
                                .resolve()
                                .candidate)
                .isFalse();
        assertThat(
                        Fixture.span("text-generation-router", "generate")
                                .with("total_time", "1.234s")
                                .with("time_per_token", "56.7ms")
                                .resolve()
                                .candidate)
                .isFalse();
    }

    @Test
    void anthropicSdkStandsBesideOthersAndIsBelievedMost() {
        CallFacts call =
                Fixture.span("com.anthropic.sdk.python", "anthropic.messages.create")
                        .ok()
                        .with("traceloop.workflow.name", "copied from the context")
                        .with("gen_ai.operation.name", "chat")
                        .with("gen_ai.provider.name", "anthropic")
                        .with("gen_ai.request.model", "claude-sonnet-4-5")
                        .with("gen_ai.request.stream", true)
                        .with("gen_ai.response.id", "msg_1")
                        .with("anthropic.message.stop_reason", "end_turn")
                        .with("gen_ai.response.time_to_first_chunk", 0.5)
                        .with("gen_ai.usage.input_tokens", 13)
                        .with("gen_ai.usage.output_tokens", 165)
                        .resolve()
                        .call;
        assertThat(call.dialect).isEqualTo("anthropic-sdk");
        assertThat(call.companion).isTrue();
        assertThat(call.layerPriority).isGreaterThan(Fixture.chat().resolve().call.layerPriority);
        assertThat(call.ttftNanos).isEqualTo(500_000_000L);
        assertThat(call.finishReason).isEqualTo("end_turn");
        assertThat(call.incomplete).isFalse();
    }

    @Test
    void anthropicSdkStreamClosedEarly() {
        assertThat(
                        Fixture.span("com.anthropic.sdk.python", "anthropic.messages.create")
                                .with("gen_ai.operation.name", "chat")
                                .with("gen_ai.response.id", "msg_1")
                                .resolve()
                                .call
                                .incomplete)
                .isTrue();
    }

    @Test
    void litellmIsAGateway() {
        SpanRecord out =
                Fixture.span("litellm", "litellm_request")
                        .kind("INTERNAL")
                        .failed()
                        .with("gen_ai.operation.name", "acompletion")
                        .with("llm.is_streaming", "True")
                        .with("gen_ai.response.id", "an id of its own")
                        .event("exception", "exception.type", "RateLimitError")
                        .resolve();
        assertThat(out.call.vantage).isEqualTo((byte) Vantage.VANTAGE_GATEWAY_VALUE);
        assertThat(out.call.operation).isEqualTo("chat");
        assertThat(out.call.streaming).isEqualTo((byte) 1);
        assertThat(out.call.errorType).isEqualTo("RateLimitError");
        assertThat(out.call.incomplete).isFalse();
        assertThat(Fixture.span("litellm", "raw_gen_ai_request").resolve().candidate).isFalse();
    }

    @Test
    void langsmithAndClaudeCodeAreNotReadYet() {
        assertThat(
                        Fixture.span("langsmith", "retriever")
                                .with("gen_ai.operation.name", "embeddings")
                                .with("langsmith.span.kind", "retriever")
                                .resolve()
                                .candidate)
                .isFalse();
        assertThat(
                        Fixture.span("com.anthropic.claude_code", "claude_code.llm_request")
                                .with("gen_ai.system", "anthropic")
                                .with("input_tokens", 4)
                                .resolve()
                                .candidate)
                .isFalse();
    }
}
