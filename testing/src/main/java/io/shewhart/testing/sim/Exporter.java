/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.sim;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/**
 * The batch span processors of all processes: each exports what has ended every five seconds, or as
 * soon as 512 spans wait. Late spans leave in requests of their own, repeated ones a second time.
 */
final class Exporter {
    /** Longest time a span waits for its export when nothing delays it. */
    static final long SCHEDULE = 5 * SimOptions.SECOND;

    private static final int BATCH = 512;

    private static final class Waiting {
        final PriorityQueue<SimSpan> spans =
                new PriorityQueue<>(
                        Comparator.comparingLong((SimSpan span) -> span.end)
                                .thenComparingLong(span -> span.number));
        long nextTick;
    }

    private final Map<ServiceProcess, Waiting> processes = new EnumMap<>(ServiceProcess.class);
    private final Consumer<ExportRequest> collector;
    private final Draw draw;
    private long requests;

    Exporter(SimOptions options, Consumer<ExportRequest> collector) {
        this.collector = collector;
        draw = new Draw(options.seed(), Draw.Purpose.EXPORT, 0);
        for (ServiceProcess process : ServiceProcess.values()) {
            Waiting waiting = new Waiting();
            waiting.nextTick =
                    options.start() + TraceUnderway.nanos(draw.uniform(0, SCHEDULE / 1e9));
            processes.put(process, waiting);
        }
    }

    void add(SimSpan span) {
        processes.get(span.process).spans.add(span);
    }

    /**
     * Exports all that is due by this time. Every span that ends by then must have been added.
     * Requests sent before {@code time - SCHEDULE} are then complete.
     */
    void advance(long time) {
        processes.forEach(
                (process, waiting) -> {
                    while (waiting.nextTick <= time) {
                        tick(process, waiting);
                        waiting.nextTick += SCHEDULE;
                    }
                });
    }

    boolean isEmpty() {
        return processes.values().stream().allMatch(waiting -> waiting.spans.isEmpty());
    }

    private void tick(ServiceProcess process, Waiting waiting) {
        List<SimSpan> batch = new ArrayList<>();
        while (!waiting.spans.isEmpty() && waiting.spans.peek().end <= waiting.nextTick) {
            batch.add(waiting.spans.poll());
            if (batch.size() == BATCH) {
                export(process, batch, batch.get(BATCH - 1).end);
                batch = new ArrayList<>();
            }
        }
        if (!batch.isEmpty()) {
            export(process, batch, waiting.nextTick);
        }
    }

    private void export(ServiceProcess process, List<SimSpan> batch, long time) {
        List<SimSpan> punctual = batch.stream().filter(span -> span.delay == 0).toList();
        if (!punctual.isEmpty()) {
            send(process, punctual, time);
        }
        for (SimSpan span : batch) {
            if (span.delay > 0) {
                send(process, List.of(span), time + span.delay);
            }
            if (span.repeatAfter > 0) {
                send(process, List.of(span), time + span.delay + span.repeatAfter);
            }
        }
    }

    private void send(ServiceProcess process, List<SimSpan> spans, long time) {
        long onTheWay = TraceUnderway.nanos(draw.logNormal(0.004, 0.5));
        collector.accept(new ExportRequest(time + onTheWay, requests++, process, spans));
    }
}
