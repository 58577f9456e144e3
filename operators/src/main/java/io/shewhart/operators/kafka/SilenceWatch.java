/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.kafka;

import io.shewhart.operators.ingest.LogSilence;
import io.shewhart.operators.ingest.LogSilence.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;

/**
 * A thread that asks, every tick, for the ends of those partitions that were not read since the
 * last one, and hands the answers to the reader's thread. Asks more rarely for all of them, to know
 * how far the reading is behind.
 */
final class SilenceWatch implements AutoCloseable {
    private static final long LONGEST_TICK_MILLIS = 1000;

    /** Time between questions that are asked for the metrics only. */
    private static final long LAG_MILLIS = 10_000;

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Supplier<EndOffsets> broker;
    private final LongSupplier clock;
    private final long tickMillis;
    private final Map<TopicPartition, LogSilence> partitions = new ConcurrentHashMap<>();
    private final Map<TopicPartition, PartitionLag> lags = new ConcurrentHashMap<>();
    private final Queue<Tick> ticks = new ConcurrentLinkedQueue<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private volatile CompletableFuture<Void> available = new CompletableFuture<>();
    private volatile EndOffsets asking;

    /**
     * @param broker makes what asks, in the thread
     * @param silenceMillis the rule's wait; there are at least four ticks in it
     * @param clock the wall clock in milliseconds
     */
    SilenceWatch(Supplier<EndOffsets> broker, long silenceMillis, LongSupplier clock, String name) {
        this.broker = broker;
        this.clock = clock;
        tickMillis = Math.max(1, Math.min(LONGEST_TICK_MILLIS, silenceMillis / 4));
        thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    static Duration timeout() {
        return TIMEOUT;
    }

    void start() {
        thread.start();
    }

    void add(TopicPartition partition, LogSilence silence, PartitionLag lag) {
        partitions.put(partition, silence);
        lags.put(partition, lag);
    }

    /** Done when there is a tick. */
    CompletableFuture<Void> available() {
        return available;
    }

    /** What happened since the last call, oldest first. */
    List<Tick> drain() {
        if (ticks.isEmpty()) {
            return List.of();
        }
        // First the future: a tick that comes meanwhile completes the new one.
        available = new CompletableFuture<>();
        List<Tick> drained = new ArrayList<>();
        for (Tick tick = ticks.poll(); tick != null; tick = ticks.poll()) {
            drained.add(tick);
        }
        return drained;
    }

    private void run() {
        Map<TopicPartition, Long> before = new HashMap<>();
        long lagsAsked = Long.MIN_VALUE;
        try (EndOffsets ends = broker.get()) {
            asking = ends;
            while (!closed.await(tickMillis, TimeUnit.MILLISECONDS)) {
                Map<TopicPartition, Long> quiet = new HashMap<>();
                partitions.forEach(
                        (partition, silence) -> {
                            long next = silence.next();
                            Long last = before.put(partition, next);
                            if (last != null && last == next) {
                                quiet.put(partition, next);
                            }
                        });
                long askedAt = clock.getAsLong();
                Map<TopicPartition, Answer> answers = quiet.isEmpty() ? Map.of() : ends.ask(quiet);
                ticks.add(new Tick(askedAt, clock.getAsLong(), quiet, answers));
                available.complete(null);
                if (lagsAsked == Long.MIN_VALUE || askedAt - lagsAsked >= LAG_MILLIS) {
                    lagsAsked = askedAt;
                    ends.ends(lags.keySet())
                            .forEach((partition, end) -> lags.get(partition).endsAt(end));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        EndOffsets ends = asking;
        if (ends != null) {
            ends.wakeUp();
        }
    }

    /**
     * One round of questions.
     *
     * @param askedAtMillis when the broker was asked
     * @param answeredAtMillis when it answered, or no longer would
     * @param next offsets that it was asked about
     * @param answers what it said
     */
    record Tick(
            long askedAtMillis,
            long answeredAtMillis,
            Map<TopicPartition, Long> next,
            Map<TopicPartition, Answer> answers) {}
}
