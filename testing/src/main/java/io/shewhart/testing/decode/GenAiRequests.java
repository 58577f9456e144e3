/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.decode;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Export requests of an LLM application, always the same for one seed: 20 traces of 10 spans in
 * each (gateway, orchestrator, retrieval, database, embeddings, two chats, two tools, a client),
 * from three services, about 500 bytes and 12 attributes a span; every chat carries its messages.
 */
final class GenAiRequests {
    private static final int TRACES = 20;
    private static final long START = 1_795_383_303_000_000_000L;

    private final Random random;
    private final GenAiSpans spans;
    private final List<Span> gateway = new ArrayList<>();
    private final List<Span> app = new ArrayList<>();
    private final List<Span> calls = new ArrayList<>();
    private final List<Span> database = new ArrayList<>();
    private ByteString traceId = ByteString.EMPTY;

    GenAiRequests(long seed) {
        random = new Random(seed);
        spans = new GenAiSpans(random);
    }

    ExportTraceServiceRequest next() {
        List.of(gateway, app, calls, database).forEach(List::clear);
        for (int i = 0; i < TRACES; i++) {
            trace();
        }
        return ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(
                        resource("gateway")
                                .addScopeSpans(
                                        scope("opentelemetry.instrumentation.fastapi", gateway)))
                .addResourceSpans(
                        resource("assistant")
                                .addScopeSpans(scope("assistant.orchestrator", app))
                                .addScopeSpans(
                                        scope("opentelemetry.instrumentation.openai_v2", calls))
                                .addScopeSpans(
                                        scope("opentelemetry.instrumentation.sqlite3", database)))
                .build();
    }

    private void trace() {
        traceId = id(16);
        ByteString server = id(8);
        gateway.add(spans.http(span(server, ByteString.EMPTY), Span.SpanKind.SPAN_KIND_SERVER));
        ByteString client = id(8);
        gateway.add(spans.http(span(client, server), Span.SpanKind.SPAN_KIND_CLIENT));
        ByteString root = id(8);
        app.add(spans.agent(span(root, client)));
        app.add(spans.retrieval(span(id(8), root)));
        database.add(spans.query(span(id(8), root)));
        calls.add(spans.embeddings(span(id(8), root)));
        calls.add(chat(root));
        app.add(spans.tool(span(id(8), root), "search_orders"));
        app.add(spans.tool(span(id(8), root), "get_weather"));
        calls.add(chat(root));
    }

    private Span chat(ByteString parent) {
        String model = GenAiSpans.MODELS.get(random.nextInt(GenAiSpans.MODELS.size()));
        return spans.chat(span(id(8), parent), model);
    }

    private Span.Builder span(ByteString id, ByteString parent) {
        long start = START + random.nextInt(1_000_000_000);
        return Span.newBuilder()
                .setTraceId(traceId)
                .setSpanId(id)
                .setParentSpanId(parent)
                .setFlags(0x101)
                .setStartTimeUnixNano(start)
                .setEndTimeUnixNano(start + random.nextInt(2_000_000_000));
    }

    private static ResourceSpans.Builder resource(String service) {
        return ResourceSpans.newBuilder()
                .setSchemaUrl("https://opentelemetry.io/schemas/1.40.0")
                .setResource(
                        Resource.newBuilder()
                                .addAttributes(
                                        GenAiSpans.attribute("telemetry.sdk.language", "python"))
                                .addAttributes(
                                        GenAiSpans.attribute("telemetry.sdk.name", "opentelemetry"))
                                .addAttributes(
                                        GenAiSpans.attribute("telemetry.sdk.version", "1.40.0"))
                                .addAttributes(GenAiSpans.attribute("service.name", service))
                                .addAttributes(GenAiSpans.attribute("service.version", "1.4.2"))
                                .addAttributes(GenAiSpans.attribute("host.name", "node-17"))
                                .addAttributes(
                                        GenAiSpans.attribute(
                                                "deployment.environment.name", "production")));
    }

    private static ScopeSpans scope(String name, List<Span> spans) {
        return ScopeSpans.newBuilder()
                .setScope(InstrumentationScope.newBuilder().setName(name).setVersion("2.4b0"))
                .addAllSpans(spans)
                .build();
    }

    private ByteString id(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return ByteString.copyFrom(bytes);
    }
}
