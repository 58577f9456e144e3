/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.job;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.trace.v1.Span;
import io.shewhart.testing.decode.GenAiSpans;
import io.shewhart.testing.kafka.KafkaTopics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Live traffic of many series in real time: each has one call in every round, all partitions get
 * records all the time. Remembers when the brokers had acknowledged what is needed for time to
 * pass.
 */
final class LatencyTraffic implements AutoCloseable {
    private static final int SERIES_OF_SERVICE = 500;
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long CALL_NANOS = TimeUnit.MILLISECONDS.toNanos(900);

    private final String topic;
    private final int partitions;
    private final int series;
    private final long roundNanos;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Random random;
    private final GenAiSpans spans;
    private final List<ExportProcess> services = new ArrayList<>();

    /** By partition: event time in milliseconds, and when a record that far was acknowledged. */
    private final List<TreeMap<Long, Long>> acknowledged = new ArrayList<>();

    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private final Thread thread = new Thread(this::run, "latency-traffic");
    private volatile boolean stopped;

    LatencyTraffic(
            KafkaTopics topics,
            String topic,
            int partitions,
            int series,
            Duration round,
            long seed) {
        this.topic = topic;
        this.partitions = partitions;
        this.series = series;
        roundNanos = round.toNanos();
        producer = topics.producer(null);
        random = new Random(seed);
        spans = new GenAiSpans(random);
        for (int i = 0; i * SERIES_OF_SERVICE < series; i++) {
            services.add(new ExportProcess("assistant-" + i, "node-0"));
        }
        for (int i = 0; i < partitions; i++) {
            acknowledged.add(new TreeMap<>());
        }
    }

    void start() {
        thread.start();
    }

    private void run() {
        long start = System.nanoTime();
        long next = start;
        long sent = 0;
        int turn = 0;
        while (!stopped) {
            next += TICK_NANOS;
            LockSupport.parkNanos(next - System.nanoTime());
            long due = (long) ((next - start) / (double) roundNanos * series);
            // No faster than a round a round, after a pause either.
            sent = Math.max(sent, due - series);
            while (sent < due) {
                int one = (int) (sent++ % series);
                services.get(one / SERIES_OF_SERVICE)
                        .add(TraceDraw.Scope.MODEL, call(one % SERIES_OF_SERVICE), 0);
            }
            for (ExportProcess service : services) {
                if (service.count() > 0) {
                    send(turn++ % partitions, service.export());
                }
            }
            while (turn % partitions != 0) {
                // Every partition goes on with time in every tick.
                ExportProcess clock = new ExportProcess("clock", "node-0");
                clock.add(TraceDraw.Scope.HTTP, health(), 0);
                send(turn++ % partitions, clock.export());
            }
        }
    }

    private void send(int partition, byte[] value) {
        long event = System.currentTimeMillis();
        // The callback tells what matters.
        Future<?> unused =
                producer.send(
                        new ProducerRecord<>(topic, partition, event, null, value),
                        (metadata, e) -> {
                            if (e != null) {
                                failure.set(e);
                            } else {
                                synchronized (acknowledged) {
                                    acknowledged
                                            .get(partition)
                                            .putIfAbsent(event, System.currentTimeMillis());
                                }
                            }
                        });
    }

    private Span call(int model) {
        return spans.chat(ended(CALL_NANOS), "model-" + model);
    }

    private Span health() {
        return ended(1).setName("GET /health").build();
    }

    private Span.Builder ended(long duration) {
        byte[] id = new byte[24];
        random.nextBytes(id);
        long end = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
        return Span.newBuilder()
                .setTraceId(ByteString.copyFrom(id, 0, 16))
                .setSpanId(ByteString.copyFrom(id, 16, 8))
                .setStartTimeUnixNano(end - duration)
                .setEndTimeUnixNano(end);
    }

    /**
     * When the brokers had what lets a time pass, on every partition; {@link Long#MAX_VALUE}: not
     * yet. A record is taken to be as far as the time when it was sent; its last span ended a
     * little before, so this is the earliest that can be claimed.
     */
    long passed(long eventMillis) throws Exception {
        if (failure.get() != null) {
            throw failure.get();
        }
        long last = Long.MIN_VALUE;
        synchronized (acknowledged) {
            for (TreeMap<Long, Long> partition : acknowledged) {
                var first = partition.ceilingEntry(eventMillis);
                last = Math.max(last, first == null ? Long.MAX_VALUE : first.getValue());
            }
        }
        return last;
    }

    @Override
    public void close() {
        stopped = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close();
    }
}
