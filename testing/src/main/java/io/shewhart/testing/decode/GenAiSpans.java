/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.decode;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.List;
import java.util.Random;

/**
 * The spans of an LLM application: names, kinds and about 12 attributes each, drawn from a random
 * generator. Ids and times are the caller's, set before.
 */
public final class GenAiSpans {
    /** Models that are asked. */
    public static final List<String> MODELS =
            List.of("gpt-4.1-mini", "gpt-4o", "claude-sonnet-4-5", "llama-3.3-70b-instruct");

    private final Random random;

    public GenAiSpans(Random random) {
        this.random = random;
    }

    /** A request over HTTP, as server or client. */
    public Span http(Span.Builder span, Span.SpanKind kind) {
        span.setName("POST /v1/assist").setKind(kind);
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

    /** A run of an agent: no call of a model itself. */
    public Span agent(Span.Builder span) {
        span.setName("invoke_agent assistant").setKind(Span.SpanKind.SPAN_KIND_INTERNAL);
        text(span, "gen_ai.operation.name", "invoke_agent");
        text(span, "gen_ai.agent.name", "assistant");
        text(span, "gen_ai.agent.id", "asst_5j66UpCpwteGg4YSxUnt7lPY");
        text(span, "gen_ai.conversation.id", "conv_" + random.nextInt(100_000));
        common(span, 8);
        return span.build();
    }

    /** A look into a knowledge base. */
    public Span retrieval(Span.Builder span) {
        span.setName("retrieval knowledge-base").setKind(Span.SpanKind.SPAN_KIND_INTERNAL);
        text(span, "gen_ai.operation.name", "retrieval");
        text(span, "gen_ai.data_source.id", "knowledge-base");
        number(span, "retrieval.top_k", 8);
        common(span, 8);
        return span.build();
    }

    /** A query to a database. */
    public Span query(Span.Builder span) {
        span.setName("SELECT documents").setKind(Span.SpanKind.SPAN_KIND_CLIENT);
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

    /** A call of an embeddings model. */
    public Span embeddings(Span.Builder span) {
        span.setName("embeddings text-embedding-3-small").setKind(Span.SpanKind.SPAN_KIND_CLIENT);
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

    /** A call of a chat model; one in twenty fails. */
    public Span chat(Span.Builder span, String model) {
        span.setName("chat " + model).setKind(Span.SpanKind.SPAN_KIND_CLIENT);
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

    /** A run of a tool. */
    public Span tool(Span.Builder span, String name) {
        span.setName("execute_tool " + name).setKind(Span.SpanKind.SPAN_KIND_INTERNAL);
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

    /** What a streaming server writes for a part of its answer. */
    public Span chunk(Span.Builder span) {
        span.setName("POST /v1/assist http send").setKind(Span.SpanKind.SPAN_KIND_INTERNAL);
        text(span, "asgi.event.type", "http.response.body");
        return span.build();
    }

    private String messages(int length) {
        StringBuilder text = new StringBuilder("[{\"role\":\"user\",\"content\":\"");
        while (text.length() < length) {
            text.append((char) ('a' + random.nextInt(26))).append("orem ipsum ");
        }
        return text.append("\"}]").toString();
    }

    /** An attribute of text. */
    static KeyValue attribute(String key, String value) {
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
