/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.sim;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * The topics: gives every record its timestamp, partition (round robin, for keys are null) and
 * offset, and hands them on in the order of their timestamps.
 */
final class KafkaLog {
    static final String SPANS = "otlp_spans";
    static final String METRICS = "otlp_metrics";
    static final String LOGS = "otlp_logs";
    static final int PARTITIONS = 4;

    /** A record goes here when its place is known. */
    interface Reader {
        void read(Entry entry, int partition, long offset) throws IOException;
    }

    /**
     * One record.
     *
     * @param timestamp nanoseconds; the log keeps milliseconds
     * @param spans that stand in the value
     * @param repeated the record comes again
     * @param repetition it is the second of its kind
     */
    record Entry(
            String topic,
            long timestamp,
            long number,
            ByteString value,
            List<SimSpan> spans,
            boolean repeated,
            boolean repetition) {
        long timestampMillis() {
            return timestamp / 1_000_000;
        }
    }

    private static final double LINGER_SECONDS = 0.010;
    private static final double REPEAT_FROM_SECONDS = 0.5;

    /** As for repeated spans: what is repeated both ways still comes within 30 s. */
    private static final double REPEAT_TO_SECONDS = 14.5;

    private final PriorityQueue<Entry> entries =
            new PriorityQueue<>(
                    Comparator.comparingLong(Entry::timestamp).thenComparingLong(Entry::number));
    private final Map<String, Long> written = new HashMap<>();
    private final SimOptions options;
    private final Reader reader;
    private final Draw draw;
    private long produced;

    KafkaLog(SimOptions options, Reader reader) {
        this.options = options;
        this.reader = reader;
        draw = new Draw(options.seed(), Draw.Purpose.KAFKA, 0);
    }

    void produce(String topic, long time, ByteString value, List<SimSpan> spans) {
        long onTheWay = TraceUnderway.nanos(LINGER_SECONDS + draw.logNormal(0.002, 0.5));
        boolean repeated = draw.chance(options.repeatedShare() / 2);
        long again = TraceUnderway.nanos(draw.uniform(REPEAT_FROM_SECONDS, REPEAT_TO_SECONDS));
        Entry entry = new Entry(topic, time + onTheWay, produced++, value, spans, repeated, false);
        entries.add(entry);
        if (repeated) {
            entries.add(
                    new Entry(
                            topic, entry.timestamp + again, produced++, value, spans, false, true));
        }
    }

    /** Hands on the records before this time; none may be produced before it afterwards. */
    void advance(long time) throws IOException {
        while (!entries.isEmpty() && entries.peek().timestamp < time) {
            Entry entry = entries.poll();
            long number = written.merge(entry.topic, 1L, Long::sum) - 1;
            reader.read(entry, (int) (number % PARTITIONS), number / PARTITIONS);
        }
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }
}
