/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.semconv;

import static org.assertj.core.api.Assertions.assertThat;

import io.shewhart.operators.semconv.Captures.Resolved;
import io.shewhart.operators.trace.CallFacts;
import io.shewhart.schemas.v1.TokensSource;
import io.shewhart.schemas.v1.Vantage;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Recordings of real instrumented applications: how many candidates of which emitter (the numbers
 * are those of the recordings' own descriptions), and their fields against what the server did.
 */
class CapturesTest {

    @ParameterizedTest
    @CsvSource({
        "otel-openai, opentelemetry.instrumentation.openai_v2=177",
        "otel-openai-latest, opentelemetry.instrumentation.openai_v2=36"
                + " opentelemetry.util.genai.handler=112",
        "otel-genai-openai, opentelemetry.instrumentation.genai.openai=148",
        "evaluations, opentelemetry.instrumentation.genai.openai=148",
        "otel-js-openai, @opentelemetry/instrumentation-openai=96",
        "openllmetry,"
                + " com.anthropic.sdk.python=28 opentelemetry.instrumentation.anthropic=26"
                + " opentelemetry.instrumentation.langchain=54"
                + " opentelemetry.instrumentation.openai.v1=62",
        "openinference,"
                + " com.anthropic.sdk.python=51 openinference.instrumentation.anthropic=51"
                + " openinference.instrumentation.langchain=51"
                + " openinference.instrumentation.openai=99",
        "duplicates-and-dirt, opentelemetry.instrumentation.openai_v2=180",
        "pydantic-ai, com.anthropic.sdk.python=33 pydantic-ai=135",
        "litellm-proxy, litellm=94 opentelemetry.instrumentation.openai_v2=90",
        "openlit, openlit.instrumentation.anthropic=26 openlit.instrumentation.openai=100",
        "langfuse, langfuse-sdk=146",
        "anthropic-genai,"
                + " com.anthropic.sdk.python=47 opentelemetry.instrumentation.genai.anthropic=47"
                + " opentelemetry.instrumentation.google_genai=53",
        "strands, strands.telemetry.tracer=56",
        "semantic-kernel, semantic_kernel.utils.telemetry.model_diagnostics.decorators=56",
        "agent-framework, agent_framework=56",
        "logfire, com.anthropic.sdk.python=10 logfire.anthropic=15 logfire.openai=70",
        "spring-ai, org.springframework.boot=99",
        "vercel-ai-otel, gen_ai=121",
        "vercel-ai-legacy, ai=107",
        "vercel-ai-4, ai=114",
    })
    void candidatesByScope(String capture, String expected) throws IOException {
        Map<String, Integer> found = new TreeMap<>();
        Set<String> seen = new HashSet<>();
        for (Resolved r : Captures.resolve(capture)) {
            if (r.span().candidate
                    && seen.add(r.traceHigh() + " " + r.traceLow() + r.span().spanId)) {
                found.merge(r.span().call.scope, 1, Integer::sum);
            }
        }
        StringBuilder text = new StringBuilder();
        found.forEach((scope, n) -> text.append(' ').append(scope).append('=').append(n));
        assertThat(text.toString().trim()).isEqualTo(expected.trim());
    }

    /** Candidates with a response id against the truth of that id. */
    @ParameterizedTest
    @CsvSource({
        "otel-openai, 131, 0",
        "otel-openai-latest, 108, 0",
        "otel-genai-openai, 107, 35",
        "evaluations, 107, 32",
        "otel-js-openai, 79, 0",
        "openllmetry, 123, 17",
        "openinference, 49, 30",
        "pydantic-ai, 158, 75",
        "anthropic-genai, 125, 60",
        "vercel-ai-otel, 83, 45",
        "vercel-ai-legacy, 83, 45",
        "vercel-ai-4, 83, 41",
    })
    void againstTheTruth(String capture, int matched, int withFirstToken) throws IOException {
        Map<String, Map<String, String>> truth = new HashMap<>();
        Captures.truth(capture).forEach(line -> truth.put(line.get("id"), line));
        int matches = 0;
        int firstTokens = 0;
        int near = 0;
        for (Resolved r : Captures.resolve(capture)) {
            CallFacts call = r.span().call;
            Map<String, String> line = call.responseId == null ? null : truth.get(call.responseId);
            if (line == null) {
                continue;
            }
            matches++;
            boolean cut = line.get("aborted").equals("true");
            if (call.tokensSource == TokensSource.TOKENS_SOURCE_PROVIDER_VALUE && !cut) {
                assertThat(call.inputTokens).as("%s", line).isEqualTo(number(line, "input_tokens"));
                assertThat(call.outputTokens)
                        .as("%s", line)
                        .isEqualTo(number(line, "output_tokens"));
            }
            if (call.streaming >= 0) {
                assertThat(call.streaming == 1)
                        .as("%s", line)
                        .isEqualTo(line.get("stream").equals("true"));
            }
            assertThat(call.incomplete).as("%s", line).isEqualTo(cut);
            if (call.ttftNanos != CallFacts.UNKNOWN) {
                firstTokens++;
                // The client sees a token after the server sent it; its span starts before.
                long sent = number(line, "first_token_ns") - r.span().startUnixNano;
                near += Math.abs(call.ttftNanos - sent) < 100_000_000L ? 1 : 0;
            }
        }
        assertThat(matches).isEqualTo(matched);
        assertThat(firstTokens).isEqualTo(withFirstToken);
        assertThat(near).isGreaterThanOrEqualTo(firstTokens * 85 / 100);
    }

    private static long number(Map<String, String> line, String key) {
        return Long.parseLong(line.get(key));
    }

    @Test
    void streamingServersAreFolded() throws IOException {
        List<Resolved> all = Captures.resolve("otel-openai");
        assertThat(all).hasSize(15_528);
        assertThat(all.stream().filter(r -> r.span().chunk)).hasSize(14_746);
        assertThat(all.stream().filter(r -> r.span().chunkBody)).hasSize(14_146);
        assertThat(all.stream().filter(r -> r.span().service == null)).isEmpty();
        assertThat(all.stream().map(r -> r.span().environment).distinct()).containsExactly("lab");
    }

    @Test
    void gatewayAndClientAreTwoVantages() throws IOException {
        Map<Byte, Integer> vantages = new TreeMap<>();
        for (Resolved r : Captures.resolve("litellm-proxy")) {
            if (r.span().candidate) {
                vantages.merge(r.span().call.vantage, 1, Integer::sum);
            }
        }
        assertThat(vantages)
                .containsExactly(
                        Map.entry((byte) Vantage.VANTAGE_APP_VALUE, 90),
                        Map.entry((byte) Vantage.VANTAGE_GATEWAY_VALUE, 94));
    }

    @Test
    void suspectCountsAreExactlyTheWrongOnes() throws IOException {
        Map<String, Map<String, String>> truth = new HashMap<>();
        Captures.truth("openllmetry").forEach(line -> truth.put(line.get("id"), line));
        int suspect = 0;
        for (Resolved r : Captures.resolve("openllmetry")) {
            CallFacts call = r.span().call;
            if (call.tokensSource == TokensSource.TOKENS_SOURCE_SUSPECT_VALUE) {
                suspect++;
                assertThat(call.outputTokens)
                        .isEqualTo(number(truth.get(call.responseId), "output_tokens") + 1);
            }
        }
        assertThat(suspect).isEqualTo(12);
    }
}
