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
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Agent frameworks, coding agents and platforms with marks of their own; names after their sources
 * and documentation, the numbers are made up.
 */
class AgentsTest {
    private static Fixture run(String kind, String operation) {
        return Fixture.span("langsmith", "ChatOpenAI")
                .kind("INTERNAL")
                .with("langsmith.span.kind", kind)
                .with("gen_ai.operation.name", operation)
                .with("gen_ai.system", "openai")
                .with("gen_ai.request.model", "gpt-4o")
                .with("gen_ai.usage.input_tokens", 31)
                .with("gen_ai.usage.output_tokens", 96);
    }

    @Test
    void langsmithRunsOfModelsAreCalls() {
        CallFacts call =
                run("llm", "chat")
                        .with("langsmith.request.streaming", true)
                        .with("gen_ai.usage.input_token_details", "{'audio': 0, 'cache_read': 16}")
                        .with("gen_ai.usage.output_token_details", "{\"reasoning\":5}")
                        .resolve()
                        .call;
        assertThat(call.dialect).isEqualTo("langsmith");
        assertThat(call.operation).isEqualTo("chat");
        assertThat(call.streaming).isEqualTo((byte) 1);
        assertThat(call.outputTokens).isEqualTo(96);
        assertThat(call.cachedInputTokens).isEqualTo(16);
        assertThat(call.reasoningOutputTokens).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({"chain, chain", "prompt, chat", "retriever, embeddings", "tool, execute_tool"})
    void otherRunsAreNoneWhateverTheirOperationSays(String kind, String operation) {
        assertThat(run(kind, operation).resolve().candidate).isFalse();
    }

    @Test
    void agentDevelopmentKit() {
        CallFacts call =
                Fixture.span("gcp.vertex.agent", "call_llm")
                        .kind("INTERNAL")
                        .with("gen_ai.system", "gcp.vertex.agent")
                        .with("gen_ai.request.model", "gemini-2.0-flash")
                        .with("gen_ai.usage.input_tokens", 39)
                        .with("gen_ai.usage.output_tokens", 6)
                        .with("gen_ai.response.finish_reasons", List.of("stop"))
                        .resolve()
                        .call;
        assertThat(call.dialect).isEqualTo("adk");
        assertThat(call.operation).isEqualTo("generate_content");
        assertThat(call.provider).as("a framework is no provider").isNull();
        assertThat(call.inputTokens).isEqualTo(39);
        assertThat(
                        Fixture.span("gcp.vertex.agent", "execute_tool say_hello")
                                .with("gen_ai.system", "gcp.vertex.agent")
                                .with("gen_ai.operation.name", "execute_tool")
                                .resolve()
                                .candidate)
                .isFalse();
    }

    private static Fixture claudeCode() {
        return Fixture.span("com.anthropic.claude_code.tracing", "claude_code.llm_request")
                .kind("INTERNAL")
                .with("gen_ai.system", "anthropic")
                .with("model", "claude-sonnet-4-5")
                .with("input_tokens", 4)
                .with("cache_read_tokens", "12000")
                .with("cache_creation_tokens", 300)
                .with("output_tokens", 250)
                .with("ttft_ms", 870)
                .with("stop_reason", "end_turn");
    }

    @Test
    void claudeCodeWritesFlatKeysAndLeavesCachedTokensOut() {
        CallFacts call = claudeCode().with("success", true).resolve().call;
        assertThat(call.requestModel).isEqualTo("claude-sonnet-4-5");
        assertThat(call.inputTokens).isEqualTo(12_304);
        assertThat(call.cachedInputTokens).isEqualTo(12_000);
        assertThat(call.outputTokens).isEqualTo(250);
        assertThat(call.ttftNanos).isEqualTo(870_000_000L);
        assertThat(call.finishReason).isEqualTo("end_turn");
        assertThat(call.errorType).isNull();
        assertThat(
                        Fixture.span("com.anthropic.claude_code.tracing", "claude_code.tool")
                                .resolve()
                                .candidate)
                .isFalse();
    }

    @Test
    void failuresThatTheStatusDoesNotTell() {
        SpanRecord code = claudeCode().with("success", false).resolve();
        assertThat(code.error).isTrue();
        assertThat(code.call.errorType).isEqualTo("_OTHER");
        SpanRecord langfuse =
                Fixture.span("langfuse-sdk", "answer")
                        .with("langfuse.observation.type", "generation")
                        .with("langfuse.observation.level", "ERROR")
                        .resolve();
        assertThat(langfuse.call.errorType).isEqualTo("_OTHER");
    }

    @Test
    void microsoftExtensionsAi() {
        CallFacts call =
                Fixture.span("Experimental.Microsoft.Extensions.AI", "chat gemini-2.5-flash")
                        .with("gen_ai.operation.name", "chat")
                        .with("gen_ai.provider.name", "gcp.vertex_ai")
                        .with("gen_ai.request.stream", true)
                        .with("gen_ai.response.time_to_first_chunk", 0.3)
                        .with("gen_ai.response.finish_reasons", "[\"stop\"]")
                        .with("gen_ai.usage.input_tokens", 3004)
                        .resolve()
                        .call;
        assertThat(call.dialect).isEqualTo("meai");
        assertThat(call.ttftNanos).isEqualTo(300_000_000L);
        assertThat(call.finishReason).isEqualTo("stop");
        assertThat(
                        Fixture.span("Experimental.Microsoft.Extensions.AI", "orchestrate_tools")
                                .with("gen_ai.operation.name", "orchestrate_tools")
                                .resolve()
                                .candidate)
                .isFalse();
    }

    @Test
    void anAgentFrameworksScopeIsAskedBeforeAKeyThatOthersWriteToo() {
        CallFacts call =
                Fixture.span("agent_framework", "chat gpt-5-mini")
                        .with("gen_ai.operation.name", "chat")
                        .with("gen_ai.provider.name", "openai")
                        .with("gen_ai.client.operation.duration", 0.98)
                        .resolve()
                        .call;
        assertThat(call.dialect).isEqualTo("agent-framework");
        assertThat(call.incomplete).isFalse();
    }

    @Test
    void genkitAndMlflowHoldTheirWordInJson() {
        CallFacts genkit =
                Fixture.span("genkit-tracer", "gemini-2.5-flash")
                        .kind("INTERNAL")
                        .with("genkit:metadata:subtype", "model")
                        .with("genkit:name", "googleai/gemini-2.5-flash")
                        .with(
                                "genkit:output",
                                "{\"message\":{\"role\":\"model\"},\"finishReason\":\"stop\","
                                        + "\"usage\":{\"inputTokens\":9,\"outputTokens\":33}}")
                        .resolve()
                        .call;
        assertThat(genkit.requestModel).isEqualTo("googleai/gemini-2.5-flash");
        assertThat(genkit.inputTokens).isEqualTo(9);
        assertThat(genkit.outputTokens).isEqualTo(33);
        assertThat(genkit.finishReason).isEqualTo("stop");
        CallFacts mlflow =
                Fixture.span("mlflow.openai", "Completions")
                        .kind("INTERNAL")
                        .with("mlflow.spanType", "\"CHAT_MODEL\"")
                        .with("mlflow.llm.model", "\"gpt-4o\"")
                        .with(
                                "mlflow.chat.tokenUsage",
                                "{\"input_tokens\": 8, \"output_tokens\": 20}")
                        .resolve()
                        .call;
        assertThat(mlflow.requestModel).isEqualTo("gpt-4o");
        assertThat(mlflow.outputTokens).isEqualTo(20);
        assertThat(mlflow.tokensSource).isEqualTo((byte) TokensSource.TOKENS_SOURCE_PROVIDER_VALUE);
    }

    @Test
    void countsFurtherInsideJsonAndNotThoseOfTheNeighbour() {
        CallFacts call =
                Fixture.span("langfuse-sdk", "answer")
                        .with("langfuse.observation.type", "generation")
                        .with(
                                "langfuse.observation.usage_details",
                                "{\"completion_tokens\": 72, \"prompt_tokens\": 17,"
                                        + " \"prompt_tokens_details\": {\"audio_tokens\": 0},"
                                        + " \"completion_tokens_details\":"
                                        + " {\"reasoning_tokens\": 40, \"cached_tokens\": 5}}")
                        .resolve()
                        .call;
        assertThat(call.reasoningOutputTokens).isEqualTo(40);
        assertThat(call.cachedInputTokens).isEqualTo(CallFacts.UNKNOWN);
    }

    @Test
    void openlitCountsFromTheStreamObjectOn() {
        SpanRecord out =
                Fixture.span("openlit.instrumentation.openai", "chat gpt-4o")
                        .with("gen_ai.operation.name", "chat")
                        .with("gen_ai.request.stream", true)
                        .with("gen_ai.server.time_to_first_token", 0.1071)
                        .resolve();
        assertThat(out.call.ttftNanos).isEqualTo(107_100_000L);
        assertThat(out.flags).isEqualTo(Fixture.flag(QualityFlag.QUALITY_FLAG_TTFT_FROM_ANSWER));
    }

    @Test
    void openlitsFailedStreamsSayEverythingInTheirNames() {
        CallFacts call =
                Fixture.span("openlit.instrumentation.anthropic", "chat claude-haiku-4-5")
                        .failed()
                        .with("error.type", "RateLimitError")
                        .resolve()
                        .call;
        assertThat(call.requestModel).isEqualTo("claude-haiku-4-5");
        assertThat(call.provider).isEqualTo("anthropic");
        assertThat(call.errorType).isEqualTo("RateLimitError");
    }

    @Test
    void litellmsEmbeddingsNameTheProviderBeforeTheModel() {
        CallFacts call =
                Fixture.span("litellm", "litellm_request")
                        .with("gen_ai.operation.name", "aembedding")
                        .with("gen_ai.system", "")
                        .with("litellm.provider.model", "openai/text-embedding-3-small")
                        .with("gen_ai.request.model", "text-embedding-3-small")
                        .resolve()
                        .call;
        assertThat(call.provider).isEqualTo("openai");
        assertThat(call.requestModel).isEqualTo("text-embedding-3-small");
    }

    private static Fixture langfuseStream() {
        return Fixture.span("langfuse-sdk", "answer-question")
                .with("langfuse.observation.type", "generation")
                .with(
                        "langfuse.observation.model.parameters",
                        "{\"temperature\": 1, \"max_tokens\": \"Infinity\","
                                + " \"frequency_penalty\": 0}")
                .with(
                        "langfuse.observation.completion_start_time",
                        "\"2026-11-22T21:35:03.250000Z\"");
    }

    @Test
    void langfusesCutStreamsLookLikeSuccess() {
        assertThat(langfuseStream().resolve().call.incomplete).isTrue();
        assertThat(
                        langfuseStream()
                                .with("langfuse.observation.metadata.finish_reason", "\"stop\"")
                                .resolve()
                                .call
                                .incomplete)
                .isFalse();
        CallFacts responses =
                langfuseStream()
                        .with("langfuse.observation.metadata.object", "\"response\"")
                        .with("langfuse.observation.metadata.id", "\"resp_1\"")
                        .resolve()
                        .call;
        assertThat(responses.incomplete).isFalse();
        assertThat(responses.responseId).isEqualTo("resp_1");
    }

    @ParameterizedTest
    @CsvSource({
        "chat.completions, chat",
        "chat.streaming_completions, chat",
        "text.completions, text_completion",
        "text.streaming_completions, text_completion",
    })
    void semanticKernelsOperationsUpToTheEndOf2025(String operation, String canonical) {
        CallFacts call =
                Fixture.span("semantic_kernel.utils.telemetry", operation + " gpt-4o")
                        .kind("INTERNAL")
                        .with("gen_ai.operation.name", operation)
                        .with("gen_ai.system", "openai")
                        .with("gen_ai.response.finish_reason", "FinishReason.STOP")
                        .resolve()
                        .call;
        assertThat(call.operation).isEqualTo(canonical);
        assertThat(call.finishReason).isEqualTo("stop");
    }

    @Test
    void recordsOfABeginAreNoCalls() {
        assertThat(
                        Fixture.span("pydantic-ai", "chat gpt-4o")
                                .with("gen_ai.operation.name", "chat")
                                .with("logfire.span_type", "pending_span")
                                .resolve()
                                .candidate)
                .isFalse();
    }

    @Test
    void envoyIsAGatewayWhateverItSpeaks() {
        SpanRecord out =
                Fixture.span("envoyproxy/ai-gateway", "ChatCompletion")
                        .kind("INTERNAL")
                        .with("openinference.span.kind", "LLM")
                        .with("llm.system", "openai")
                        .with("llm.model_name", "gpt-4o-2024-08-06")
                        .with("llm.token_count.completion", 22)
                        .resolve();
        assertThat(out.call.vantage).isEqualTo((byte) Vantage.VANTAGE_GATEWAY_VALUE);
        assertThat(out.call.operation).isEqualTo("chat");
        assertThat(out.call.outputTokens).isEqualTo(22);
        assertThat(out.call.provider).isEqualTo("openai");
    }

    @ParameterizedTest
    @CsvSource({"openai, 0", "anthropic, 0", "google_genai, -1", "bedrock, -1"})
    void onlyWhereAStreamIsAParameterItsAbsenceMeansNone(String library, int streaming) {
        CallFacts call =
                Fixture.span("openinference.instrumentation." + library, "call")
                        .with("openinference.span.kind", "LLM")
                        .with("llm.invocation_parameters", "{\"temperature\": 0}")
                        .resolve()
                        .call;
        assertThat(call.streaming).isEqualTo((byte) streaming);
    }

    @Test
    void theOldestConventionsKnowNoOperation() {
        Fixture span =
                Fixture.span("some.instrumentation", "openai.chat")
                        .with("gen_ai.system", "openai")
                        .with("gen_ai.request.model", "gpt-4")
                        .with("gen_ai.usage.prompt_tokens", 7)
                        .with("gen_ai.usage.completion_tokens", 70);
        CallFacts call = span.resolve().call;
        assertThat(call.dialect).isEqualTo("otel-1.36");
        assertThat(call.operation).as("nobody says which").isNull();
        assertThat(call.outputTokens).isEqualTo(70);
        assertThat(span.with("db.system", "pinecone").resolve().candidate).isFalse();
        assertThat(
                        Fixture.span("some.instrumentation", "openai.embeddings")
                                .with("gen_ai.system", "openai")
                                .with("gen_ai.request.model", "text-embedding-3-small")
                                .resolve()
                                .call
                                .embedding)
                .isTrue();
    }
}
