/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.job;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One process of a service: what has ended in it and is not exported yet. */
final class ExportProcess {
    private final Resource resource;
    private final Map<TraceDraw.Scope, List<Span>> spans = new EnumMap<>(TraceDraw.Scope.class);
    private final Set<ByteString> traces = new HashSet<>();
    private int count;

    /** When the oldest span was added, nanoseconds; meaningless when there is none. */
    long since;

    ExportProcess(String service, String host) {
        resource =
                Resource.newBuilder()
                        .addAttributes(text("telemetry.sdk.language", "python"))
                        .addAttributes(text("telemetry.sdk.name", "opentelemetry"))
                        .addAttributes(text("telemetry.sdk.version", "1.40.0"))
                        .addAttributes(text("service.name", service))
                        .addAttributes(text("service.version", "1.4.2"))
                        .addAttributes(text("host.name", host))
                        .addAttributes(text("deployment.environment.name", "production"))
                        .build();
    }

    void add(TraceDraw.Scope scope, Span span, long now) {
        if (count++ == 0) {
            since = now;
        }
        spans.computeIfAbsent(scope, s -> new ArrayList<>()).add(span);
        traces.add(span.getTraceId());
    }

    int count() {
        return count;
    }

    /** Traces of which it holds something. */
    int traces() {
        return traces.size();
    }

    /** One export request with everything it holds, which it forgets. */
    byte[] export() {
        ResourceSpans.Builder all =
                ResourceSpans.newBuilder()
                        .setSchemaUrl("https://opentelemetry.io/schemas/1.40.0")
                        .setResource(resource);
        spans.forEach(
                (scope, list) ->
                        all.addScopeSpans(
                                ScopeSpans.newBuilder()
                                        .setScope(
                                                InstrumentationScope.newBuilder()
                                                        .setName(scope.text)
                                                        .setVersion("2.4b0"))
                                        .addAllSpans(list)));
        spans.clear();
        traces.clear();
        count = 0;
        return ExportTraceServiceRequest.newBuilder().addResourceSpans(all).build().toByteArray();
    }

    private static KeyValue text(String key, String value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build();
    }
}
