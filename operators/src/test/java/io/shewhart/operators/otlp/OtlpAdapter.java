/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.otlp;

import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Hands the generated OTLP classes to a {@link SpanSink} as the decoders hand over the wire: a
 * plain second way to the same objects, for tests that are not about decoding.
 */
public final class OtlpAdapter {
    private final DecoderNames names;
    private final DecodedResource resource;
    private final DecodedScope scope = new DecodedScope();
    private final DecodedSpan span;
    private ByteArrayOutputStream text = new ByteArrayOutputStream();

    public OtlpAdapter(DecoderNames names) {
        this.names = names;
        resource = new DecodedResource(names.resourceAttributes().size());
        span =
                new DecodedSpan(
                        names.spanAttributes().size(),
                        names.events().size(),
                        names.eventAttributes().size());
    }

    public void feed(ExportTraceServiceRequest request, SpanSink sink) {
        for (ResourceSpans rs : request.getResourceSpansList()) {
            load(rs.getResource());
            for (ScopeSpans ss : rs.getScopeSpansList()) {
                byte[] name = ss.getScope().getName().getBytes(StandardCharsets.UTF_8);
                scope.set(name, 0, name.length);
                for (Span s : ss.getSpansList()) {
                    load(s);
                    sink.span(resource, scope, span);
                }
            }
        }
    }

    private void load(Resource r) {
        text = new ByteArrayOutputStream();
        resource.clear(new byte[0]);
        put(names.resourceAttributes(), resource.attributes(), r.getAttributesList(), false);
        resource.attributes().rebase(text.toByteArray());
    }

    private void load(Span s) {
        text = new ByteArrayOutputStream();
        span.clear(new byte[0]);
        if (s.getTraceId().size() == 16) {
            ByteBuffer id = s.getTraceId().asReadOnlyByteBuffer();
            span.traceIdHigh = id.getLong();
            span.traceIdLow = id.getLong();
        }
        span.spanId = id(s.getSpanId().toByteArray());
        span.parentSpanId = id(s.getParentSpanId().toByteArray());
        span.startTimeUnixNano = s.getStartTimeUnixNano();
        span.endTimeUnixNano = s.getEndTimeUnixNano();
        span.kind = s.getKindValue();
        span.statusCode = s.getStatus().getCodeValue();
        span.droppedAttributes = s.getDroppedAttributesCount();
        span.droppedEvents = s.getDroppedEventsCount();
        byte[] name = s.getName().getBytes(StandardCharsets.UTF_8);
        span.nameOffset = append(name);
        span.nameLength = name.length;
        put(names.spanAttributes(), span.attributes(), s.getAttributesList(), false);
        for (Span.Event event : s.getEventsList()) {
            int slot = names.events().find(event.getName());
            if (slot >= 0) {
                span.addEvent(slot, event.getTimeUnixNano());
                put(
                        names.eventAttributes(),
                        span.eventAttributes(),
                        event.getAttributesList(),
                        true);
            }
        }
        span.attributes().rebase(text.toByteArray());
        span.eventAttributes().rebase(text.toByteArray());
    }

    private void put(
            NameTable table, Attributes attributes, List<KeyValue> pairs, boolean firstWins) {
        for (KeyValue pair : pairs) {
            int slot = table.find(pair.getKey());
            if (slot < 0 || (firstWins && attributes.has(slot))) {
                continue;
            }
            AnyValue value = pair.getValue();
            boolean array = value.hasArrayValue() && value.getArrayValue().getValuesCount() > 0;
            put(attributes, slot, array ? value.getArrayValue().getValues(0) : value, array);
        }
    }

    private void put(Attributes attributes, int slot, AnyValue value, boolean array) {
        switch (value.getValueCase()) {
            case STRING_VALUE -> {
                byte[] bytes = value.getStringValue().getBytes(StandardCharsets.UTF_8);
                attributes.putText(slot, append(bytes), bytes.length, array);
            }
            case BOOL_VALUE ->
                    attributes.put(slot, Attributes.BOOL, value.getBoolValue() ? 1 : 0, array);
            case INT_VALUE -> attributes.put(slot, Attributes.INT, value.getIntValue(), array);
            case DOUBLE_VALUE ->
                    attributes.put(
                            slot,
                            Attributes.DOUBLE,
                            Double.doubleToRawLongBits(value.getDoubleValue()),
                            array);
            default -> attributes.put(slot, Attributes.OTHER, 0, array);
        }
    }

    private int append(byte[] bytes) {
        int offset = text.size();
        text.writeBytes(bytes);
        return offset;
    }

    private static long id(byte[] bytes) {
        return bytes.length == 8 ? ByteBuffer.wrap(bytes).getLong() : 0;
    }
}
