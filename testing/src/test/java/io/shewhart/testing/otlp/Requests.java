/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.otlp;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.ByteBuffer;

/** Requests with spans. */
final class Requests {
    private Requests() {}

    /** Spans numbered from 1, each with an attribute of this many letters. */
    static ExportTraceServiceRequest spans(int resources, int spansEach, int letters) {
        ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
        long number = 0;
        for (int r = 0; r < resources; r++) {
            ScopeSpans.Builder scope = ScopeSpans.newBuilder();
            for (int s = 0; s < spansEach; s++) {
                scope.addSpans(span(++number, letters));
            }
            request.addResourceSpans(
                    ResourceSpans.newBuilder().setSchemaUrl("resource-" + r).addScopeSpans(scope));
        }
        return request.build();
    }

    private static Span span(long number, int letters) {
        return Span.newBuilder()
                .setTraceId(ByteString.copyFrom(ByteBuffer.allocate(16).putLong(8, number).array()))
                .setSpanId(ByteString.copyFrom(ByteBuffer.allocate(8).putLong(0, number).array()))
                .setStartTimeUnixNano(1_700_000_000_000_000_000L)
                .setEndTimeUnixNano(1_700_000_000_500_000_000L)
                .setName("chat")
                .addAttributes(
                        KeyValue.newBuilder()
                                .setKey("text")
                                .setValue(
                                        AnyValue.newBuilder().setStringValue("x".repeat(letters))))
                .build();
    }
}
