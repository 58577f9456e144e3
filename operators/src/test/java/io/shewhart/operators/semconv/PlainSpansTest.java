/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.semconv;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.shewhart.operators.otlp.OtlpAdapter;
import io.shewhart.operators.trace.SpanRecord;
import io.shewhart.schemas.v1.Stage;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Spans that are no model calls: stages, chunks, who they belong to, what they cost. */
class PlainSpansTest {

    @ParameterizedTest
    @CsvSource({
        "CLIENT, db.system.name, postgresql, STAGE_RETRIEVAL",
        "CLIENT, db.system, sqlite, STAGE_RETRIEVAL",
        "CLIENT, db.operation.name, query, STAGE_RETRIEVAL",
        "CLIENT, http.request.method, POST, STAGE_NETWORK",
        "CLIENT, http.method, POST, STAGE_NETWORK",
        "CLIENT, rpc.system, grpc, STAGE_NETWORK",
        "CLIENT, rpc.system.name, grpc, STAGE_NETWORK",
        "CLIENT, target.host, x, STAGE_NETWORK",
        "SERVER, http.method, POST, STAGE_ORCHESTRATION",
        "INTERNAL, http.method, POST, STAGE_ORCHESTRATION",
        "CONSUMER, messaging.system, kafka, STAGE_ORCHESTRATION",
        "CLIENT, messaging.operation.type, process, STAGE_ORCHESTRATION",
        "CLIENT, messaging.operation, process, STAGE_ORCHESTRATION",
        "PRODUCER, messaging.system, kafka, STAGE_OTHER",
        "INTERNAL, gen_ai.tool.name, get_weather, STAGE_TOOL",
        "CLIENT, gen_ai.tool.call.id, call_1, STAGE_TOOL",
        "CLIENT, mcp.method.name, tools/call, STAGE_TOOL",
        "CLIENT, mcp.method.name, initialize, STAGE_OTHER",
        "UNSPECIFIED, some.key, x, STAGE_OTHER",
    })
    void stages(String kind, String key, String value, Stage stage) {
        SpanRecord out = Fixture.span("x", "y").kind(kind).with(key, value).resolve();
        assertThat(out.stage).isEqualTo((byte) stage.getNumber());
        assertThat(out.candidate).isFalse();
        assertThat(out.chunk).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "POST /chat http send, http.response.body, true",
        "POST /chat http send, http.response.start, false",
        "POST /chat http receive, http.request, false",
        "POST /chat http receive, http.disconnect, false",
        "POST /chat http receive, , false",
        "/ws websocket send, websocket.send, true",
        "/ws websocket receive, , false",
    })
    void chunksOfStreamingServers(String name, String type, boolean body) {
        Fixture span = Fixture.span("opentelemetry.instrumentation.fastapi", name).kind("INTERNAL");
        SpanRecord out = (type == null ? span : span.with("asgi.event.type", type)).resolve();
        assertThat(out.chunk).isTrue();
        assertThat(out.chunkBody).isEqualTo(body);
    }

    @Test
    void namesAloneMakeNoChunks() {
        assertThat(Fixture.span("my.app", "decide to http send").kind("INTERNAL").resolve().chunk)
                .isFalse();
        assertThat(
                        Fixture.span("opentelemetry.instrumentation.fastapi", "POST http send")
                                .kind("SERVER")
                                .resolve()
                                .chunk)
                .isFalse();
    }

    @Test
    void ownersByResourceThenSpan() {
        SpanRecord out =
                Fixture.span("x", "y")
                        .resource("service.name", "orders")
                        .resource("service.version", "1.4.0")
                        .resource("deployment.environment", "old")
                        .resource("deployment.environment.name", "lab")
                        .with("service.name", "of the span")
                        .resolve();
        assertThat(out.service).isEqualTo("orders");
        assertThat(out.serviceVersion).isEqualTo("1.4.0");
        assertThat(out.environment).isEqualTo("lab");
        SpanRecord sdkDefault =
                Fixture.span("x", "y")
                        .resource("service.name", "unknown_service:python")
                        .with("deployment.environment", "of the span")
                        .resolve();
        assertThat(sdkDefault.service).isNull();
        assertThat(sdkDefault.serviceVersion).isNull();
        assertThat(sdkDefault.environment).isEqualTo("of the span");
    }

    @Test
    void plainFieldsAreCopied() {
        SpanRecord out = Fixture.span("x", "y").kind("CONSUMER").millis(7).failed().resolve();
        assertThat(out.spanId).isEqualTo(0x0102030405060708L);
        assertThat(out.parentSpanId).isZero();
        assertThat(out.startUnixNano).isEqualTo(Fixture.START);
        assertThat(out.endUnixNano).isEqualTo(Fixture.START + 7 * Fixture.MILLI);
        assertThat(out.eventUnixNano).isEqualTo(out.endUnixNano);
        assertThat(out.kind).isEqualTo((byte) 5);
        assertThat(out.error).isTrue();
    }

    @Test
    void plainSpansAllocateNothingAndCallsOnlyTheirId() {
        Fixture http =
                Fixture.span("opentelemetry.instrumentation.httpx", "POST")
                        .resource("service.name", "orders")
                        .with("http.method", "POST");
        assertThat(bytesPerSpan(http)).isZero();
        Fixture chat =
                Fixture.chat()
                        .resource("service.name", "orders")
                        .with("gen_ai.response.finish_reasons", java.util.List.of("stop"))
                        .with("gen_ai.usage.output_tokens", 5);
        assertThat(bytesPerSpan(chat)).isZero();
        assertThat(bytesPerSpan(chat.with("gen_ai.response.id", "chatcmpl-0123456789")))
                .isBetween(1L, 100L);
    }

    private static long bytesPerSpan(Fixture fixture) {
        SemanticConventions conventions = SemanticConventions.load();
        SpanResolver resolver = new SpanResolver(conventions);
        SpanRecord out = new SpanRecord();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long[] bytes = new long[1];
        new OtlpAdapter(conventions.names())
                .feed(
                        fixture.request(),
                        (r, s, d) -> {
                            for (int i = 0; i < 20_000; i++) {
                                resolver.resolve(r, s, d, out);
                            }
                            long before =
                                    threads.getThreadAllocatedBytes(Thread.currentThread().getId());
                            for (int i = 0; i < 100_000; i++) {
                                resolver.resolve(r, s, d, out);
                            }
                            bytes[0] =
                                    threads.getThreadAllocatedBytes(Thread.currentThread().getId())
                                            - before;
                        });
        return bytes[0] / 100_000;
    }
}
