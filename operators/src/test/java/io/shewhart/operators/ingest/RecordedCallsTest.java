/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.shewhart.operators.otlp.OtlpEncoding;
import io.shewhart.operators.semconv.Captures;
import io.shewhart.operators.trace.NoOutput;
import io.shewhart.operators.trace.SpanGroup;
import io.shewhart.operators.trace.TraceAssembler;
import io.shewhart.operators.trace.TraceSettings;
import io.shewhart.schemas.v1.Inference;
import io.shewhart.schemas.v1.Role;
import io.shewhart.schemas.v1.TokensSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every recording from its Kafka records to its model calls, without a cluster: how many calls (by
 * the recordings' descriptions and expected numbers), each once, and their fields against what the
 * model server did, where a response id leads from one to the other.
 */
class RecordedCallsTest {
    /** Server's first token to client's, and the spans' start to the server: a busy machine. */
    private static final long SLACK = 250_000_000L;

    private static final long CLOCKS = 2_000_000L;

    @ParameterizedTest
    @CsvSource({
        "otel-openai, 177, 177, 0",
        "otel-openai-latest, 148, 148, 0",
        "otel-genai-openai, 148, 148, 30",
        "evaluations, 148, 148, 30",
        "otel-js-openai, 96, 96, 0",
        "openllmetry, 142, 144, 15",
        // one call is told in traces of its own by two libraries: a trace cannot tell
        "openinference, 150, 200, 25",
        "duplicates-and-dirt, 177, 180, 0",
        "pydantic-ai, 135, 135, 50",
        "litellm-proxy, 180, 184, 0",
        "openlit, 126, 126, 30",
        "langfuse, 146, 146, 0",
        "anthropic-genai, 100, 100, 40",
        "strands, 56, 56, 0",
        "semantic-kernel, 56, 56, 0",
        "agent-framework, 56, 56, 0",
        "logfire, 85, 85, 5",
        "spring-ai, 99, 99, 0",
        "vercel-ai-otel, 107, 107, 40",
        "vercel-ai-legacy, 107, 107, 40",
        "vercel-ai-4, 114, 114, 40",
    })
    void callsAndTheirFields(String capture, int fewest, int most, int firstTokens)
            throws IOException {
        List<Inference> calls = new ArrayList<>();
        for (Inference call : inferences(capture)) {
            if (call.getRole() == Role.ROLE_INFERENCE) {
                calls.add(call);
            }
        }
        assertThat(calls).hasSizeBetween(fewest, most);
        assertThat(calls).extracting(c -> c.getTraceId() + c.getSpanId()).doesNotHaveDuplicates();

        Map<String, Map<String, String>> truth = new HashMap<>();
        Captures.truth(capture).forEach(line -> truth.put(line.get("id"), line));
        Set<String> seen = new HashSet<>();
        int known = 0;
        int right = 0;
        for (Inference call : calls) {
            Map<String, String> line = truth.get(call.getResponseId());
            if (!call.hasResponseId() || line == null) {
                continue;
            }
            assertThat(seen.add(call.getVantage() + call.getResponseId()))
                    .as("counted twice: %s", call)
                    .isTrue();
            boolean whole = line.get("aborted").equals("false");
            if (whole && call.getTokensSource() == TokensSource.TOKENS_SOURCE_PROVIDER) {
                tokens(call, line);
            }
            if (call.hasStreaming()) {
                assertThat(call.getStreaming()).isEqualTo(line.get("stream").equals("true"));
            }
            if (call.hasTimeToFirstTokenNanos()) {
                known++;
                long sent = number(line, "first_token_ns");
                long told = call.getTimeToFirstTokenNanos();
                boolean late = told > sent - call.getStartTimeUnixNano() + SLACK;
                right += late || told < sent - number(line, "received_ns") - CLOCKS ? 0 : 1;
            }
        }
        assertThat(known).isGreaterThanOrEqualTo(firstTokens);
        assertThat(right).isGreaterThanOrEqualTo(known * 9 / 10);
    }

    private static void tokens(Inference call, Map<String, String> line) {
        if (call.hasInputTokens()) {
            assertThat(call.getInputTokens()).isEqualTo(number(line, "input_tokens"));
        }
        if (call.hasOutputTokens()) {
            assertThat(call.getOutputTokens()).isEqualTo(number(line, "output_tokens"));
        }
        if (call.hasCachedInputTokens()) {
            assertThat(call.getCachedInputTokens()).isEqualTo(number(line, "cached_tokens"));
        }
        if (call.getReasoningOutputTokens() > 0) {
            assertThat(call.getReasoningOutputTokens())
                    .as("%s", line)
                    .isEqualTo(number(line, "reasoning_tokens"));
        }
    }

    private static long number(Map<String, String> line, String key) {
        return line.get(key) == null ? 0 : Long.parseLong(line.get(key));
    }

    /** As the job reads them, every trace worked off at the end of its input. */
    private static List<Inference> inferences(String capture) throws IOException {
        RecordDecoder decoder =
                new RecordDecoder(
                        new RecordDecoder.Options(
                                OtlpEncoding.AUTO,
                                5_000_000_000L,
                                365L * 24 * 3600 * 1_000_000_000L,
                                60_000_000_000L,
                                64 << 20,
                                false));
        AdmissionClock clock = new AdmissionClock(10_000_000_000L);
        Map<String, List<SpanGroup>> traces = new LinkedHashMap<>();
        for (Map<String, String> record : Captures.records(capture)) {
            if (!record.get("topic").equals("otlp_spans")) {
                continue;
            }
            String value = record.get("value");
            int partition = Integer.parseInt(record.get("partition"));
            DecodedRecord decoded =
                    decoder.decode(
                            "otlp_spans-" + partition,
                            "otlp_spans",
                            partition,
                            Long.parseLong(record.get("offset")),
                            Long.parseLong(record.get("timestamp")),
                            value == null ? null : Base64.getDecoder().decode(value));
            long admitted = clock.admit(decoded.log, decoded.maxEventUnixNano);
            for (SpanGroup g : decoded.groups) {
                traces.computeIfAbsent(g.traceIdHigh + " " + g.traceIdLow, k -> new ArrayList<>())
                        .add(
                                new SpanGroup(
                                        g.traceIdHigh,
                                        g.traceIdLow,
                                        admitted,
                                        g.topic,
                                        g.partition,
                                        g.spans));
            }
        }
        Inferences out = new Inferences();
        TraceAssembler assembler = new TraceAssembler(TraceSettings.defaults());
        for (List<SpanGroup> trace : traces.values()) {
            SpanGroup first = trace.get(0);
            assembler.advance(
                    first.traceIdHigh,
                    first.traceIdLow,
                    null,
                    trace,
                    Long.MAX_VALUE,
                    out,
                    wakeup -> {});
        }
        return out.all;
    }

    private static final class Inferences extends NoOutput {
        private final List<Inference> all = new ArrayList<>();

        @Override
        public void inference(Inference inference) {
            all.add(inference);
        }
    }
}
