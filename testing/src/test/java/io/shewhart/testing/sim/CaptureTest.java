/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.DiscreteDistribution;
import org.apache.commons.statistics.distribution.PoissonDistribution;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A quarter of an hour of one capture, read with the generated classes. */
class CaptureTest {
    private static final long SECONDS = 900;
    private static final double RATE = 4;

    /** A count outside its distribution's middle 1 - 2e-6 is no accident. */
    private static final double TAIL = 1e-6;

    @TempDir private static Path directory;
    private static Captured captured;
    private static final SimOptions OPTIONS = Captured.options(11, SECONDS, RATE);

    @BeforeAll
    static void simulate() throws IOException {
        captured = Captured.of(directory, OPTIONS);
    }

    @Test
    void everySpanHasItsParentAndLiesWithinIt() {
        int roots = 0;
        for (Captured.SpanCopy copy : captured.spans.values()) {
            Span span = copy.span();
            assertThat(span.getTraceId().size()).isEqualTo(16);
            assertThat(span.getSpanId().size()).isEqualTo(8);
            assertThat(span.getEndTimeUnixNano()).isGreaterThan(span.getStartTimeUnixNano());
            if (span.getParentSpanId().isEmpty()) {
                roots++;
                assertThat(span.getName()).isEqualTo("POST /chat");
                continue;
            }
            Captured.SpanCopy parent =
                    captured.spans.get(
                            Captured.hex(span.getTraceId().toByteArray())
                                    + Captured.hex(span.getParentSpanId().toByteArray()));
            assertThat(parent).as("parent of %s", span.getName()).isNotNull();
            assertThat(span.getStartTimeUnixNano())
                    .isGreaterThan(parent.span().getStartTimeUnixNano());
            assertThat(span.getEndTimeUnixNano()).isLessThan(parent.span().getEndTimeUnixNano());
            boolean sameService =
                    copy.resource()
                            .get("service.name")
                            .equals(parent.resource().get("service.name"));
            assertThat(sameService).isEqualTo(span.getKind() != Span.SpanKind.SPAN_KIND_SERVER);
        }
        assertThat(roots).isEqualTo((int) captured.tally.traces);
        assertThat(captured.spans.size() / (double) roots).isBetween(9.0, 11.0);
    }

    @Test
    void spansOfDifferentCallsAreDifferentAndRepeatedOnesIdentical() {
        Map<String, Span> first = new HashMap<>();
        for (Captured.SpanCopy copy : captured.copies) {
            Span seen = first.putIfAbsent(copy.key(), copy.span());
            if (seen != null) {
                assertThat(copy.span()).isEqualTo(seen);
            }
        }
        assertThat(captured.copies).hasSizeGreaterThan(first.size());
        assertThat(captured.tally.spans).isEqualTo(first.size());
        assertThat(captured.tally.spanCopies).isEqualTo(captured.copies.size());
    }

    @Test
    void modelCallsFollowTheNewestConventions() {
        int streamed = 0;
        int whole = 0;
        for (Captured.SpanCopy copy : captured.spans.values()) {
            Map<String, Object> attributes = copy.attributes();
            assertThat(attributes.get("error.type") != null)
                    .isEqualTo(
                            copy.span().getStatus().getCode()
                                    == Status.StatusCode.STATUS_CODE_ERROR);
            if (!"chat".equals(attributes.get("gen_ai.operation.name"))) {
                continue;
            }
            assertThat(attributes)
                    .containsKeys("gen_ai.provider.name", "gen_ai.request.model", "server.address");
            assertThat(copy.span().getName())
                    .isEqualTo("chat " + attributes.get("gen_ai.request.model"));
            Double ttft = (Double) attributes.get("gen_ai.response.time_to_first_chunk");
            double seconds =
                    (copy.span().getEndTimeUnixNano() - copy.span().getStartTimeUnixNano()) / 1e9;
            if (Boolean.TRUE.equals(attributes.get("gen_ai.request.stream"))) {
                streamed++;
                if (ttft != null) {
                    assertThat(ttft).isPositive().isLessThanOrEqualTo(seconds);
                }
            } else {
                whole++;
                assertThat(ttft).isNull();
            }
            if (!attributes.containsKey("error.type")) {
                assertThat((Long) attributes.get("gen_ai.usage.input_tokens")).isPositive();
                assertThat((Long) attributes.get("gen_ai.usage.output_tokens")).isPositive();
                assertThat(attributes)
                        .containsKeys("gen_ai.response.id", "gen_ai.response.finish_reasons");
            }
        }
        // By trace, and a trace has up to two calls: half as many trials at the least.
        assertThat(streamed / (double) (streamed + whole)).isBetween(0.65, 0.75);
    }

