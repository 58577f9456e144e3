/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.decode;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.shewhart.operators.otlp.DecoderNames;
import io.shewhart.operators.otlp.NameTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the same fields of requests with the generated protobuf classes. */
final class GeneratedSide implements Side {
    private final Map<String, Integer> resourceNames;
    private final Map<String, Integer> spanNames;
    private final Map<String, Integer> events;
    private final Map<String, Integer> eventAttributes;
    private FieldSum sum;

    GeneratedSide(DecoderNames names) {
        resourceNames = map(names.resourceAttributes());
        spanNames = map(names.spanAttributes());
        events = map(names.events());
        eventAttributes = map(names.eventAttributes());
    }

    private static Map<String, Integer> map(NameTable names) {
        Map<String, Integer> map = new HashMap<>();
        names.names().forEach(name -> map.put(name, map.size()));
        return map;
    }

    @Override
    public int read(byte[] request, FieldSum into) {
        sum = into;
        ExportTraceServiceRequest parsed;
        try {
            parsed = ExportTraceServiceRequest.parseFrom(request);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("the benchmark's own request", e);
        }
        int spans = 0;
        for (ResourceSpans resourceSpans : parsed.getResourceSpansList()) {
            addAll(resourceSpans.getResource().getAttributesList(), resourceNames);
            for (ScopeSpans scopeSpans : resourceSpans.getScopeSpansList()) {
                for (Span span : scopeSpans.getSpansList()) {
                    read(scopeSpans.getScope().getName(), span);
                    spans++;
                }
            }
        }
        return spans;
    }

    private void read(String scope, Span span) {
        sum.add(bigEndian(span.getTraceId(), 0) ^ bigEndian(span.getTraceId(), 8));
        sum.add(bigEndian(span.getSpanId(), 0));
        sum.add(span.getParentSpanId().isEmpty() ? 0 : bigEndian(span.getParentSpanId(), 0));
        sum.add(span.getStartTimeUnixNano());
        sum.add(span.getEndTimeUnixNano());
        sum.add(span.getKindValue());
        sum.add(span.getStatus().getCodeValue());
        sum.add(span.getDroppedAttributesCount());
        sum.add(span.getDroppedEventsCount());
        sum.addText(span.getName().length(), last(span.getName()));
        sum.addText(scope.length(), last(scope));
        addAll(span.getAttributesList(), spanNames);
        // One event of a name and one attribute of a name per span, as the requests have them.
        for (Span.Event event : span.getEventsList()) {
            Integer slot = events.get(event.getName());
            if (slot != null) {
                sum.addAttribute(slot, event.getTimeUnixNano());
                sum.add(1);
                addAll(event.getAttributesList(), eventAttributes);
            }
        }
    }

    private void addAll(List<KeyValue> attributes, Map<String, Integer> names) {
        for (KeyValue attribute : attributes) {
            Integer slot = names.get(attribute.getKey());
            if (slot != null) {
                sum.addAttribute(slot, value(attribute.getValue()));
            }
        }
    }

    private static long value(AnyValue value) {
        return switch (value.getValueCase()) {
            case STRING_VALUE -> text(value.getStringValue());
            case INT_VALUE -> value.getIntValue();
            case DOUBLE_VALUE -> Double.doubleToRawLongBits(value.getDoubleValue());
            case BOOL_VALUE -> value.getBoolValue() ? 1 : 0;
            case ARRAY_VALUE -> value(value.getArrayValue().getValues(0));
            default -> 0;
        };
    }

    private static long text(String text) {
        return ((long) text.length() << 8) | last(text);
    }

    private static int last(String text) {
        return text.charAt(text.length() - 1);
    }

    private static long bigEndian(ByteString bytes, int offset) {
        long value = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            value = value << 8 | (bytes.byteAt(offset + i) & 0xff);
        }
        return value;
    }
}
