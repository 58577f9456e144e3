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
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Function;

/** Writes requests as OTLP/JSON in all the forms that emitters use, chosen at random. */
final class JsonRequestWriter {
    private final Random random;

    /** Names in snake_case and the names before the scope was called so. */
    private final boolean snake;

    private final boolean library;

    JsonRequestWriter(Random random) {
        this.random = random;
        snake = random.nextBoolean();
        library = random.nextInt(4) == 0;
    }

    String write(ExportTraceServiceRequest request) {
        List<String> members = new ArrayList<>();
        list(members, "resourceSpans", request.getResourceSpansList(), this::resourceSpans);
        return object(members);
    }

    private String resourceSpans(ResourceSpans resourceSpans) {
        List<String> members = new ArrayList<>();
        if (resourceSpans.hasResource()) {
            Resource resource = resourceSpans.getResource();
            List<String> inner = new ArrayList<>();
            list(inner, "attributes", resource.getAttributesList(), this::attribute);
            member(members, "resource", object(inner));
        }
        String name = library ? "instrumentationLibrarySpans" : "scopeSpans";
        list(members, name, resourceSpans.getScopeSpansList(), this::scopeSpans);
        member(members, "schemaUrl", text(resourceSpans.getSchemaUrl()));
        return object(members);
    }

    private String scopeSpans(ScopeSpans scopeSpans) {
        List<String> members = new ArrayList<>();
        if (scopeSpans.hasScope()) {
            List<String> inner = new ArrayList<>();
            member(inner, "name", text(scopeSpans.getScope().getName()));
            list(inner, "attributes", scopeSpans.getScope().getAttributesList(), this::attribute);
            member(members, library ? "instrumentationLibrary" : "scope", object(inner));
        }
        list(members, "spans", scopeSpans.getSpansList(), this::span);
        return object(members);
    }

    private String span(Span span) {
        List<String> members = new ArrayList<>();
        member(members, "traceId", id(span.getTraceId(), 16));
        member(members, "spanId", id(span.getSpanId(), 8));
        member(members, "parentSpanId", id(span.getParentSpanId(), 8));
        member(members, "name", text(span.getName()));
        int kind = span.getKindValue();
        boolean known = kind >= 0 && kind <= 5 && random.nextBoolean();
        member(members, "kind", known ? text(span.getKind().name()) : number(kind));
        member(members, "startTimeUnixNano", unsigned(span.getStartTimeUnixNano()));
        member(members, "endTimeUnixNano", unsigned(span.getEndTimeUnixNano()));
        long droppedAttributes = Integer.toUnsignedLong(span.getDroppedAttributesCount());
        member(members, "droppedAttributesCount", number(droppedAttributes));
        long droppedEvents = Integer.toUnsignedLong(span.getDroppedEventsCount());
        member(members, "droppedEventsCount", number(droppedEvents));
        list(members, "attributes", span.getAttributesList(), this::attribute);
        list(members, "events", span.getEventsList(), this::event);
        if (span.hasStatus()) {
            List<String> inner = new ArrayList<>();
            member(inner, "code", number(span.getStatus().getCodeValue()));
            member(inner, "message", text(span.getStatus().getMessage()));
            member(members, "status", object(inner));
        }
        return object(members);
    }

    private String event(Span.Event event) {
        List<String> members = new ArrayList<>();
        member(members, "timeUnixNano", unsigned(event.getTimeUnixNano()));
        member(members, "name", text(event.getName()));
        list(members, "attributes", event.getAttributesList(), this::attribute);
        return object(members);
    }

    private String attribute(KeyValue attribute) {
        List<String> members = new ArrayList<>();
        member(members, "key", text(attribute.getKey()));
        if (attribute.hasValue()) {
            member(members, "value", value(attribute.getValue()));
        }
        return object(members);
    }

    private String value(AnyValue value) {
        List<String> members = new ArrayList<>();
        switch (value.getValueCase()) {
            case STRING_VALUE -> member(members, "stringValue", text(value.getStringValue()));
            case BOOL_VALUE -> member(members, "boolValue", String.valueOf(value.getBoolValue()));
            case INT_VALUE -> member(members, "intValue", number(value.getIntValue()));
            case DOUBLE_VALUE -> {
                String digits = String.valueOf(value.getDoubleValue());
                boolean finite = Double.isFinite(value.getDoubleValue());
                member(members, "doubleValue", finite ? digits : text(digits));
            }
            case BYTES_VALUE -> {
                byte[] bytes = value.getBytesValue().toByteArray();
                member(members, "bytesValue", text(Base64.getEncoder().encodeToString(bytes)));
            }
            case ARRAY_VALUE -> {
                List<String> inner = new ArrayList<>();
                list(inner, "values", value.getArrayValue().getValuesList(), this::value);
                member(members, "arrayValue", object(inner));
            }
            case KVLIST_VALUE -> {
                List<String> inner = new ArrayList<>();
                list(inner, "values", value.getKvlistValue().getValuesList(), this::attribute);
                member(members, "kvlistValue", object(inner));
            }
            default -> members.clear();
        }
        return object(members);
    }

    private <T> void list(List<String> to, String name, List<T> list, Function<T, String> form) {
        if (list.isEmpty() && random.nextBoolean()) {
            return;
        }
        List<String> elements = new ArrayList<>();
        list.forEach(element -> elements.add(form.apply(element)));
        member(to, name, "[" + blank() + String.join("," + blank(), elements) + "]");
    }

    private void member(List<String> to, String camel, String value) {
        String name = snake ? camel.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT) : camel;
        to.add(text(name) + blank() + ":" + blank() + value);
    }

    /** In any order, with members that mean nothing. */
    private String object(List<String> members) {
        List<String> all = new ArrayList<>(members);
        if (random.nextInt(4) == 0) {
            all.add("\"unknown\":{\"spans\":[{\"traceId\":[1,2,{}]}],\"n\":-1.5e3}");
        }
        if (random.nextInt(4) == 0) {
            all.add("\"nothing\":null");
        }
        Collections.shuffle(all, random);
        return "{" + blank() + String.join("," + blank(), all) + blank() + "}";
    }

    private String id(ByteString id, int length) {
        // Hex of these lengths would be base64 of a whole id.
        if (id.size() == 11 || id.size() == 12 || id.size() == 6) {
            return random.nextBoolean() ? "\"\"" : "null";
        }
        byte[] bytes = id.toByteArray();
        if (bytes.length == length && random.nextInt(8) == 0) {
            return text(Base64.getEncoder().encodeToString(bytes));
        }
        HexFormat hex = random.nextBoolean() ? HexFormat.of() : HexFormat.of().withUpperCase();
        return text(hex.formatHex(bytes));
    }

    private String unsigned(long value) {
        String digits = Long.toUnsignedString(value);
        return random.nextBoolean() ? digits : text(digits);
    }

    private String number(long value) {
        return random.nextBoolean() ? String.valueOf(value) : text(String.valueOf(value));
    }

    private String text(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < 0x20 || (random.nextInt(16) == 0 && !Character.isSurrogate(c))) {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }

    private String blank() {
        return switch (random.nextInt(8)) {
            case 0 -> " ";
            case 1 -> "\n\t";
            default -> "";
        };
    }
}