    @Test
    void theModelServerReportsWhatItsClientSaw() {
        int served = 0;
        for (Captured.SpanCopy copy : captured.spans.values()) {
            if (!copy.span().getName().equals("llm_request")) {
                continue;
            }
            served++;
            Map<String, Object> server = copy.attributes();
            Captured.SpanCopy parent =
                    captured.spans.get(
                            Captured.hex(copy.span().getTraceId().toByteArray())
                                    + Captured.hex(copy.span().getParentSpanId().toByteArray()));
            Map<String, Object> client = parent.attributes();
            assertThat(client.get("gen_ai.request.model")).isEqualTo("llama-3.1-8b");
            assertThat(server.get("gen_ai.usage.completion_tokens"))
                    .isEqualTo(client.get("gen_ai.usage.output_tokens"));
            assertThat(server).doesNotContainKey("gen_ai.request.model");
            double ttft = (Double) server.get("gen_ai.latency.time_to_first_token");
            double decode = (Double) server.get("gen_ai.latency.time_in_model_decode");
            double e2e = (Double) server.get("gen_ai.latency.e2e");
            assertThat(ttft + decode).isCloseTo(e2e, within(1e-9));
            assertThat(ttft)
                    .isGreaterThan(
                            (Double) server.get("gen_ai.latency.time_in_queue")
                                    + (Double) server.get("gen_ai.latency.time_in_model_prefill"));
            if (client.containsKey("gen_ai.response.time_to_first_chunk")) {
                assertThat((Double) client.get("gen_ai.response.time_to_first_chunk"))
                        .isGreaterThan(ttft);
            }
        }
        assertThat(served).isPositive();
    }

    @Test
    void theTruthSaysWhatStandsInTheSpans() {
        Set<String> told = new HashSet<>();
        for (Map<String, Object> call : captured.calls) {
            String key = (String) call.get("traceId") + call.get("spanId");
            assertThat(told.add(key)).as("told twice: %s", key).isTrue();
            Captured.SpanCopy copy = captured.spans.get(key);
            Map<String, Object> span = copy.attributes();
            boolean server = call.get("vantage").equals("server");
            String in = server ? "gen_ai.usage.prompt_tokens" : "gen_ai.usage.input_tokens";
            String out = server ? "gen_ai.usage.completion_tokens" : "gen_ai.usage.output_tokens";
            String ttft =
                    server
                            ? "gen_ai.latency.time_to_first_token"
                            : "gen_ai.response.time_to_first_chunk";
            Double seconds = (Double) span.get(ttft);
            assertThat(call.get("timeToFirstTokenNanos"))
                    .isEqualTo(seconds == null ? null : Math.round(seconds * 1e9));
            assertThat(call.get("inputTokens")).isEqualTo(span.get(in));
            assertThat(call.get("outputTokens")).isEqualTo(span.get(out));
            assertThat(call.get("errorType")).isEqualTo(span.get("error.type"));
            assertThat(call.get("provider")).isEqualTo(span.get("gen_ai.provider.name"));
            assertThat(call.get("requestModel")).isEqualTo(span.get("gen_ai.request.model"));
            assertThat(call.get("responseId")).isEqualTo(span.get("gen_ai.response.id"));
            assertThat(call.get("startTimeUnixNano")).isEqualTo(copy.span().getStartTimeUnixNano());
            assertThat(call.get("endTimeUnixNano")).isEqualTo(copy.span().getEndTimeUnixNano());
            assertThat(call.get("service")).isEqualTo(copy.resource().get("service.name"));
            assertThat(call.get("serviceVersion"))
                    .isEqualTo(copy.resource().get("service.version"));
            assertThat(call.get("partition")).isEqualTo((long) copy.line().partition());
            assertThat(call.get("offset")).isEqualTo(copy.line().offset());
            assertThat(call.get("kafkaTimestampMillis")).isEqualTo(copy.line().timestamp());
        }
        Set<String> calls = new HashSet<>();
        for (Captured.SpanCopy copy : captured.spans.values()) {
            Object operation = copy.attributes().get("gen_ai.operation.name");
            if ("chat".equals(operation)
                    || "embeddings".equals(operation)
                    || copy.span().getName().equals("llm_request")) {
                calls.add(copy.key());
            }
        }
        assertThat(told).isEqualTo(calls);
        assertThat(captured.tally.modelCalls).isEqualTo(calls.size());
    }

