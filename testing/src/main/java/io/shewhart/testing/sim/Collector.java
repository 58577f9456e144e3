/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.sim;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * The Collector's batch processor: a batch leaves 200 ms after its first request came, or when it
 * is full, and becomes one Kafka record.
 */
final class Collector {
    private static final long TIMEOUT = SimOptions.SECOND / 5;
    private static final int FULL_SPANS = 8192;

    /**
     * Below the exporter's limit of 1,000,000 bytes with room for one more request of 512 spans.
     */
    private static final int FULL_BYTES = 500_000;

    private final PriorityQueue<ExportRequest> arrivals =
            new PriorityQueue<>(
                    Comparator.comparingLong(ExportRequest::arrival)
                            .thenComparingLong(ExportRequest::number));
    private final BackwardsWriter out = new BackwardsWriter();
    private final KafkaLog log;
    private List<ExportRequest> batch = new ArrayList<>();
    private Set<SimSpan> inBatch = new HashSet<>();
    private int bytes;

    Collector(KafkaLog log) {
        this.log = log;
    }

    void receive(ExportRequest request) {
        arrivals.add(request);
    }

    /** Batches all that arrived before this time; nothing may arrive before it afterwards. */
    void advance(long time) {
        while (!arrivals.isEmpty() && arrivals.peek().arrival() < time) {
            ExportRequest request = arrivals.poll();
            flushIfDue(request.arrival());
            // A span that is repeated within the timeout stands in the next record.
            if (request.spans().stream().anyMatch(inBatch::contains)) {
                flush(request.arrival());
            }
            batch.add(request);
            inBatch.addAll(request.spans());
            bytes += request.spans().stream().mapToInt(span -> span.body.length + 4).sum();
            if (inBatch.size() >= FULL_SPANS || bytes >= FULL_BYTES) {
                flush(request.arrival());
            }
        }
        flushIfDue(time);
    }

    boolean isEmpty() {
        return arrivals.isEmpty() && batch.isEmpty();
    }

    private void flushIfDue(long now) {
        if (!batch.isEmpty() && batch.get(0).arrival() + TIMEOUT <= now) {
            flush(batch.get(0).arrival() + TIMEOUT);
        }
    }

    private void flush(long time) {
        out.clear();
        for (int i = batch.size() - 1; i >= 0; i--) {
            batch.get(i).writeTo(out);
        }
        List<SimSpan> spans = batch.stream().flatMap(r -> r.spans().stream()).toList();
        log.produce(KafkaLog.SPANS, time, ByteString.copyFrom(out.toByteArray()), spans);
        batch = new ArrayList<>();
        inBatch = new HashSet<>();
        bytes = 0;
    }
}
