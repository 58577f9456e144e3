/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.otlp;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the generated classes say about every field that the decoder takes. */
final class GeneratedModel {
    private GeneratedModel() {}

    static List<SeenSpan> spans(ExportTraceServiceRequest request, DecoderNames names) {
        List<SeenSpan> spans = new ArrayList<>();
        for (ResourceSpans resourceSpans : request.getResourceSpansList()) {
            for (ScopeSpans scopeSpans : resourceSpans.getScopeSpansList()) {
                for (Span span : scopeSpans.getSpansList()) {
                    String scope = scopeSpans.getScope().getName();
                    spans.add(span(resourceSpans.getResource(), scope, span, names));
                }
            }
        }
        return spans;
    }

    private static SeenSpan span(Resource resource, String scope, Span span, DecoderNames names) {
        Map<String, Integer> counts = new TreeMap<>();
        Map<String, Long> times = new TreeMap<>();
        Map<String, String> eventAttributes = new TreeMap<>();
        for (Span.Event event : span.getEventsList()) {
            if (names.events().find(event.getName()) >= 0) {
                counts.merge(event.getName(), 1, Integer::sum);
                times.merge(event.getName(), event.getTimeUnixNano(), Math::min);
                attributes(event.getAttributesList(), names.eventAttributes())
                        .forEach(eventAttributes::putIfAbsent);
            }
        }
        Map<String, String> events = new TreeMap<>();
        counts.forEach((name, count) -> events.put(name, count + "@" + times.get(name)));
        return new SeenSpan(
                id(span.getTraceId(), 16, 0),
                id(span.getTraceId(), 16, 8),
                id(span.getSpanId(), 8, 0),
                id(span.getParentSpanId(), 8, 0),
                span.getStartTimeUnixNano(),
                span.getEndTimeUnixNano(),
                span.getKindValue(),
                span.getStatus().getCodeValue(),
                span.getDroppedAttributesCount(),
                span.getDroppedEventsCount(),
                span.getName(),
                scope,
                attributes(resource.getAttributesList(), names.resourceAttributes()),
                attributes(span.getAttributesList(), names.spanAttributes()),
                events,
                eventAttributes);
    }

    private static long id(ByteString bytes, int length, int offset) {
        return bytes.size() == length ? ByteBuffer.wrap(bytes.toByteArray()).getLong(offset) : 0;
    }

    private static Map<String, String> attributes(List<KeyValue> list, NameTable names) {
        Map<String, String> map = new TreeMap<>();
        for (KeyValue attribute : list) {
            if (names.find(attribute.getKey()) >= 0) {
                map.put(attribute.getKey(), value(attribute.getValue(), true));
            }
        }
        return map;
    }

    private static String value(AnyValue value, boolean outermost) {
        return switch (value.getValueCase()) {
            case STRING_VALUE -> "s:" + value.getStringValue();
            case BOOL_VALUE -> "b:" + value.getBoolValue();
            case INT_VALUE -> "i:" + value.getIntValue();
            case DOUBLE_VALUE -> "d:" + value.getDoubleValue();
            case ARRAY_VALUE ->
                    !outermost
                            ? "other"
                            : value.getArrayValue().getValuesCount() == 0
                                    ? "[other]"
                                    : "[" + value(value.getArrayValue().getValues(0), false) + "]";
            default -> "other";
        };
    }
}
