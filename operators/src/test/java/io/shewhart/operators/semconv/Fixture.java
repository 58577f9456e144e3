/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.semconv;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import io.shewhart.operators.otlp.OtlpAdapter;
import io.shewhart.operators.trace.SpanRecord;
import io.shewhart.schemas.v1.QualityFlag;
import java.util.List;

/** A span written down in a test, one second long unless told otherwise. */
final class Fixture {
    static final long START = 1_795_383_303_000_000_000L;
    static final long MILLI = 1_000_000L;

    private final Span.Builder span =
            Span.newBuilder()
                    .setTraceId(
                            ByteString.copyFrom(
                                    new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3, 4, 5, 6, 7}))
                    .setSpanId(ByteString.copyFrom(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}))
                    .setName("span")
                    .setKind(Span.SpanKind.SPAN_KIND_CLIENT)
                    .setStartTimeUnixNano(START)
                    .setEndTimeUnixNano(START + 1000 * MILLI);
    private final Resource.Builder resource = Resource.newBuilder();
    private String scope = "some.scope";

    private Fixture() {}

    /** The bit of a quality flag in {@link SpanRecord#flags}. */
    static int flag(QualityFlag flag) {
        return 1 << flag.getNumber();
    }

    static Fixture span(String scope, String name) {
        Fixture fixture = new Fixture();
        fixture.scope = scope;
        fixture.span.setName(name);
        return fixture;
    }

    static Fixture chat() {
        return span("opentelemetry.instrumentation.openai_v2", "chat gpt-4o")
                .with("gen_ai.operation.name", "chat")
                .with("gen_ai.provider.name", "openai")
                .with("gen_ai.request.model", "gpt-4o");
    }

    Fixture kind(String kind) {
        span.setKind(Span.SpanKind.valueOf("SPAN_KIND_" + kind));
        return this;
    }

    Fixture failed() {
        span.setStatus(Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_ERROR));
        return this;
    }

    Fixture ok() {
        span.setStatus(Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_OK));
        return this;
    }

    Fixture millis(long duration) {
        span.setEndTimeUnixNano(START + duration * MILLI);
        return this;
    }

    Fixture dropped(int attributes, int events) {
        span.setDroppedAttributesCount(attributes).setDroppedEventsCount(events);
        return this;
    }

    Fixture with(String key, Object value) {
        span.addAttributes(pair(key, value));
        return this;
    }

    Fixture resource(String key, Object value) {
        resource.addAttributes(pair(key, value));
        return this;
    }

    Fixture event(String name, long afterMillis) {
        span.addEventsBuilder().setName(name).setTimeUnixNano(START + afterMillis * MILLI);
        return this;
    }

    Fixture event(String name, String key, Object value) {
        span.addEventsBuilder()
                .setName(name)
                .setTimeUnixNano(START)
                .addAttributes(pair(key, value));
        return this;
    }

    ExportTraceServiceRequest request() {
        ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
        var rs = request.addResourceSpansBuilder().setResource(resource);
        var ss = rs.addScopeSpansBuilder();
        ss.getScopeBuilder().setName(scope);
        ss.addSpans(span);
        return request.build();
    }

    SpanRecord resolve() {
        SemanticConventions conventions = SemanticConventions.load();
        SpanResolver resolver = new SpanResolver(conventions);
        SpanRecord out = new SpanRecord();
        new OtlpAdapter(conventions.names())
                .feed(request(), (r, s, d) -> resolver.resolve(r, s, d, out));
        return out;
    }

    private static KeyValue pair(String key, Object value) {
        return KeyValue.newBuilder().setKey(key).setValue(any(value)).build();
    }

    private static AnyValue any(Object value) {
        AnyValue.Builder any = AnyValue.newBuilder();
        if (value instanceof String text) {
            any.setStringValue(text);
        } else if (value instanceof Boolean flag) {
            any.setBoolValue(flag);
        } else if (value instanceof Double real) {
            any.setDoubleValue(real);
        } else if (value instanceof List<?> list) {
            ArrayValue.Builder array = ArrayValue.newBuilder();
            list.forEach(entry -> array.addValues(any(entry)));
            any.setArrayValue(array);
        } else {
            any.setIntValue(((Number) value).longValue());
        }
        return any.build();
    }
}
