/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.state;

import io.shewhart.jobs.JobOptions;
import io.shewhart.operators.ingest.AdmissionClock;
import io.shewhart.operators.ingest.DecodedRecord;
import io.shewhart.operators.ingest.RecordDecoder;
import io.shewhart.operators.trace.SpanGroup;
import io.shewhart.testing.job.Backlog;
import io.shewhart.testing.job.BacklogPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The input of assembly, in memory: the span groups of a seeded backlog in the order in which its
 * records are read, decoded and stamped as the job does it, and the watermark after each. Static,
 * because Flink serializes what it runs.
 */
final class Steps {
    private static final String TOPIC = "otlp_spans";
    private static final long HELD_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private static SpanGroup[] groups = {};
    private static long[] watermarks = {};
    private static volatile long holdAt = Long.MAX_VALUE;
    private static volatile boolean held;

    private Steps() {}

    /** Makes the input of all runs that follow. */
    static void make(BacklogPlan plan, JobOptions options) {
        RecordDecoder decoder = new RecordDecoder(options.decoding());
        AdmissionClock clock = new AdmissionClock(options.boundNanos());
        long[] offsets = new long[plan.partitions()];
        long[] highest = new long[plan.partitions()];
        List<SpanGroup> all = new ArrayList<>();
        List<Long> marks = new ArrayList<>();
        Backlog.make(
                plan,
                (partition, millis, value) -> {
                    String log = TOPIC + "-" + partition;
                    DecodedRecord record =
                            decoder.decode(
                                    log, TOPIC, partition, offsets[partition]++, millis, value);
                    long admitted = clock.admit(log, record.maxEventUnixNano);
                    highest[partition] = Math.max(highest[partition], record.maxEventUnixNano);
                    long mark =
                            (Arrays.stream(highest).min().orElseThrow() - options.boundNanos())
                                    / 1_000_000;
                    for (SpanGroup g : record.groups) {
                        all.add(
                                new SpanGroup(
                                        g.traceIdHigh,
                                        g.traceIdLow,
                                        admitted,
                                        g.topic,
                                        g.partition,
                                        g.spans));
                        marks.add(mark);
                    }
                });
        groups = all.toArray(SpanGroup[]::new);
        watermarks = marks.stream().mapToLong(Long::longValue).toArray();
    }

    /** Number of steps. */
    static int count() {
        return groups.length;
    }

    /** Reads a step; slowly, from the one on where the input is held. */
    static SpanGroup read(long step) {
        if (step >= holdAt) {
            held = true;
            LockSupport.parkNanos(HELD_NANOS);
        }
        return groups[(int) step];
    }

    /** From a step on the input comes so slowly that a job can be stopped in the middle of it. */
    static void holdAt(long step) {
        held = false;
        holdAt = step;
    }

    /** Whether that step was reached. */
    static boolean isHeld() {
        return held;
    }

    /** What the watermark may be once a step was read, in milliseconds. */
    static long watermark(long step) {
        return watermarks[(int) step];
    }
}