    @Test
    void sharesAndArrivalsAreThoseAskedFor() {
        long spans = captured.tally.spans;
        assertWithin(captured.tally.lateSpans, BinomialDistribution.of((int) spans, 0.01));
        assertWithin(captured.tally.repeatedSpans, BinomialDistribution.of((int) spans, 0.005));
        long records = captured.tally.records.get("otlp_spans") - captured.tally.repeatedRecords;
        assertWithin(captured.tally.repeatedRecords, BinomialDistribution.of((int) records, 0.005));

        Arrivals arrivals = new Arrivals(OPTIONS);
        double expected = 0;
        for (long second = 0; second < SECONDS; second++) {
            expected += arrivals.rate(OPTIONS.start() + second * SimOptions.SECOND);
        }
        assertWithin(captured.tally.traces, PoissonDistribution.of(expected));
    }

    @Test
    void lateAndRepeatedSpansComeWhenTheyAreSaidTo() {
        Map<String, Map<String, Object>> calls = new HashMap<>();
        captured.calls.forEach(c -> calls.put((String) c.get("traceId") + c.get("spanId"), c));
        Set<String> late = new HashSet<>();
        Map<String, Long> first = new HashMap<>();
        for (Captured.SpanCopy copy : captured.copies) {
            long arrival = copy.line().timestamp() * 1_000_000;
            Long earlier = first.putIfAbsent(copy.key(), arrival);
            if (earlier != null) {
                assertThat(arrival - earlier).isBetween(0L, 30 * SimOptions.SECOND);
                continue;
            }
            double delay = (arrival - copy.span().getEndTimeUnixNano()) / 1e9;
            if (delay > 6) {
                late.add(copy.key());
                // The schedule of 5 s, the batch's 0.2 s and the way on top.
                if (delay > 500) {
                    assertThat(delay).isBetween(960.0, 1206.0);
                } else {
                    assertThat(delay).isBetween(45.0, 486.0);
                }
            }
            Map<String, Object> call = calls.get(copy.key());
            if (call != null) {
                assertThat(call.get("delivery")).isEqualTo(delay > 6 ? "late" : "normal");
            }
        }
        assertThat(late).hasSize((int) captured.tally.lateSpans);
    }

    @Test
    void recordsLieInTheirTopicsAsKafkaKeepsThem() {
        Map<String, Long> next = new HashMap<>();
        Map<String, Long> latest = new HashMap<>();
        for (Captured.Line line : captured.lines) {
            String place = line.topic() + "/" + line.partition();
            assertThat(line.offset()).isEqualTo(next.merge(place, 1L, Long::sum) - 1);
            assertThat(line.timestamp()).isGreaterThanOrEqualTo(latest.getOrDefault(place, 0L));
            latest.put(place, line.timestamp());
            assertThat(line.value().size()).isLessThan(1_000_000);
        }
        assertThat(next.keySet()).contains("otlp_metrics/0", "otlp_logs/0");
        for (String partition : List.of("0", "1", "2", "3")) {
            assertThat(next.get("otlp_spans/" + partition)).isGreaterThan(100);
        }
    }

    private static void assertWithin(long count, DiscreteDistribution distribution) {
        assertThat(count)
                .isBetween(
                        (long) distribution.inverseCumulativeProbability(TAIL),
                        (long) distribution.inverseSurvivalProbability(TAIL));
    }
}
