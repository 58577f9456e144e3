/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** OTLP/JSON as other projects emit and test it, where it is at hand. */
class PayloadsTest {
    /** Spans by file; none for other signals. */
    private static final Map<String, Integer> SPANS =
            Map.ofEntries(
                    Map.entry("payload.json", 1),
                    Map.entry("trace-sample.json.gz", 17),
                    Map.entry("unpaired-trace-sample.json.gz", 17),
                    Map.entry("default.json", 1),
                    Map.entry("dur_trace.json", 1),
                    Map.entry("example_trace.json", 5),
                    Map.entry("link_attributes_trace.json", 1),
                    Map.entry("log_tags_trace.json", 1),
                    Map.entry("process_tags_trace.json", 1),
                    Map.entry("scope_name_version_trace.json", 1),
                    Map.entry("otlp2jaeger-in-error.json", 1),
                    Map.entry("otlp2jaeger-in.json", 2),
                    Map.entry("otlp2jaeger-multi-in-combined.json", 4),
                    Map.entry("otlp2jaeger-multi-in.jsonl", 4),
                    Map.entry("expected-spans-wrapper.json", 2),
                    Map.entry("trace.json", 1),
                    Map.entry("events.json", 0),
                    Map.entry("logs.json", 0),
                    Map.entry("metrics.json", 0));

    @Test
    void everySpanOfEveryPayloadIsRead() throws IOException {
        var folder = SharedData.folder("data/otlp-payloads");
        assumeTrue(folder.isPresent(), "no payloads at hand: set SHEWHART_SHARED");
        NameTable resource = new NameTable(List.of("service.name"));
        NameTable none = new NameTable(List.of());
        DecoderNames names = new DecoderNames(resource, none, none, none);
        OtlpTraceDecoder decoder = new OtlpTraceDecoder(names, OtlpEncoding.AUTO);
        int files = 0;
        for (Path file : SharedData.files(folder.get(), "")) {
            Integer expected = SPANS.get(file.getFileName().toString());
            if (expected == null) {
                continue;
            }
            List<SeenSpan> spans = SeenSpan.decode(decoder, read(file), names);
            assertThat(decoder.lastResult().whole()).as(file.toString()).isTrue();
            assertThat(spans).as(file.toString()).hasSize(expected);
            assertThat(spans)
                    .allSatisfy(
                            span -> {
                                assertThat(span.traceIdHigh() | span.traceIdLow()).isNotZero();
                                assertThat(span.spanId()).isNotZero();
                                assertThat(span.name()).isNotEmpty();
                                assertThat(span.end()).isGreaterThanOrEqualTo(span.start());
                            });
            files++;
        }
        assertThat(files).isEqualTo(SPANS.size());
    }

    private static byte[] read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            boolean zipped = file.toString().endsWith(".gz");
            return (zipped ? new GZIPInputStream(in) : in).readAllBytes();
        }
    }
}
