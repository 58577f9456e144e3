/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.semconv;

import static org.assertj.core.api.Assertions.assertThat;

import io.shewhart.operators.trace.CallFacts;
import io.shewhart.operators.trace.SpanRecord;
import io.shewhart.schemas.v1.Stage;
import io.shewhart.schemas.v1.TokensSource;
import io.shewhart.schemas.v1.Vantage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The conventions' own names; expected values are the conventions' definitions. */
class OfficialNamesTest {

    @Test
    void generationUpTo136() {
        SpanRecord out =
                Fixture.span("opentelemetry.instrumentation.openai_v2", "chat gpt-4o")
                        .with("gen_ai.operation.name", "chat")
                        .with("gen_ai.system", "openai")
                        .with("gen_ai.request.model", "gpt-4o")
                        .with("gen_ai.response.model", "gpt-4o-2024-08-06")
                        .with("gen_ai.response.id", "chatcmpl-1")
                        .with("gen_ai.response.finish_reasons", List.of("stop"))
                        .with("gen_ai.usage.prompt_tokens", 28)
                        .with("gen_ai.usage.completion_tokens", 64)
                        .resolve();
        CallFacts call = out.call;
        assertThat(out.candidate).isTrue();
        assertThat(out.stage).isEqualTo((byte) Stage.STAGE_MODEL_VALUE);
        assertThat(call.dialect).isEqualTo("otel-1.36");
        assertThat(call.vantage).isEqualTo((byte) Vantage.VANTAGE_APP_VALUE);
        assertThat(call.scope).isEqualTo("opentelemetry.instrumentation.openai_v2");
        assertThat(call.operation).isEqualTo("chat");
        assertThat(call.provider).isEqualTo("openai");
        assertThat(call.requestModel).isEqualTo("gpt-4o");
        assertThat(call.responseModel).isEqualTo("gpt-4o-2024-08-06");
        assertThat(call.responseId).isEqualTo("chatcmpl-1");
        assertThat(call.finishReason).isEqualTo("stop");
        assertThat(call.inputTokens).isEqualTo(28);
        assertThat(call.outputTokens).isEqualTo(64);
        assertThat(call.tokensSource).isEqualTo((byte) TokensSource.TOKENS_SOURCE_PROVIDER_VALUE);
        assertThat(call.streaming).as("nothing says so").isEqualTo((byte) -1);
        assertThat(call.ttftNanos).isEqualTo(CallFacts.UNKNOWN);
        assertThat(call.errorType).isNull();
        assertThat(out.error).isFalse();
        assertThat(out.flags).isZero();
    }

    @Test
    void generation137To141() {
        SpanRecord out =
                Fixture.chat()
                        .with("gen_ai.request.stream", true)
                        .with("gen_ai.response.time_to_first_chunk", 0.25)
                        .with("gen_ai.usage.input_tokens", 100)
                        .with("gen_ai.usage.output_tokens", 50)
                        .with("gen_ai.usage.cache_read.input_tokens", 40)
                        .with("gen_ai.usage.cache_creation.input_tokens", 7)
                        .with("gen_ai.usage.reasoning.output_tokens", 30)
                        .resolve();
        assertThat(out.call.dialect).isEqualTo("otel-1.37");
        assertThat(out.call.streaming).isEqualTo((byte) 1);
        assertThat(out.call.ttftNanos).isEqualTo(250_000_000L);
        assertThat(out.call.ttftSource).isEqualTo("gen_ai.response.time_to_first_chunk");
        assertThat(out.call.inputTokens).as("cached ones are included").isEqualTo(100);
        assertThat(out.call.cachedInputTokens).isEqualTo(40);
        assertThat(out.call.reasoningOutputTokens).isEqualTo(30);
    }

