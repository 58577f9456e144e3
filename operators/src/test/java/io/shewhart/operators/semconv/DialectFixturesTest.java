/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.semconv;

import static org.assertj.core.api.Assertions.assertThat;

import io.shewhart.operators.trace.CallFacts;
import io.shewhart.operators.trace.SpanRecord;
import io.shewhart.schemas.v1.QualityFlag;
import io.shewhart.schemas.v1.TokensSource;
import io.shewhart.schemas.v1.Vantage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One span per dialect as its emitter writes it, with the traps of that emitter. Names and units
 * are those of the emitters' sources; the numbers are made up, so that every field has its own.
 */
class DialectFixturesTest {
    private static final int END_EARLY = 1 << QualityFlag.QUALITY_FLAG_END_EARLY_VALUE;
    private static final int TRUNCATED = 1 << QualityFlag.QUALITY_FLAG_TRUNCATED_VALUE;

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
        assertThat(out.flags).isEqualTo(TRUNCATED);
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
        assertThat(opened.flags).isEqualTo(END_EARLY);
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
    void oneKeySecondsInOpenlitMillisecondsInStrands() {
        Fixture openlit =
                Fixture.span("openlit.instrumentation.openai", "chat gpt-4o")
                        .with("gen_ai.operation.name", "chat")
                        .with("gen_ai.request.stream", true)
                        .with("gen_ai.server.time_to_first_token", 0.156);
        assertThat(openlit.resolve().call.ttftNanos).isEqualTo(156_000_000L);
        CallFacts strands =
                Fixture.span("strands.telemetry.tracer", "chat")
                        .with("gen_ai.operation.name", "chat")
                        .with("gen_ai.system", "strands-agents")
                        .with("gen_ai.server.time_to_first_token", 877)
                        .resolve()
                        .call;
        assertThat(strands.ttftNanos).isEqualTo(877_000_000L);
        assertThat(strands.provider).as("a framework is no provider").isNull();
    }

    @Test
    void openlitOnWholeAnswersIsTheDuration() {
        CallFacts call =
                Fixture.span("openlit.instrumentation.openai", "chat gpt-4o")
                        .with("gen_ai.operation.name", "chat")
                        .with("gen_ai.request.stream", false)
                        .with("gen_ai.server.time_to_first_token", 1.0)
                        .resolve()
                        .call;
        assertThat(call.ttftNanos).isEqualTo(CallFacts.UNKNOWN);
        assertThat(call.streaming).isEqualTo((byte) 0);
    }

    @Test
    void openlitEstimatesWhatTheProviderDoesNotSend() {
        CallFacts call =
                Fixture.span("openlit.instrumentation.openai", "chat gpt-4o")
                        .with("gen_ai.operation.name", "chat")
                        .with("gen_ai.request.stream", true)
                        .with("gen_ai.usage.output_tokens", 488)
                        .resolve()
                        .call;
        assertThat(call.tokensSource).isEqualTo((byte) TokensSource.TOKENS_SOURCE_ESTIMATED_VALUE);
    }

    @Test
    void vercelWrappersAreNoCalls() {
        assertThat(
                        Fixture.span("ai", "ai.streamText")
                                .with("ai.operationId", "ai.streamText")
                                .with("ai.usage.outputTokens", 99)
                                .resolve()
                                .candidate)
                .isFalse();
        for (String operation : List.of("invoke_agent", "agent_step")) {
            assertThat(
                            Fixture.span("gen_ai", operation)
                                    .with("gen_ai.operation.name", operation)
                                    .with("gen_ai.usage.output_tokens", 99)
                                    .resolve()
                                    .candidate)
                    .isFalse();
        }
    }

    private static Fixture vercelStream(String usage) {
        return Fixture.span("ai", "ai.streamText.doStream")
                .kind("INTERNAL")
                .with("ai.operationId", "ai.streamText.doStream")
                .with("ai.model.provider", "openai.responses")
                .with("ai.model.id", "gpt-5")
                .with("ai.response.finishReason", "stop")
                .with("ai.response.msToFirstChunk", 173.5)
                .with(usage, 27.0);
    }

