/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.stack;

import io.shewhart.testing.kafka.KafkaTopics;
import io.shewhart.testing.sim.LiveTraffic;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Writes the simulated application's records to Kafka: its past as fast as it goes, then each when
 * its time has come. Where it ended is kept, so that a next start goes on from there.
 */
final class TrafficDriver implements AutoCloseable {
    private static final String UNTIL = "until";
    private static final long PACE_MILLIS = 100;
    private static final long STEP = Duration.ofMinutes(1).toNanos();
    private static final long PRESENT = Duration.ofMillis(500).toNanos();
    private static final long KEPT_EVERY = Duration.ofSeconds(10).toNanos();

    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final LiveTraffic traffic;
    private final long start;
    private final Path kept;
    private long keptAt;
    private Thread thread;

    /**
     * @param history the longest past that is simulated
     * @param kept where it is kept how far it came; a file that may not exist
     */
    TrafficDriver(KafkaTopics kafka, Duration history, Path kept) throws IOException {
        this.kept = kept;
        long now = now();
        long past = history.toNanos();
        start = Math.max(now - past, until(kept));
        producer = kafka.producer(null);
        traffic = new LiveTraffic(1, start, now - start, this::write);
    }

    private static long until(Path kept) throws IOException {
        if (!Files.exists(kept)) {
            return Long.MIN_VALUE;
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(kept)) {
            properties.load(reader);
        }
        String text = properties.getProperty(UNTIL, "");
        // Nanoseconds of this century have nineteen digits and begin with a one.
        return text.matches("1[0-9]{18}") ? Long.parseLong(text) : Long.MIN_VALUE;
    }

    static long now() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    /** Where its past begins, nanoseconds since the Unix epoch. */
    long start() {
        return start;
    }

    /** The application, for staging incidents and for counts. */
    LiveTraffic traffic() {
        return traffic;
    }

    /**
     * Writes the past until it has come to the present.
     *
     * @param progress told the time that was reached
     * @return the time that was reached
     */
    long backfill(LongConsumer progress, StopSignal stopped) throws IOException, StackException {
        long time = start;
        // The clock runs on meanwhile: what is left at the end, the live thread writes.
        while (now() - time > PRESENT && !stopped.isAsked()) {
            time = Math.min(time + STEP, now());
            traffic.runTo(time);
            check();
            progress.accept(time);
        }
        producer.flush();
        check();
        return time;
    }

    /** From now on beside the clock, in a thread of its own. */
    void live() {
        thread = new Thread(this::run, "traffic");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            do {
                long now = now();
                traffic.runTo(now);
                if (now - keptAt > KEPT_EVERY) {
                    keep(now);
                }
            } while (!stop.await(PACE_MILLIS, TimeUnit.MILLISECONDS));
            keep(now());
        } catch (IOException | RuntimeException e) {
            failure.compareAndSet(null, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void keep(long until) throws IOException {
        keptAt = until;
        Properties properties = new Properties();
        properties.setProperty(UNTIL, Long.toString(until));
        try (Writer writer = Files.newBufferedWriter(kept)) {
            properties.store(writer, null);
        }
    }

    private void write(String topic, int partition, long timestampMillis, byte[] value) {
        var unused =
                producer.send(
                        new ProducerRecord<>(topic, partition, timestampMillis, null, value),
                        (metadata, error) -> {
                            if (error != null) {
                                failure.compareAndSet(null, error);
                            }
                        });
    }

    /** Fails when a record was not written. */
    void check() throws StackException {
        Exception error = failure.get();
        if (error != null) {
            throw new StackException("The simulated traffic came to an end: " + error);
        }
    }

    @Override
    public void close() {
        stop.countDown();
        if (thread != null) {
            try {
                thread.join(TimeUnit.SECONDS.toMillis(5));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        producer.close(Duration.ofSeconds(5));
    }
}