    @Test
    void generationOf2026() {
        SpanRecord out =
                Fixture.chat()
                        .with("gen_ai.usage.cache_write.input_tokens", 7)
                        .with("gen_ai.response.finish_reasons", List.of("error"))
                        .resolve();
        assertThat(out.call.dialect).isEqualTo("otel-genai");
        assertThat(out.call.incomplete).as("finish reason error").isTrue();
        assertThat(out.error).isFalse();
    }

    @Test
    void newScopeWritesTheStreamFlagOnEveryStream() {
        Fixture whole =
                Fixture.span("opentelemetry.instrumentation.genai.openai", "chat gpt-4o")
                        .with("gen_ai.operation.name", "chat")
                        .with("gen_ai.provider.name", "openai");
        assertThat(whole.resolve().call.streaming).isEqualTo((byte) 0);
        assertThat(whole.failed().resolve().call.streaming)
                .as("a failed stream may never have begun")
                .isEqualTo((byte) -1);
    }

    @ParameterizedTest
    @CsvSource({
        "chat,chat,false",
        "completion,chat,false",
        "text_completion,text_completion,false",
        "generate_content,generate_content,false",
        "realtime_inference,realtime_inference,false",
        "embeddings,embeddings,true",
        "embedding,embeddings,true",
    })
    void operationsThatCount(String raw, String canonical, boolean embedding) {
        SpanRecord out =
                Fixture.span("x", "y")
                        .with("gen_ai.provider.name", "openai")
                        .with("gen_ai.operation.name", raw)
                        .resolve();
        assertThat(out.candidate).isTrue();
        assertThat(out.call.operation).isEqualTo(canonical);
        assertThat(out.call.embedding).isEqualTo(embedding);
        assertThat(out.stage)
                .isEqualTo(
                        (byte) (embedding ? Stage.STAGE_EMBEDDING_VALUE : Stage.STAGE_MODEL_VALUE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "invoke_agent",
                "invoke_workflow",
                "create_agent",
                "agent_step",
                "plan",
                "execute_tool",
                "orchestrate_tools",
                "retrieval",
                "rerank",
                "execute_event_loop_cycle",
                "fetch_response",
                "tokenize",
                "count_tokens",
                "create_memory",
                "something_new"
            })
    void operationsThatDoNot(String raw) {
        SpanRecord out =
                Fixture.span("x", "chat gpt-4o")
                        .with("gen_ai.provider.name", "openai")
                        .with("gen_ai.request.model", "gpt-4o")
                        .with("gen_ai.usage.output_tokens", 50)
                        .with("gen_ai.operation.name", raw)
                        .resolve();
        assertThat(out.candidate).isFalse();
        assertThat(out.call.dialect).isNull();
    }

    @Test
    void neitherModelNorKindNorNameMakesACall() {
        SpanRecord out =
                Fixture.span("litellm", "chat gpt-4o")
                        .with("gen_ai.request.model", "gpt-4o")
                        .with("db.system", "redis")
                        .resolve();
        assertThat(out.candidate).as("LiteLLM copies the model by baggage").isFalse();
        assertThat(out.stage).isEqualTo((byte) Stage.STAGE_RETRIEVAL_VALUE);
    }

    @Test
    void aServerSpanIsTheServersView() {
        assertThat(Fixture.chat().kind("SERVER").resolve().call.vantage)
                .isEqualTo((byte) Vantage.VANTAGE_SERVER_VALUE);
        assertThat(Fixture.chat().kind("INTERNAL").resolve().call.vantage)
                .isEqualTo((byte) Vantage.VANTAGE_APP_VALUE);
    }

    @Test
    void onlyAResponseModelLeavesTheRequestModelUnknown() {
        SpanRecord out =
                Fixture.span("x", "chat")
                        .with("gen_ai.operation.name", "chat")
                        .with("gen_ai.system", "openai")
                        .with("gen_ai.response.model", "gpt-4o-2024-08-06")
                        .resolve();
        assertThat(out.call.requestModel).isNull();
        assertThat(out.call.responseModel).isEqualTo("gpt-4o-2024-08-06");
    }
}
