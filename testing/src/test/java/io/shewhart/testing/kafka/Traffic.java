/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.kafka;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** What tests write to the input topics. */
public final class Traffic {
    private static final Pattern LINE =
            Pattern.compile(
                    "\"topic\":\"([^\"]+)\",\"partition\":(\\d+).*?\"timestamp\":(\\d+).*?\"value\":\"([^\"]*)\"");

    private Traffic() {}

    /** The records of a capture. */
    public static List<ProducerRecord<byte[], byte[]>> capture(Path gz) throws IOException {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(Files.newInputStream(gz)),
                                StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher m = LINE.matcher(line);
                if (!m.find()) {
                    throw new IOException("not a record with a value: " + line);
                }
                records.add(
                        new ProducerRecord<>(
                                m.group(1),
                                Integer.parseInt(m.group(2)),
                                Long.parseLong(m.group(3)),
                                null,
                                Base64.getDecoder().decode(m.group(4))));
            }
        }
        return records;
    }

    /** Sends records and waits until the broker has them. */
    public static void send(KafkaTopics kafka, List<ProducerRecord<byte[], byte[]>> records)
            throws Exception {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try (KafkaProducer<byte[], byte[]> producer = kafka.producer(null)) {
            for (ProducerRecord<byte[], byte[]> record : records) {
                sent.add(producer.send(record));
            }
        }
        for (Future<RecordMetadata> result : sent) {
            result.get();
        }
    }

    /** A trace of one model call of a second, as one record with the time of its end. */
    public static ProducerRecord<byte[], byte[]> call(
            String topic, int partition, long trace, long endMillis) {
        long end = TimeUnit.MILLISECONDS.toNanos(endMillis);
        Span span =
                Span.newBuilder()
                        .setTraceId(id(7, trace))
                        .setSpanId(id(trace))
                        .setName("chat gpt-4o")
                        .setKind(Span.SpanKind.SPAN_KIND_CLIENT)
                        .setStartTimeUnixNano(end - TimeUnit.SECONDS.toNanos(1))
                        .setEndTimeUnixNano(end)
                        .addAttributes(text("gen_ai.operation.name", "chat"))
                        .addAttributes(text("gen_ai.provider.name", "openai"))
                        .addAttributes(text("gen_ai.request.model", "gpt-4o"))
                        .build();
        byte[] value =
                ExportTraceServiceRequest.newBuilder()
                        .addResourceSpans(
                                ResourceSpans.newBuilder()
                                        .setResource(
                                                Resource.newBuilder()
                                                        .addAttributes(
                                                                text("service.name", "shop")))
                                        .addScopeSpans(ScopeSpans.newBuilder().addSpans(span)))
                        .build()
                        .toByteArray();
        return new ProducerRecord<>(topic, partition, endMillis, null, value);
    }

    /** When the last span of a record ended, in nanoseconds; 0 when it holds none. */
    public static long newestEnd(ProducerRecord<byte[], byte[]> record) {
        try {
            return ExportTraceServiceRequest.parseFrom(record.value())
                    .getResourceSpansList()
                    .stream()
                    .flatMap(resource -> resource.getScopeSpansList().stream())
                    .flatMap(scope -> scope.getSpansList().stream())
                    .mapToLong(Span::getEndTimeUnixNano)
                    .max()
                    .orElse(0);
        } catch (InvalidProtocolBufferException e) {
            return 0;
        }
    }

    /** Id of the trace of {@link #call}. */
    static String traceId(long trace) {
        return "%016x%016x".formatted(7L, trace);
    }

    /** A text attribute. */
    public static KeyValue text(String key, String value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build();
    }

    /** An id of so many numbers, big-endian. */
    public static ByteString id(long... parts) {
        ByteBuffer bytes = ByteBuffer.allocate(parts.length * Long.BYTES);
        for (long part : parts) {
            bytes.putLong(part);
        }
        return ByteString.copyFrom(bytes.array());
    }
}
