/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.job;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Makes a backlog: traces start evenly over its time; a span lies in its process until that
 * exports, so the spans of a trace are spread over several records and every record mixes traces.
 * Records go to the partitions in turn, each in order of time. At the end every partition gets a
 * span minutes later, which lets time pass beyond the last window.
 */
public final class Backlog {
    /** Fixed, so that a backlog can be compared with another day's. */
    private static final long START = 1_767_225_600_000_000_000L;

    private static final long EXPORT_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long AFTER_NANOS = TimeUnit.MINUTES.toNanos(3);
    private static final int PROCESSES = 2;

    /** Takes the records, in order of their times. */
    public interface Sink {
        void record(int partition, long timestampMillis, byte[] value);
    }

    private record Ended(
            long end, long order, ExportProcess process, TraceDraw.Scope scope, Span span)
            implements Comparable<Ended> {
        @Override
        public int compareTo(Ended other) {
            int byEnd = Long.compare(end, other.end);
            return byEnd != 0 ? byEnd : Long.compare(order, other.order);
        }
    }

    private final BacklogPlan plan;
    private final Sink out;
    private final List<ExportProcess> processes = new ArrayList<>();
    private final PriorityQueue<Ended> ended = new PriorityQueue<>();
    private long records;
    private long bytes;
    private long groups;
    private long order;
    private long lastMillis;

    /** No process exports by time before this. */
    private long due = Long.MAX_VALUE;

    private Backlog(BacklogPlan plan, Sink out) {
        this.plan = plan;
        this.out = out;
        for (int service = 0; service < plan.services(); service++) {
            processes.add(new ExportProcess("gateway-" + service, "node-" + service));
            for (int i = 0; i < PROCESSES; i++) {
                processes.add(new ExportProcess("assistant-" + service, "node-" + i));
            }
        }
    }

    /** Makes it and says what it is. */
    public static BacklogFacts make(BacklogPlan plan, Sink out) {
        return new Backlog(plan, out).run();
    }

    private BacklogFacts run() {
        Random random = new Random(plan.seed());
        TraceDraw draw = new TraceDraw(random, plan.chunks());
        double step = TimeUnit.MINUTES.toNanos(plan.minutes()) / (double) plan.traces();
        for (long i = 0; i < plan.traces(); i++) {
            long start = START + (long) (step * i);
            advanceTo(start);
            int first = random.nextInt(plan.services()) * (1 + PROCESSES);
            ExportProcess gateway = processes.get(first);
            ExportProcess app = processes.get(first + 1 + random.nextInt(PROCESSES));
            draw.next(
                    start,
                    (outside, scope, span) ->
                            ended.add(
                                    new Ended(
                                            span.getEndTimeUnixNano(),
                                            order++,
                                            outside ? gateway : app,
                                            scope,
                                            span)));
        }
        advanceTo(Long.MAX_VALUE);
        long last = lastMillis;
        finish(random);
        return new BacklogFacts(
                plan, records, bytes, groups, TimeUnit.NANOSECONDS.toMillis(START), last);
    }

    /** Lets everything end that ends by a time, and exports what is full or has waited. */
    private void advanceTo(long time) {
        while (!ended.isEmpty() && ended.peek().end <= time) {
            Ended next = ended.poll();
            exportDue(next.end);
            next.process.add(next.scope, next.span, next.end);
            due = Math.min(due, next.process.since + EXPORT_NANOS);
            if (next.process.count() >= plan.recordSpans()) {
                export(next.process, next.end);
            }
        }
    }

    /** Exports what has waited long enough, in the order of its time. */
    private void exportDue(long now) {
        while (due <= now) {
            ExportProcess oldest = oldest();
            due = oldest == null ? Long.MAX_VALUE : oldest.since + EXPORT_NANOS;
            if (due <= now) {
                export(oldest, due);
            }
        }
    }

    /** The process that has waited longest; null when none has anything. */
    private ExportProcess oldest() {
        return processes.stream()
                .filter(process -> process.count() > 0)
                .min(Comparator.comparingLong(process -> process.since))
                .orElse(null);
    }

    private void export(ExportProcess process, long now) {
        groups += process.traces();
        lastMillis = TimeUnit.NANOSECONDS.toMillis(now) + 1;
        send((int) (records % plan.partitions()), process.export());
    }

    private void send(int partition, byte[] value) {
        records++;
        bytes += value.length;
        out.record(partition, lastMillis, value);
    }

    private void finish(Random random) {
        exportDue(Long.MAX_VALUE - 1);
        long end = TimeUnit.MILLISECONDS.toNanos(lastMillis) + AFTER_NANOS;
        lastMillis += TimeUnit.NANOSECONDS.toMillis(AFTER_NANOS);
        for (int partition = 0; partition < plan.partitions(); partition++) {
            byte[] id = new byte[24];
            random.nextBytes(id);
            ExportProcess process = new ExportProcess("clock", "node-0");
            process.add(
                    TraceDraw.Scope.HTTP,
                    Span.newBuilder()
                            .setTraceId(ByteString.copyFrom(id, 0, 16))
                            .setSpanId(ByteString.copyFrom(id, 16, 8))
                            .setName("GET /health")
                            .setStartTimeUnixNano(end - 1)
                            .setEndTimeUnixNano(end)
                            .build(),
                    end);
            send(partition, process.export());
        }
    }
}