    @Test
    void vercelMillisecondsAndTheResponsesApiByVersion() {
        CallFacts seven = vercelStream("ai.usage.outputTokens").resolve().call;
        assertThat(seven.ttftNanos).isEqualTo(173_500_000L);
        assertThat(seven.outputTokens).isEqualTo(27);
        assertThat(seven.provider).isEqualTo("openai");
        CallFacts four =
                vercelStream("ai.usage.completionTokens")
                        .with("ai.usage.promptTokens", 304)
                        .resolve()
                        .call;
        assertThat(four.ttftNanos).as("time of response.created").isEqualTo(CallFacts.UNKNOWN);
        assertThat(four.outputTokens).isEqualTo(27);
    }

    @Test
    void vercelSevenWritesSecondsUnderAMetricsName() {
        CallFacts call =
                Fixture.span("gen_ai", "chat gpt-4o")
                        .with("gen_ai.operation.name", "chat")
                        .with("gen_ai.provider.name", "openai")
                        .with("gen_ai.client.operation.time_to_first_chunk", 0.119)
                        .resolve()
                        .call;
        assertThat(call.dialect).isEqualTo("vercel-otel");
        assertThat(call.ttftNanos).isEqualTo(119_000_000L);
    }

    @Test
    void pydanticAggregatesAreNoCallAndCutStreamsNoErrors() {
        assertThat(
                        Fixture.span("pydantic-ai", "invoke_agent order_agent")
                                .with("gen_ai.operation.name", "invoke_agent")
                                .with("gen_ai.aggregated_usage.output_tokens", 99)
                                .resolve()
                                .candidate)
                .isFalse();
        Fixture cut =
                Fixture.span("pydantic-ai", "chat gpt-4o")
                        .with("gen_ai.operation.name", "chat")
                        .with("gen_ai.client.operation.time_to_first_chunk", 0.2);
        assertThat(cut.resolve().call.incomplete).isTrue();
        assertThat(
                        cut.with("gen_ai.response.finish_reasons", List.of("stop"))
                                .resolve()
                                .call
                                .incomplete)
                .isFalse();
    }

    @Test
    void langfuseTimeInQuotesAndUsageInJson() {
        CallFacts call =
                Fixture.span("langfuse-sdk", "answer")
                        .kind("INTERNAL")
                        .with("langfuse.observation.type", "generation")
                        .with("langfuse.observation.model.name", "gpt-4o-2024-08-06")
                        .with(
                                "langfuse.observation.completion_start_time",
                                "\"2026-11-22T21:35:03.250000Z\"")
                        .with(
                                "langfuse.observation.usage_details",
                                "{\"completion_tokens\": 72, \"prompt_tokens\": 17,"
                                        + " \"details\": {\"input\": 5}}")
                        .resolve()
                        .call;
        assertThat(call.ttftNanos).isEqualTo(250_000_000L);
        assertThat(call.inputTokens).as("not the nested member").isEqualTo(17);
        assertThat(call.outputTokens).isEqualTo(72);
        assertThat(call.requestModel).isNull();
        assertThat(call.responseModel).isEqualTo("gpt-4o-2024-08-06");
    }

    @Test
    void springStringsAndNone() {
        CallFacts call =
                Fixture.span("org.springframework.boot", "chat gpt-4o")
                        .with("gen_ai.operation.name", "chat")
                        .with("gen_ai.system", "openai")
                        .with("gen_ai.request.model", "gpt-4o")
                        .with("gen_ai.response.model", "none")
                        .with("gen_ai.request.stream", "true")
                        .with("gen_ai.response.finish_reasons", "[\"STOP\"]")
                        .with("gen_ai.usage.input_tokens", "333")
                        .with("gen_ai.usage.output_tokens", "96")
                        .resolve()
                        .call;
        assertThat(call.responseModel).isNull();
        assertThat(call.streaming).isEqualTo((byte) 1);
        assertThat(call.finishReason).isEqualTo("stop");
        assertThat(call.inputTokens).isEqualTo(333);
        assertThat(call.outputTokens).isEqualTo(96);
        assertThat(
                        Fixture.span("org.springframework.boot", "call")
                                .with("gen_ai.operation.name", "framework")
                                .resolve()
                                .candidate)
                .isFalse();
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
