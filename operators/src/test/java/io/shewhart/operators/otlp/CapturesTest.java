/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** What real applications and the Collector put on the topic, where the recordings are at hand. */
class CapturesTest {

    @Test
    void everyRecordedSpanIsReadAsTheGeneratedClassesReadIt() throws IOException {
        for (Path capture : captures()) {
            List<byte[]> values = values(capture);
            DecoderNames names = allNames(values);
            OtlpTraceDecoder decoder = new OtlpTraceDecoder(names, OtlpEncoding.AUTO);
            for (byte[] value : values) {
                List<SeenSpan> seen = SeenSpan.decode(decoder, value, names);
                try {
                    assertThat(seen)
                            .isEqualTo(
                                    GeneratedModel.spans(
                                            ExportTraceServiceRequest.parseFrom(value), names));
                    assertThat(decoder.lastResult().whole()).isTrue();
                } catch (InvalidProtocolBufferException e) {
                    assertThat(capture.toString()).contains("dirt");
                }
            }
        }
    }

    @Test
    void exactlyThePlantedRecordsAreUnreadable() throws IOException {
        Path dirt =
                captures().stream()
                        .filter(path -> path.endsWith("duplicates-and-dirt.jsonl.gz"))
                        .findFirst()
                        .orElseThrow();
        DecoderNames none = names(Set.of(), Set.of(), Set.of(), Set.of());
        OtlpTraceDecoder decoder = new OtlpTraceDecoder(none, OtlpEncoding.AUTO);
        List<DecodeResult.Reason> reasons = new ArrayList<>();
        int spans = 0;
        int json = 0;
        int rescued = 0;
        for (byte[] value : values(dirt)) {
            DecodeResult result = decoder.decode(value, (resource, scope, span) -> {});
            if (!result.whole()) {
                reasons.add(result.reason());
                rescued += result.spans();
            } else if (value.length > 0 && value[0] == '{') {
                json += result.spans();
            } else {
                spans += result.spans();
            }
        }
        assertThat(spans).isEqualTo(17_465);
        assertThat(json).isPositive();
        // The truncated record holds resources that were whole before the cut.
        assertThat(rescued).isPositive();
        assertThat(reasons).hasSize(4).contains(DecodeResult.Reason.TRUNCATED);
    }

    private static List<Path> captures() {
        var folder = SharedData.folder("captures");
        assumeTrue(folder.isPresent(), "no recordings at hand: set SHEWHART_SHARED");
        List<Path> captures = SharedData.files(folder.get(), ".jsonl.gz");
        assertThat(captures).isNotEmpty();
        return captures;
    }

    /** Every name that occurs, so that every value is compared. */
    private static DecoderNames allNames(List<byte[]> values) {
        Set<String> resource = new TreeSet<>();
        Set<String> span = new TreeSet<>();
        Set<String> event = new TreeSet<>();
        Set<String> eventAttribute = new TreeSet<>();
        for (byte[] value : values) {
            ExportTraceServiceRequest request;
            try {
                request = ExportTraceServiceRequest.parseFrom(value);
            } catch (InvalidProtocolBufferException e) {
                continue;
            }
            for (var resourceSpans : request.getResourceSpansList()) {
                keys(resourceSpans.getResource().getAttributesList(), resource);
                resourceSpans.getScopeSpansList().stream()
                        .flatMap(scopeSpans -> scopeSpans.getSpansList().stream())
                        .peek(each -> keys(each.getAttributesList(), span))
                        .flatMap(each -> each.getEventsList().stream())
                        .peek(each -> keys(each.getAttributesList(), eventAttribute))
                        .forEach(each -> event.add(each.getName()));
            }
        }
        return names(resource, span, event, eventAttribute);
    }

    private static void keys(List<KeyValue> attributes, Set<String> into) {
        attributes.forEach(attribute -> into.add(attribute.getKey()));
    }

    private static DecoderNames names(
            Set<String> resource, Set<String> span, Set<String> event, Set<String> eventAttribute) {
        return new DecoderNames(
                new NameTable(resource),
                new NameTable(span),
                new NameTable(event),
                new NameTable(eventAttribute));
    }

    private static List<byte[]> values(Path capture) throws IOException {
        List<byte[]> values = new ArrayList<>();
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(Files.newInputStream(capture)),
                                StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.contains("\"otlp_spans\"")) {
                    values.add(value(line));
                }
            }
        }
        return values;
    }

    private static byte[] value(String line) throws IOException {
        byte[] value = new byte[0];
        try (JsonParser json = new JsonFactory().createParser(line)) {
            json.nextToken();
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                String text = json.nextTextValue();
                if (name.equals("value") && text != null) {
                    value = Base64.getDecoder().decode(text);
                }
            }
        }
        return value;
    }
}
