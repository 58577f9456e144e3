/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.sim;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** A capture read back from its files, with nothing of the simulator's own code. */
final class Captured {
    private static final JsonFactory JSON = new JsonFactory();

    record Line(String topic, int partition, long offset, long timestamp, ByteString value) {}

    /** One copy of a span in one record. */
    record SpanCopy(Line line, Map<String, Object> resource, String scope, Span span) {
        String key() {
            return hex(span.getTraceId().toByteArray()) + hex(span.getSpanId().toByteArray());
        }

        Map<String, Object> attributes() {
            return Captured.attributes(span.getAttributesList());
        }
    }

    final List<Line> lines = new ArrayList<>();
    final List<SpanCopy> copies = new ArrayList<>();

    /** First copies, by trace and span id. */
    final Map<String, SpanCopy> spans = new LinkedHashMap<>();

    final List<Map<String, Object>> calls = new ArrayList<>();
    final Tally tally;

    private Captured(CaptureFiles files, Tally tally) throws IOException {
        this.tally = tally;
        try (BufferedReader reader = reader(files.capture())) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line(line));
            }
        }
        for (Line line : lines) {
            if (line.topic.equals("otlp_spans")) {
                read(line);
            }
        }
        for (SpanCopy copy : copies) {
            spans.putIfAbsent(copy.key(), copy);
        }
        try (BufferedReader reader = reader(files.calls())) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                calls.add(object(line));
            }
        }
    }

    /** Simulates with these options and reads the result. */
    static Captured of(Path directory, SimOptions options) throws IOException {
        CaptureFiles files = CaptureFiles.of(directory.resolve("c.jsonl.gz"));
        return new Captured(
                files, files.write(options, new IncidentPlan(options), (time, tally) -> {}));
    }

    static SimOptions options(long seed, long seconds, double rate) {
        return new SimOptions(
                seed,
                1_793_610_000_000_000_000L,
                seconds * SimOptions.SECOND,
                rate,
                0.3,
                0.25,
                0.01,
                0.01,
                List.of());
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private void read(Line line) throws IOException {
        for (ResourceSpans group :
                ExportTraceServiceRequest.parseFrom(line.value).getResourceSpansList()) {
            Map<String, Object> resource = attributes(group.getResource().getAttributesList());
            for (ScopeSpans scope : group.getScopeSpansList()) {
                for (Span span : scope.getSpansList()) {
                    copies.add(new SpanCopy(line, resource, scope.getScope().getName(), span));
                }
            }
        }
    }

    private static Map<String, Object> attributes(List<KeyValue> pairs) {
        Map<String, Object> attributes = new HashMap<>();
        for (KeyValue pair : pairs) {
            AnyValue value = pair.getValue();
            Object plain =
                    switch (value.getValueCase()) {
                        case STRING_VALUE -> value.getStringValue();
                        case INT_VALUE -> value.getIntValue();
                        case DOUBLE_VALUE -> value.getDoubleValue();
                        case BOOL_VALUE -> value.getBoolValue();
                        default -> value.getArrayValue().getValues(0).getStringValue();
                    };
            if (attributes.put(pair.getKey(), plain) != null) {
                throw new AssertionError("twice on one span: " + pair.getKey());
            }
        }
        return attributes;
    }

    private static Line line(String json) throws IOException {
        Map<String, Object> fields = object(json);
        if (!fields.containsKey("key") || fields.get("key") != null) {
            throw new AssertionError("a key: " + json);
        }
        return new Line(
                (String) fields.get("topic"),
                Math.toIntExact((Long) fields.get("partition")),
                (Long) fields.get("offset"),
                (Long) fields.get("timestamp"),
                ByteString.copyFrom(Base64.getDecoder().decode((String) fields.get("value"))));
    }

    private static Map<String, Object> object(String json) throws IOException {
        Map<String, Object> fields = new HashMap<>();
        try (JsonParser parser = JSON.createParser(json)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                Object value =
                        switch (parser.nextToken()) {
                            case VALUE_STRING -> parser.getText();
                            case VALUE_NUMBER_INT -> parser.getLongValue();
                            case VALUE_TRUE -> true;
                            case VALUE_FALSE -> false;
                            case VALUE_NULL -> null;
                            default -> throw new AssertionError("unexpected: " + json);
                        };
                fields.put(name, value);
            }
        }
        return fields;
    }

    private static BufferedReader reader(Path file) throws IOException {
        return new BufferedReader(
                new InputStreamReader(
                        new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8));
    }
}
