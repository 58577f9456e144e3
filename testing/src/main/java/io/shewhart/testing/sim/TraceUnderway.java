/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.sim;

import java.util.ArrayList;
import java.util.List;

/** One trace while it is made: its ids, its streams of random numbers, its spans so far. */
final class TraceUnderway {
    /** Well beyond the normal delay, the bound on disorder and settlement. */
    private static final double LATE_FROM_SECONDS = 45;

    private static final double LATE_TO_SECONDS = 720;

    // Nothing comes near the end of retention: records that change places within the bound must
    // not move a late span from one side of it to the other.
    private static final double RETENTION_NEARS_SECONDS = 480;
    private static final double RETENTION_SKIP_SECONDS = 480;
    private static final double REPEAT_FROM_SECONDS = 1;
    private static final double REPEAT_TO_SECONDS = 14.5;

    final long traceHigh;
    final long traceLow;
    final Draw shape;
    final Draw latency;
    final Draw outcome;
    final Draw ids;
    final List<SimSpan> spans = new ArrayList<>();

    private final SimOptions options;
    private final SpanWriter writer;
    private final Draw delivery;
    private final long index;

    TraceUnderway(SimOptions options, SpanWriter writer, long index) {
        this.options = options;
        this.writer = writer;
        this.index = index;
        shape = new Draw(options.seed(), Draw.Purpose.SHAPE, index);
        latency = new Draw(options.seed(), Draw.Purpose.LATENCY, index);
        outcome = new Draw(options.seed(), Draw.Purpose.OUTCOME, index);
        ids = new Draw(options.seed(), Draw.Purpose.IDS, index);
        delivery = new Draw(options.seed(), Draw.Purpose.DELIVERY, index);
        traceHigh = ids.id();
        traceLow = ids.id();
    }

    SpanWriter span(String name, int kind) {
        return writer.begin(name, kind);
    }

    /** Ends the span that is being written. */
    void end(
            ServiceProcess process, Scope scope, long spanId, long parentId, long start, long end) {
        end(process, scope, spanId, parentId, start, end, null);
    }

    /** Ends the span of a model call. */
    void end(
            ServiceProcess process,
            Scope scope,
            long spanId,
            long parentId,
            long start,
            long end,
            CallTruth call) {
        byte[] body = writer.finish(traceHigh, traceLow, spanId, parentId, start, end);
        // All four are drawn for every span, so that a share can change and the rest stays.
        boolean late = delivery.chance(options.lateShare());
        double delay = delivery.logUniform(LATE_FROM_SECONDS, LATE_TO_SECONDS);
        if (delay > RETENTION_NEARS_SECONDS) {
            delay += RETENTION_SKIP_SECONDS;
        }
        // The other half of the repeated spans are those of repeated records.
        boolean repeated = delivery.chance(options.repeatedShare() / 2);
        double repeat = delivery.uniform(REPEAT_FROM_SECONDS, REPEAT_TO_SECONDS);
        spans.add(
                new SimSpan(
                        process,
                        scope,
                        end,
                        // No trace has a thousand spans, so numbers stay unique.
                        index * 1000 + spans.size(),
                        body,
                        call,
                        late ? nanos(delay) : 0,
                        repeated ? nanos(repeat) : 0));
    }

    /** A short time around this median. */
    long around(double medianSeconds) {
        return nanos(latency.logNormal(medianSeconds, 0.4));
    }

    static long nanos(double seconds) {
        return (long) (seconds * SimOptions.SECOND);
    }
}
