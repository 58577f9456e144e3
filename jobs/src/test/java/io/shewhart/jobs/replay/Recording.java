/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.jobs.replay;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;

/** Lines of captures with a handful of spans. */
final class Recording {
    private static final long START_MILLIS = 1_795_383_300_000L;

    private Recording() {}

    /** A record with one model call, a trace of its own. */
    static String line(int partition, int number) {
        return line("otlp_spans", partition, number, '"' + value(number) + '"');
    }

    /** A record as it is usually written; the value as JSON. */
    static String line(String topic, int partition, int number, String value) {
        return "{\"topic\":\"%s\",\"partition\":%d,\"offset\":%d,\"timestamp\":%d,\"key\":null,\"value\":%s}"
                .formatted(topic, partition, number, timestamp(number), value);
    }

    static long timestamp(int number) {
        return START_MILLIS + number * 1000L;
    }

    /** Base64 of a request with one model call. */
    static String value(int number) {
        long end = timestamp(number) * 1_000_000L - 200_000_000L;
        Span call =
                Span.newBuilder()
                        .setTraceId(id(16, number))
                        .setSpanId(id(8, number))
                        .setName("chat gpt-4o")
                        .setKind(Span.SpanKind.SPAN_KIND_CLIENT)
                        .setStartTimeUnixNano(end - 1_500_000_000L)
                        .setEndTimeUnixNano(end)
                        .addAttributes(attribute("gen_ai.operation.name", "chat"))
                        .addAttributes(attribute("gen_ai.provider.name", "openai"))
                        .addAttributes(attribute("gen_ai.request.model", "gpt-4o"))
                        .addAttributes(attribute("gen_ai.response.id", "r-" + number))
                        .build();
        ExportTraceServiceRequest request =
                ExportTraceServiceRequest.newBuilder()
                        .addResourceSpans(
                                ResourceSpans.newBuilder()
                                        .setResource(
                                                Resource.newBuilder()
                                                        .addAttributes(
                                                                attribute("service.name", "shop")))
                                        .addScopeSpans(ScopeSpans.newBuilder().addSpans(call)))
                        .build();
        return Base64.getEncoder().encodeToString(request.toByteArray());
    }

    static Path plain(Path file, String... lines) throws IOException {
        return Files.writeString(file, String.join("\n", lines));
    }

    static Path gzip(Path file, String... lines) throws IOException {
        try (Writer out =
                new OutputStreamWriter(
                        new GZIPOutputStream(Files.newOutputStream(file)),
                        StandardCharsets.UTF_8)) {
            out.write(String.join("\n", lines));
        }
        return file;
    }

    private static ByteString id(int bytes, int number) {
        byte[] id = new byte[bytes];
        id[0] = 1;
        id[bytes - 1] = (byte) number;
        id[bytes - 2] = (byte) (number >> 8);
        return ByteString.copyFrom(id);
    }

    private static KeyValue attribute(String key, String value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build();
    }
}
