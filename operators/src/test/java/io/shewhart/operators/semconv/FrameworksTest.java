/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.semconv;

import static org.assertj.core.api.Assertions.assertThat;

import io.shewhart.operators.trace.CallFacts;
import io.shewhart.schemas.v1.TokensSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Frameworks and third-party instrumentations, each with the traps of its emitter; names and units
 * after their sources, the numbers are made up.
 */
class FrameworksTest {
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
}
