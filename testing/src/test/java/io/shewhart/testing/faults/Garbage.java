/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.faults;

import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.shewhart.testing.kafka.Traffic;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What nobody should send, as records that stand between good ones: everything in one trace, one
 * trace id for all calls, a model of its own for every call, clocks that are years off, and records
 * of ten megabytes. All of it that can be read is of services and traces of its own.
 */
final class Garbage {
    /** First half of the id of every trace that is garbage. */
    static final String TRACES = "0badbadbadbadbad";

    /** How the name of every service that is garbage begins. */
    static final String SERVICES = "garbage";

    static final int LARGE_BYTES = 10_000_000;

    /** More than a large record takes with everything around it. */
    static final int LARGEST_RECORD_BYTES = 11_000_000;

    private static final long YEAR_NANOS = TimeUnit.DAYS.toNanos(365);
    private static final int BATCH = 100;

    /** Of so many spans of each kind one is there once more with each of the wrong clocks. */
    static final int OFF_EVERY = 50;

    private final int spans;
    private final int large;
    private final SplittableRandom random = new SplittableRandom(7);

    /**
     * @param spans of the one trace, calls of the one trace id, and models, of each so many
     * @param large records of each kind that are large
     */
    Garbage(int spans, int large) {
        this.spans = spans;
        this.large = large;
    }

    /**
     * Records that follow a good one, in its partition and with its Kafka timestamp.
     *
     * @param end of all spans whose clocks are right, nanoseconds since the Unix epoch
     * @param share the good record's place in the log, from 0 to 1
     * @param next that of the next one
     */
    List<ProducerRecord<byte[], byte[]>> after(
            ProducerRecord<byte[], byte[]> good, long end, double share, double next) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        int from = (int) (share * spans);
        int to = (int) (next * spans);
        for (int batch = from; batch < to; batch += BATCH) {
            List<Span> one = new ArrayList<>();
            List<Span> same = new ArrayList<>();
            List<Span> models = new ArrayList<>();
            List<Span> off = new ArrayList<>();
            for (int i = batch; i < Math.min(batch + BATCH, to); i++) {
                one.add(
                        span(1, i, end)
                                .setParentSpanId(Traffic.id(Long.MAX_VALUE))
                                .setName("loop")
                                .build());
                same.add(call(2, i, end, "gpt-4o"));
                models.add(call(1_000_000_000L + i, i, end, "model-" + i));
                if (i % OFF_EVERY == 0) {
                    off.add(call(3_000_000_000L + i, i, 1, "gpt-4o"));
                    off.add(call(4_000_000_000L + i, i, end - 10 * YEAR_NANOS, "gpt-4o"));
                    off.add(call(5_000_000_000L + i, i, end + 10 * YEAR_NANOS, "gpt-4o"));
                    off.add(call(6_000_000_000L + i, i, Long.MAX_VALUE, "gpt-4o"));
                }
            }
            records.add(record(good, request("garbage-one", one)));
            records.add(record(good, request("garbage-same", same)));
            records.add(record(good, request("garbage-models", models)));
            if (!off.isEmpty()) {
                records.add(record(good, request("garbage-clocks", off)));
            }
        }
        int to10 = (int) (next * large);
        for (int i = (int) (share * large); i < to10; i++) {
            records.addAll(large(good, end, i));
        }
        return records;
    }

    private List<ProducerRecord<byte[], byte[]>> large(
            ProducerRecord<byte[], byte[]> good, long end, int number) {
        byte[] noise = new byte[LARGE_BYTES];
        random.nextBytes(noise);
        String text = "x".repeat(LARGE_BYTES);
        Span prompt =
                span(7_000_000_000L + number, 1, end)
                        .addAttributes(Traffic.text("gen_ai.operation.name", "chat"))
                        .addAttributes(Traffic.text("gen_ai.request.model", "gpt-4o"))
                        .addAttributes(Traffic.text("gen_ai.input.messages", text))
                        .build();
        return List.of(
                record(good, noise),
                record(good, "[".repeat(LARGE_BYTES).getBytes(StandardCharsets.UTF_8)),
                record(good, request("garbage-prompt", List.of(prompt))),
                record(
                        good,
                        request(
                                "garbage-name",
                                List.of(call(8_000_000_000L + number, 1, end, text)))),
                record(
                        good,
                        request(
                                SERVICES + text,
                                List.of(call(9_000_000_000L + number, 1, end, "gpt-4o")))));
    }

    private static ProducerRecord<byte[], byte[]> record(
            ProducerRecord<byte[], byte[]> good, byte[] value) {
        return new ProducerRecord<>(good.topic(), good.partition(), good.timestamp(), null, value);
    }

    private static byte[] request(String service, List<Span> spans) {
        return ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(
                        ResourceSpans.newBuilder()
                                .setResource(
                                        Resource.newBuilder()
                                                .addAttributes(
                                                        Traffic.text("service.name", service)))
                                .addScopeSpans(ScopeSpans.newBuilder().addAllSpans(spans)))
                .build()
                .toByteArray();
    }

    private static Span call(long trace, long id, long end, String model) {
        return span(trace, id, end)
                .setName("chat")
                .setKind(Span.SpanKind.SPAN_KIND_CLIENT)
                .addAttributes(Traffic.text("gen_ai.operation.name", "chat"))
                .addAttributes(Traffic.text("gen_ai.provider.name", "openai"))
                .addAttributes(Traffic.text("gen_ai.request.model", model))
                .build();
    }

    private static Span.Builder span(long trace, long id, long end) {
        return Span.newBuilder()
                .setTraceId(Traffic.id(Long.parseUnsignedLong(TRACES, 16), trace))
                .setSpanId(Traffic.id(id + 1))
                .setStartTimeUnixNano(end - 1)
                .setEndTimeUnixNano(end);
    }
}
