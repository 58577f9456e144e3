/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.semconv;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.shewhart.operators.otlp.OtlpAdapter;
import io.shewhart.operators.trace.SpanRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** Recordings of real applications and what the model server really did; skipped when absent. */
public final class Captures {
    private static final JsonFactory JSON = new JsonFactory();

    /** A span resolved, and a few things of it that records do not hold. */
    record Resolved(SpanRecord span, long traceHigh, long traceLow, String name) {}

    private Captures() {}

    /** Folder of the recordings; aborts the test when it is not there. */
    public static Path folder() {
        String configured = System.getProperty("shewhart.shared", System.getenv("SHEWHART_SHARED"));
        Path shared = configured == null ? null : Path.of(configured);
        for (Path p = Path.of("").toAbsolutePath();
                shared == null && p != null;
                p = p.getParent()) {
            Path sibling = p.resolve("../shared").normalize();
            shared = Files.isDirectory(sibling.resolve("captures")) ? sibling : null;
        }
        assumeTrue(
                shared != null && Files.isDirectory(shared.resolve("captures")),
                "no recordings: set -Dshewhart.shared or SHEWHART_SHARED");
        return shared.resolve("captures");
    }

    /** All readable spans of a recording, in order, through one resolver. */
    static List<Resolved> resolve(String capture) throws IOException {
        SemanticConventions conventions = SemanticConventions.load();
        OtlpAdapter adapter = new OtlpAdapter(conventions.names());
        SpanResolver resolver = new SpanResolver(conventions);
        List<Resolved> all = new ArrayList<>();
        try (BufferedReader lines = lines(folder().resolve(capture + ".jsonl.gz"))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Map<String, String> record = object(line);
                if (!"otlp_spans".equals(record.get("topic")) || record.get("value") == null) {
                    continue;
                }
                byte[] value = Base64.getDecoder().decode(record.get("value"));
                ExportTraceServiceRequest request;
                try {
                    request = ExportTraceServiceRequest.parseFrom(value);
                } catch (InvalidProtocolBufferException e) {
                    continue; // planted garbage
                }
                adapter.feed(
                        request,
                        (r, s, d) -> {
                            SpanRecord out = new SpanRecord();
                            resolver.resolve(r, s, d, out);
                            String name =
                                    new String(
                                            d.attributes().text(),
                                            d.nameOffset,
                                            d.nameLength,
                                            StandardCharsets.UTF_8);
                            all.add(new Resolved(out, d.traceIdHigh, d.traceIdLow, name));
                        });
            }
        }
        return all;
    }

    /** The lines of a recording's truth, each a map from member to text. */
    public static List<Map<String, String>> truth(String capture) throws IOException {
        List<Map<String, String>> all = new ArrayList<>();
        Path path = folder().resolve(capture + ".truth.jsonl");
        for (String line : Files.readAllLines(path)) {
            all.add(object(line));
        }
        return all;
    }

    /** The records of a recording, each a map from member to text. */
    public static List<Map<String, String>> records(String capture) throws IOException {
        List<Map<String, String>> all = new ArrayList<>();
        try (BufferedReader lines = lines(folder().resolve(capture + ".jsonl.gz"))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                all.add(object(line));
            }
        }
        return all;
    }

    private static BufferedReader lines(Path path) throws IOException {
        return new BufferedReader(
                new InputStreamReader(
                        new GZIPInputStream(Files.newInputStream(path)), StandardCharsets.UTF_8));
    }

    private static Map<String, String> object(String json) throws IOException {
        Map<String, String> members = new HashMap<>();
        try (JsonParser parser = JSON.createParser(json)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken token = parser.nextToken();
                parser.skipChildren();
                members.put(name, token == JsonToken.VALUE_NULL ? null : parser.getText());
            }
        }
        return members;
    }
}
