/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.sim;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The simulated application without an end: it is moved along as fast as its caller likes, through
 * its past first and then beside the clock, and incidents are staged while it runs. Nothing here
 * reads a clock. One thread moves it; {@link #stage} may be called by another.
 */
public final class LiveTraffic {
    /** How far it must run ahead of a time so that all records before that time are known. */
    public static final long AHEAD = Application.BEHIND;

    private static final long NO_END = 20L * 365 * 24 * SimOptions.HOUR;

    /** Traces a second: enough that a window of ten seconds has calls of every model. */
    private static final double RATE = 4;

    private static final double CANARY_SHARE = 0.25;

    /** The canary is there from the last third of the past on. */
    private static final double CANARY_AFTER = 2.0 / 3;

    private static final double LATE_SHARE = 0.001;
    private static final double REPEATED_SHARE = 0.01;

    /** Takes a record. */
    public interface Out {
        /** Writes it to this partition with this timestamp (ms); the key is null. */
        void write(String topic, int partition, long timestampMillis, byte[] value)
                throws IOException;
    }

    private final Deque<Held> held = new ArrayDeque<>();
    private final Tally tally = new Tally();
    private final IncidentPlan plan;
    private final Application application;
    private final Out out;
    private long reached;

    private record Held(KafkaLog.Entry entry, int partition) {}

    /**
     * @param seed of everything random; with another start other traces, whatever the seed
     * @param start of its past, nanoseconds since the Unix epoch
     * @param past how long it is
     * @param out where records go
     */
    public LiveTraffic(long seed, long start, long past, Out out) {
        SimOptions options =
                new SimOptions(
                        seed ^ start,
                        start,
                        NO_END,
                        RATE,
                        0,
                        CANARY_SHARE,
                        LATE_SHARE,
                        REPEATED_SHARE,
                        List.of());
        this.out = out;
        plan = IncidentPlan.live(options, start + (long) (past * CANARY_AFTER));
        application =
                new Application(
                        options,
                        plan,
                        tally,
                        (entry, partition, offset) -> held.add(new Held(entry, partition)));
        reached = start;
    }

    /**
     * Moves on: all records before {@code time} are written, and those up to {@link #AHEAD} later
     * are simulated.
     */
    public void runTo(long time) throws IOException {
        long ahead = time + AHEAD;
        while (application.nextStart() < ahead) {
            application.start();
        }
        application.advance(ahead);
        reached = Math.max(reached, ahead);
        while (!held.isEmpty() && held.peek().entry.timestamp() < time) {
            Held next = held.poll();
            tally.count(next.entry);
            next.entry.spans().forEach(this::count);
            out.write(
                    next.entry.topic(),
                    next.partition,
                    next.entry.timestampMillis(),
                    next.entry.value().toByteArray());
        }
    }

    private void count(SimSpan span) {
        if (!span.delivered) {
            span.delivered = true;
            tally.countFirst(span);
        }
    }

    /** Partitions of each topic that it writes to. */
    public static int partitions() {
        return KafkaLog.PARTITIONS;
    }

    /** What starts before this has been simulated; an incident can only be staged later. */
    public long reached() {
        return reached;
    }

    /** Spans written so far. */
    public long spans() {
        return tally.spans;
    }

    /** Model calls written so far. */
    public long modelCalls() {
        return tally.modelCalls;
    }

    /** Stages an incident: it acts on what starts from {@code start} to {@code end}. */
    public LiveIncident stage(IncidentKind kind, long start, long end) {
        plan.stage(new Incident(kind, start, end));
        return new LiveIncident(kind, start, end);
    }
}
