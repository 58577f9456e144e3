/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.trace;

import io.shewhart.schemas.v1.LateReason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Bounds what waits of one trace to be taken in: of a trace with millions of spans, twice as many
 * are kept as a segment holds, those that would be taken in first. The others would be refused when
 * their turn came and are refused at once, in the same words; that much is looked at only where a
 * trace is far beyond its cap, so the outcome does not depend on when.
 */
final class WaitingCap {
    private final TraceSettings settings;
    private final SpanCodec codec = new SpanCodec();
    private final SpanEncoder rest = new SpanEncoder(new NameBytes());
    private final SpanRecord span = new SpanRecord();

    WaitingCap(TraceSettings settings) {
        this.settings = settings;
    }

    /** Whether so many bytes of groups are worth a look. */
    boolean exceeded(List<SpanGroup> groups) {
        long bytes = 0;
        for (SpanGroup group : groups) {
            bytes += group.spans.length;
        }
        return bytes > settings.waitingBytes();
    }

    /** The groups that are kept, in the order given; refuses the rest. */
    List<SpanGroup> trim(List<SpanGroup> groups, TraceOutput out) {
        int limit = 2 * settings.maxSpans();
        Arrival last = last(groups, limit);
        if (last == null) {
            return groups;
        }
        List<SpanGroup> kept = new ArrayList<>();
        int room = limit - before(groups, last);
        for (SpanGroup group : groups) {
            rest.reset();
            codec.open(group);
            while (codec.next(span)) {
                Arrival arrival = new Arrival(span, group, settings);
                int order = Arrival.compare(arrival, last);
                // Those that tie are the same, so it is no matter which of them are kept.
                if (order < 0 || (order == 0 && room-- > 0)) {
                    rest.add(span);
                } else {
                    refuse(arrival, group, out);
                }
            }
            if (!rest.isEmpty()) {
                kept.add(
                        new SpanGroup(
                                group.traceIdHigh,
                                group.traceIdLow,
                                group.admittedUnixNano,
                                group.topic,
                                group.partition,
                                rest.toByteArray()));
            }
        }
        return kept;
    }

    /** The last that is kept, null when all are. */
    private Arrival last(List<SpanGroup> groups, int limit) {
        List<Arrival> all = new ArrayList<>();
        for (SpanGroup group : groups) {
            codec.open(group);
            for (SpanRecord own = new SpanRecord(); codec.next(own); own = new SpanRecord()) {
                all.add(new Arrival(own, group, settings));
            }
        }
        if (all.size() <= limit) {
            return null;
        }
        Arrival[] sorted = all.toArray(new Arrival[0]);
        Arrays.sort(sorted, Arrival::compare);
        return sorted[limit - 1];
    }

    private int before(List<SpanGroup> groups, Arrival last) {
        int before = 0;
        for (SpanGroup group : groups) {
            codec.open(group);
            while (codec.next(span)) {
                if (Arrival.compare(new Arrival(span, group, settings), last) < 0) {
                    before++;
                }
            }
        }
        return before;
    }

    private static void refuse(Arrival arrival, SpanGroup group, TraceOutput out) {
        if (arrival.span.chunk) {
            out.count(TraceCounter.CHUNKS_TOO_LATE, Math.max(1, arrival.span.chunkCount));
        } else {
            out.lateSpan(
                    LateSpans.of(
                            group.traceIdHigh,
                            group.traceIdLow,
                            arrival,
                            LateReason.LATE_REASON_OVER_CAP));
        }
    }
}
