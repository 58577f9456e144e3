/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.job;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.shewhart.testing.decode.GenAiSpans;
import java.util.Random;

/**
 * Draws traces of one shape: a gateway asks an agent, which embeds, retrieves, asks a model and
 * runs two tools. A model's answer takes seconds; the first part of it comes early.
 */
final class TraceDraw {
    private static final long MILLI = 1_000_000L;

    /** Where a span is written, in the order of {@link Process}' scopes. */
    enum Scope {
        HTTP("opentelemetry.instrumentation.fastapi"),
        AGENT("assistant.orchestrator"),
        MODEL("opentelemetry.instrumentation.openai_v2"),
        DATABASE("opentelemetry.instrumentation.sqlite3");

        final String text;

        Scope(String text) {
            this.text = text;
        }
    }

    /** Takes the spans of a trace. */
    interface Sink {
        void span(boolean gateway, Scope scope, Span span);
    }

    private final Random random;
    private final GenAiSpans spans;
    private final int chunks;
    private ByteString traceId = ByteString.EMPTY;

    TraceDraw(Random random, int chunks) {
        this.random = random;
        this.chunks = chunks;
        spans = new GenAiSpans(random);
    }

    /** Draws a trace that starts at a time, nanoseconds since the Unix epoch. */
    void next(long start, Sink out) {
        traceId = id(16);
        ByteString server = id(8);
        ByteString client = id(8);
        ByteString agent = id(8);
        ByteString retrieval = id(8);
        ByteString tool = id(8);
        long embeddings = start + 6 * MILLI;
        long retrieve = embeddings + millis(20, 80);
        long chat = retrieve + millis(50, 200);
        long answer = (long) (800 * MILLI * Math.exp(0.5 * random.nextGaussian()));
        long search = chat + answer;
        long weather = search + millis(50, 400);
        long end = weather + millis(50, 300);
        inside(out, Scope.MODEL, spans.embeddings(span(id(8), agent, embeddings, retrieve)));
        inside(
                out,
                Scope.DATABASE,
                spans.query(span(id(8), retrieval, retrieve + 2 * MILLI, chat - 2 * MILLI)));
        inside(out, Scope.AGENT, spans.retrieval(span(retrieval, agent, retrieve, chat)));
        Span.Builder asked =
                span(id(8), agent, chat, search)
                        .addAttributes(
                                KeyValue.newBuilder()
                                        .setKey("gen_ai.response.time_to_first_chunk")
                                        .setValue(
                                                AnyValue.newBuilder()
                                                        .setDoubleValue(answer * 0.15e-9)));
        String model = GenAiSpans.MODELS.get(random.nextInt(GenAiSpans.MODELS.size()));
        inside(out, Scope.MODEL, spans.chat(asked, model));
        inside(
                out,
                Scope.HTTP,
                spans.http(
                        span(id(8), tool, search + MILLI, weather - MILLI),
                        Span.SpanKind.SPAN_KIND_CLIENT));
        inside(out, Scope.AGENT, spans.tool(span(tool, agent, search, weather), "search_orders"));
        inside(out, Scope.AGENT, spans.tool(span(id(8), agent, weather, end), "get_weather"));
        inside(out, Scope.AGENT, spans.agent(span(agent, client, start + 5 * MILLI, end + MILLI)));
        long sent = chat + answer / 7;
        for (int i = 0; i < chunks; i++) {
            long at = sent + (end - sent) / chunks * i;
            out.span(true, Scope.HTTP, spans.chunk(span(id(8), server, at, at + MILLI / 20)));
        }
        out.span(
                true,
                Scope.HTTP,
                spans.http(
                        span(client, server, start + 2 * MILLI, end + 3 * MILLI),
                        Span.SpanKind.SPAN_KIND_CLIENT));
        out.span(
                true,
                Scope.HTTP,
                spans.http(
                        span(server, ByteString.EMPTY, start, end + 5 * MILLI),
                        Span.SpanKind.SPAN_KIND_SERVER));
    }

    private static void inside(Sink out, Scope scope, Span span) {
        out.span(false, scope, span);
    }

    private Span.Builder span(ByteString id, ByteString parent, long start, long end) {
        return Span.newBuilder()
                .setTraceId(traceId)
                .setSpanId(id)
                .setParentSpanId(parent)
                .setFlags(0x101)
                .setStartTimeUnixNano(start)
                .setEndTimeUnixNano(end);
    }

    private long millis(int least, int most) {
        return least * MILLI + (long) (random.nextDouble() * (most - least) * MILLI);
    }

    private ByteString id(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return ByteString.copyFrom(bytes);
    }
}
