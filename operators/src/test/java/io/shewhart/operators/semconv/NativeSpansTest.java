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
    void sglangTellsTheModelAndWritesReasonsAsObjects() {
        CallFacts call =
                Fixture.span("sglang server", " Req 12345678")
                        .kind("INTERNAL")
                        .with("rid", "12345678abcd")
                        .with("gen_ai.latency.e2e", 0.2)
                        .with("gen_ai.latency.time_to_first_token", 0.05)
                        .with("gen_ai.response.model", "Qwen/Qwen3-8B")
                        .with("gen_ai.usage.prompt_tokens", 11)
                        .with("gen_ai.usage.completion_tokens", 22)
                        .with("gen_ai.usage.cached_tokens", 4)
                        .with(
                                "gen_ai.response.finish_reasons",
                                "[{\"type\": \"stop\", \"matched\": 151645}]")
                        .resolve()
                        .call;
        assertThat(call.dialect).isEqualTo("sglang");
        assertThat(call.vantage).isEqualTo((byte) Vantage.VANTAGE_SERVER_VALUE);
        assertThat(call.responseModel).isEqualTo("Qwen/Qwen3-8B");
        assertThat(call.ttftNanos).isEqualTo(50_000_000L);
        assertThat(call.cachedInputTokens).isEqualTo(4);
        assertThat(call.finishReason).isEqualTo("stop");
        assertThat(Fixture.span("sglang server", "Scheduler TP 0").resolve().candidate)
                .as("a thread of the request")
                .isFalse();
    }

    @Test
    void otherServersWithTheSameKeys() {
        CallFacts call =
                Fixture.span("tensorrt_llm", "request")
                        .kind("SERVER")
                        .with("gen_ai.latency.e2e", 0.2)
                        .with("gen_ai.latency.time_in_queue", 0.01)
                        .with("gen_ai.latency.time_to_first_token", 0.06)
                        .with("gen_ai.usage.completion_tokens", 22)
                        .resolve()
                        .call;
        assertThat(call.dialect).isEqualTo("model-server");
        assertThat(call.ttftNanos).isEqualTo(60_000_000L);
        assertThat(call.queueNanos).isEqualTo(10_000_000L);
    }

    @Test
    void tgiWritesDurationsAsText() {
        SpanRecord out =
                Fixture.span("text-generation-router", "generate_stream")
                        .kind("INTERNAL")
                        .with("total_time", "1.234s")
                        .with("validation_time", "890\u00b5s")
                        .with("queue_time", "56.7ms")
                        .with("inference_time", "1.1s")
                        .with("time_per_token", "22.5ms")
                        .resolve();
        assertThat(out.candidate).isTrue();
        assertThat(out.call.vantage).isEqualTo((byte) Vantage.VANTAGE_SERVER_VALUE);
        assertThat(out.call.queueNanos).isEqualTo(56_700_000L);
        assertThat(out.call.ttftNanos).isEqualTo(CallFacts.UNKNOWN);
    }

    @Test
    void theClaudeApiIsAServer() {
        SpanRecord out =
                Fixture.span("com.anthropic.claude-platform", "anthropic.messages.create")
                        .kind("SERVER")
                        .resource("service.name", "claude-platform")
                        .with("gen_ai.operation.name", "chat")
                        .with("gen_ai.provider.name", "anthropic")
                        .with("gen_ai.response.id", "msg_1")
                        .with("gen_ai.usage.output_tokens", 165)
                        .resolve();
        assertThat(out.call.dialect).isEqualTo("claude-platform");
        assertThat(out.call.vantage).isEqualTo((byte) Vantage.VANTAGE_SERVER_VALUE);
        assertThat(out.call.outputTokens).isEqualTo(165);
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
    void litellmWithoutMessageLoggingWritesNoOperation() {
        CallFacts call =
                Fixture.span("litellm", "Received Proxy Server Request")
                        .kind("SERVER")
                        .with("llm.request.type", "acompletion")
                        .with("gen_ai.system", "openai")
                        .with("gen_ai.request.model", "gpt-4o")
                        .with("gen_ai.usage.output_tokens", 21)
                        .with(
                                "metadata.usage_object",
                                "{'completion_tokens': 21, 'completion_tokens_details':"
                                        + " {'audio_tokens': None, 'reasoning_tokens': 7},"
                                        + " 'prompt_tokens_details': {'cached_tokens': 3}}")
                        .resolve()
                        .call;
        assertThat(call.operation).isEqualTo("chat");
        assertThat(call.reasoningOutputTokens).isEqualTo(7);
        assertThat(call.cachedInputTokens).isEqualTo(3);
    }

    @Test
    void litellmVersionTwo() {
        CallFacts call =
                Fixture.span("litellm", "chat gpt-4o")
                        .with("gen_ai.operation.name", "chat")
                        .with("gen_ai.provider.name", "openai")
                        .with("litellm.request.streaming", true)
                        .with("gen_ai.response.time_to_first_chunk", 0.2)
                        .resolve()
                        .call;
        assertThat(call.vantage).isEqualTo((byte) Vantage.VANTAGE_GATEWAY_VALUE);
        assertThat(call.streaming).isEqualTo((byte) 1);
        assertThat(call.ttftNanos).isEqualTo(200_000_000L);
        assertThat(
                        Fixture.span("litellm", "redis get")
                                .with("gen_ai.request.model", "gpt-4o")
                                .resolve()
                                .candidate)
                .as("the model is copied to every span by baggage")
                .isFalse();
    }
}
