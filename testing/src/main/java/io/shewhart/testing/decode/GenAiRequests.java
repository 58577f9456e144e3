/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.decode;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
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

    private static final List<String> MODELS =
            List.of("gpt-4.1-mini", "gpt-4o", "claude-sonnet-4-5", "llama-3.3-70b-instruct");

    private final Random random;
    private final List<Span> gateway = new ArrayList<>();
    private final List<Span> app = new ArrayList<>();
    private final List<Span> calls = new ArrayList<>();
    private final List<Span> database = new ArrayList<>();
    private ByteString traceId = ByteString.EMPTY;

    GenAiRequests(long seed) {
        random = new Random(seed);
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
        gateway.add(http(server, ByteString.EMPTY, Span.SpanKind.SPAN_KIND_SERVER));
        ByteString client = id(8);
        gateway.add(http(client, server, Span.SpanKind.SPAN_KIND_CLIENT));
        ByteString root = id(8);
        Span.Builder orchestrator = span(root, client, "invoke_agent assistant");
        orchestrator.setKind(Span.SpanKind.SPAN_KIND_INTERNAL);
        text(orchestrator, "gen_ai.operation.name", "invoke_agent");
        text(orchestrator, "gen_ai.agent.name", "assistant");
        text(orchestrator, "gen_ai.agent.id", "asst_5j66UpCpwteGg4YSxUnt7lPY");
        text(orchestrator, "gen_ai.conversation.id", "conv_" + random.nextInt(100_000));
        common(orchestrator, 8);
        app.add(orchestrator.build());
        app.add(retrieval(root));
        database.add(query(root));
        calls.add(embeddings(root));
        calls.add(chat(root));
        app.add(tool(root, "search_orders"));
        app.add(tool(root, "get_weather"));
        calls.add(chat(root));
    }

    private Span http(ByteString id, ByteString parent, Span.SpanKind kind) {
        Span.Builder span = span(id, parent, "POST /v1/assist").setKind(kind);
        text(span, "http.request.method", "POST");
        text(span, "url.scheme", "https");
        text(span, "url.path", "/v1/assist");
        text(span, "http.route", "/v1/assist");
        text(span, "server.address", "assistant.internal");
        number(span, "server.port", 8443);
        number(span, "http.response.status_code", 200);
        text(span, "user_agent.original", "python-httpx/0.28.1 (assistant; production)");
        text(span, "network.protocol.version", "1.1");
        common(span, 3);
        return span.build();
    }

    private Span retrieval(ByteString parent) {
        Span.Builder span = span(id(8), parent, "retrieval knowledge-base");
        span.setKind(Span.SpanKind.SPAN_KIND_INTERNAL);
        text(span, "gen_ai.operation.name", "retrieval");
        text(span, "gen_ai.data_source.id", "knowledge-base");
        number(span, "retrieval.top_k", 8);
        common(span, 8);
        return span.build();
    }

    private Span query(ByteString parent) {
        Span.Builder span = span(id(8), parent, "SELECT documents");
        span.setKind(Span.SpanKind.SPAN_KIND_CLIENT);
        text(span, "db.system.name", "postgresql");
        text(span, "db.operation.name", "SELECT");
        text(span, "db.collection.name", "documents");
        text(span, "db.namespace", "knowledge");
        text(
                span,
                "db.query.text",
                "SELECT id, title, chunk FROM documents ORDER BY embedding <=> $1 LIMIT 8");
        text(span, "server.address", "db.internal");
        number(span, "server.port", 5432);
        common(span, 4);
        return span.build();
    }

    private Span embeddings(ByteString parent) {
        Span.Builder span = span(id(8), parent, "embeddings text-embedding-3-small");
        span.setKind(Span.SpanKind.SPAN_KIND_CLIENT);
        text(span, "gen_ai.operation.name", "embeddings");
        text(span, "gen_ai.provider.name", "openai");
        text(span, "gen_ai.request.model", "text-embedding-3-small");
        text(span, "gen_ai.response.model", "text-embedding-3-small");
        number(span, "gen_ai.usage.input_tokens", random.nextInt(2000));
        text(span, "server.address", "api.openai.com");
        number(span, "server.port", 443);
        common(span, 5);
        return span.build();
    }

    private Span chat(ByteString parent) {
        String model = MODELS.get(random.nextInt(MODELS.size()));
        Span.Builder span = span(id(8), parent, "chat " + model);
        span.setKind(Span.SpanKind.SPAN_KIND_CLIENT);
        text(span, "gen_ai.operation.name", "chat");
        text(span, "gen_ai.provider.name", "openai");
        text(span, "gen_ai.request.model", model);
        text(span, "gen_ai.response.model", model + "-2026-04-14");
        text(span, "gen_ai.response.id", "chatcmpl-" + Long.toHexString(random.nextLong()) + "z");
        number(span, "gen_ai.usage.input_tokens", random.nextInt(4000));
        number(span, "gen_ai.usage.output_tokens", 1 + random.nextInt(800));
        AnyValue reason = AnyValue.newBuilder().setStringValue("stop").build();
        span.addAttributes(
                KeyValue.newBuilder()
                        .setKey("gen_ai.response.finish_reasons")
                        .setValue(
                                AnyValue.newBuilder()
                                        .setArrayValue(ArrayValue.newBuilder().addValues(reason))));
        span.addAttributes(
                KeyValue.newBuilder()
                        .setKey("gen_ai.request.temperature")
                        .setValue(AnyValue.newBuilder().setDoubleValue(0.7)));
        text(span, "server.address", "api.openai.com");
        number(span, "server.port", 443);
        text(span, "gen_ai.input.messages", messages(100 + random.nextInt(400)));
        common(span, 1);
        if (random.nextInt(20) == 0) {
            fail(span);
        }
        return span.build();
    }

    private static void fail(Span.Builder span) {
        text(span, "error.type", "RateLimitError");
        span.setStatus(
                Status.newBuilder()
                        .setCode(Status.StatusCode.STATUS_CODE_ERROR)
                        .setMessage("429 Too Many Requests"));
        span.addEvents(
                Span.Event.newBuilder()
                        .setTimeUnixNano(span.getEndTimeUnixNano())
                        .setName("exception")
                        .addAttributes(attribute("exception.type", "openai.RateLimitError"))
                        .addAttributes(attribute("exception.message", "Error code: 429")));
    }

    private Span tool(ByteString parent, String name) {
        Span.Builder span = span(id(8), parent, "execute_tool " + name);
        span.setKind(Span.SpanKind.SPAN_KIND_INTERNAL);
        text(span, "gen_ai.operation.name", "execute_tool");
        text(span, "gen_ai.tool.name", name);
        text(span, "gen_ai.tool.call.id", "call_" + Long.toHexString(random.nextLong()));
        text(span, "gen_ai.tool.type", "function");
        common(span, 7);
        return span.build();
    }

    /** What no rule names, and every application has its own of. */
    private void common(Span.Builder span, int count) {
        number(span, "thread.id", 140_000_000_000_000L + random.nextInt());
        for (int i = 1; i < count; i++) {
            text(span, "app.field_" + i, "v-" + random.nextInt(1000));
        }
    }

    private Span.Builder span(ByteString id, ByteString parent, String name) {
        long start = START + random.nextInt(1_000_000_000);
        return Span.newBuilder()
                .setTraceId(traceId)
                .setSpanId(id)
                .setParentSpanId(parent)
                .setName(name)
                .setFlags(0x101)
                .setStartTimeUnixNano(start)
                .setEndTimeUnixNano(start + random.nextInt(2_000_000_000));
    }

    private static ResourceSpans.Builder resource(String service) {
        return ResourceSpans.newBuilder()
                .setSchemaUrl("https://opentelemetry.io/schemas/1.40.0")
                .setResource(
                        Resource.newBuilder()
                                .addAttributes(attribute("telemetry.sdk.language", "python"))
                                .addAttributes(attribute("telemetry.sdk.name", "opentelemetry"))
                                .addAttributes(attribute("telemetry.sdk.version", "1.40.0"))
                                .addAttributes(attribute("service.name", service))
                                .addAttributes(attribute("service.version", "1.4.2"))
                                .addAttributes(attribute("host.name", "node-17"))
                                .addAttributes(
                                        attribute("deployment.environment.name", "production")));
    }

    private static ScopeSpans scope(String name, List<Span> spans) {
        return ScopeSpans.newBuilder()
                .setScope(InstrumentationScope.newBuilder().setName(name).setVersion("2.4b0"))
                .addAllSpans(spans)
                .build();
    }

    private String messages(int length) {
        StringBuilder text = new StringBuilder("[{\"role\":\"user\",\"content\":\"");
        while (text.length() < length) {
            text.append((char) ('a' + random.nextInt(26))).append("orem ipsum ");
        }
        return text.append("\"}]").toString();
    }

    private ByteString id(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return ByteString.copyFrom(bytes);
    }

    private static KeyValue attribute(String key, String value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build();
    }

    private static void text(Span.Builder span, String key, String value) {
        span.addAttributes(attribute(key, value));
    }

    private static void number(Span.Builder span, String key, long value) {
        span.addAttributes(
                KeyValue.newBuilder()
                        .setKey(key)
                        .setValue(AnyValue.newBuilder().setIntValue(value)));
    }
}
