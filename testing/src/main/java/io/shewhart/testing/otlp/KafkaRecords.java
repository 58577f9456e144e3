/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.otlp;

import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes records to the topics of their signals: null key, no headers, as the Collector does.
 *
 * <p>Guarantee: what was answered stands on the topic. Memory is bounded: more than {@value
 * #IN_FLIGHT_BYTES} bytes on their way are refused, and nobody waits longer than {@value
 * #LONGEST_MILLIS} ms.
 */
public final class KafkaRecords implements RecordSink, AutoCloseable {
    static final long IN_FLIGHT_BYTES = 32L << 20;
    static final int LONGEST_MILLIS = 10_000;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
    private static final Duration RETRY_SOON = Duration.ofSeconds(1);

    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicLong inFlight = new AtomicLong();

    /**
     * @param clientProperties what a client needs to connect
     */
    public KafkaRecords(Properties clientProperties) {
        Properties properties = new Properties();
        properties.putAll(clientProperties);
        properties.setProperty(ProducerConfig.LINGER_MS_CONFIG, "10");
        properties.setProperty(ProducerConfig.ACKS_CONFIG, "all");
        properties.setProperty(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, "1048576");
        properties.setProperty(
                ProducerConfig.BUFFER_MEMORY_CONFIG, Long.toString(2 * IN_FLIGHT_BYTES));
        // A send that blocks holds a thread of the server; the limit on bytes comes first.
        properties.setProperty(ProducerConfig.MAX_BLOCK_MS_CONFIG, "2000");
        properties.setProperty(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "5000");
        properties.setProperty(
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.toString(LONGEST_MILLIS));
        producer =
                new KafkaProducer<>(
                        properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public CompletableFuture<Void> write(Signal signal, byte[] value) {
        if (inFlight.addAndGet(value.length) > IN_FLIGHT_BYTES) {
            inFlight.addAndGet(-value.length);
            return CompletableFuture.failedFuture(
                    new UnavailableException(
                            "Kafka is slower than what comes in", true, RETRY_SOON));
        }
        CompletableFuture<Void> done = new CompletableFuture<>();
        try {
            var unused =
                    producer.send(
                            new ProducerRecord<>(signal.topic(), value),
                            (metadata, error) -> {
                                inFlight.addAndGet(-value.length);
                                if (error == null) {
                                    done.complete(null);
                                } else {
                                    done.completeExceptionally(unavailable(error));
                                }
                            });
        } catch (KafkaException | IllegalStateException e) {
            inFlight.addAndGet(-value.length);
            done.completeExceptionally(unavailable(e));
        }
        return done;
    }

    private static UnavailableException unavailable(Exception error) {
        return new UnavailableException(
                "Kafka did not take the record: " + error.getMessage(), false, RETRY_AFTER);
    }

    /** Waits a little for what is on its way. */
    @Override
    public void close() {
        producer.close(Duration.ofSeconds(2));
    }
}
