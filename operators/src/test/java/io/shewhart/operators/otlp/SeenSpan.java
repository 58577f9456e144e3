/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.otlp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A span as a sink saw it, copied out of the reused objects, comparable with the models. */
record SeenSpan(
        long traceIdHigh,
        long traceIdLow,
        long spanId,
        long parentSpanId,
        long start,
        long end,
        int kind,
        int statusCode,
        int droppedAttributes,
        int droppedEvents,
        String name,
        String scope,
        Map<String, String> resource,
        Map<String, String> attributes,
        Map<String, String> events,
        Map<String, String> eventAttributes) {

    /** Decodes and copies; the result object stays readable through the decoder. */
    static List<SeenSpan> decode(OtlpTraceDecoder decoder, byte[] value, DecoderNames names) {
        List<SeenSpan> seen = new ArrayList<>();
        decoder.decode(
                value, (resource, scope, span) -> seen.add(of(resource, scope, span, names)));
        return seen;
    }

    static SeenSpan of(
            DecodedResource resource, DecodedScope scope, DecodedSpan span, DecoderNames names) {
        Map<String, String> events = new TreeMap<>();
        for (int slot = 0; slot < names.events().size(); slot++) {
            if (span.eventCount(slot) > 0) {
                events.put(
                        names.events().names().get(slot),
                        span.eventCount(slot) + "@" + span.firstEventTimeUnixNano(slot));
            }
        }
        return new SeenSpan(
                span.traceIdHigh,
                span.traceIdLow,
                span.spanId,
                span.parentSpanId,
                span.startTimeUnixNano,
                span.endTimeUnixNano,
                span.kind,
                span.statusCode,
                span.droppedAttributes,
                span.droppedEvents,
                text(span.attributes().text(), span.nameOffset, span.nameLength),
                text(scope.text(), scope.nameOffset(), scope.nameLength()),
                attributes(resource.attributes(), names.resourceAttributes()),
                attributes(span.attributes(), names.spanAttributes()),
                events,
                attributes(span.eventAttributes(), names.eventAttributes()));
    }

    private static Map<String, String> attributes(Attributes attributes, NameTable names) {
        Map<String, String> map = new TreeMap<>();
        for (int i = 0; i < attributes.size(); i++) {
            int slot = attributes.slotAt(i);
            String old = map.put(names.names().get(slot), value(attributes, slot));
            if (old != null || !attributes.has(slot)) {
                throw new AssertionError("slot " + slot + " is listed twice or empty");
            }
        }
        for (int slot = 0; slot < names.size(); slot++) {
            if (attributes.has(slot) != map.containsKey(names.names().get(slot))) {
                throw new AssertionError("slot " + slot + " is not listed");
            }
        }
        return map;
    }

    private static String value(Attributes attributes, int slot) {
        String value =
                switch (attributes.type(slot)) {
                    case Attributes.STRING ->
                            "s:"
                                    + text(
                                            attributes.text(),
                                            attributes.textOffset(slot),
                                            attributes.textLength(slot));
                    case Attributes.BOOL -> "b:" + (attributes.longValue(slot) == 1);
                    case Attributes.INT -> "i:" + attributes.longValue(slot);
                    case Attributes.DOUBLE -> "d:" + attributes.doubleValue(slot);
                    default -> "other";
                };
        return attributes.isArray(slot) ? "[" + value + "]" : value;
    }

    private static String text(byte[] text, int offset, int length) {
        return new String(text, offset, length, StandardCharsets.UTF_8);
    }
}
