/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.trace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Takes the spans whose time has come out of waiting groups, in an order that does not depend on
 * their arrival. A group is decoded when the first of its spans is due and not before; what then
 * remains of it waits as a smaller group. So a long trace costs each span one decoding, hardly
 * more.
 */
final class Arrivals {
    private static final Arrival[] NONE = new Arrival[0];

    /** Records kept for the next spans; a trace has more now and then. */
    private static final int SPARES = 256;

    private final TraceSettings settings;
    private final SpanCodec codec = new SpanCodec();
    private final SpanEncoder rest = new SpanEncoder(new NameBytes());
    private final List<SpanRecord> spares = new ArrayList<>(SPARES);
    private Arrival[] given = NONE;
    private SpanRecord span = new SpanRecord();

    Arrivals(TraceSettings settings) {
        this.settings = settings;
    }

    /**
     * Removes the spans that are visible at {@code now} from the groups and sorts them. Records of
     * candidates are the caller's; the others hold good until the next call.
     */
    Arrival[] take(List<SpanGroup> waiting, long now) {
        takeBack();
        List<Arrival> due = null;
        int kept = 0;
        for (int i = 0; i < waiting.size(); i++) {
            SpanGroup group = waiting.get(i);
            if (due(group, now)) {
                due = due == null ? new ArrayList<>() : due;
                group = split(group, now, due);
            }
            if (group != null) {
                waiting.set(kept++, group);
            }
        }
        waiting.subList(kept, waiting.size()).clear();
        if (due == null) {
            return NONE;
        }
        Arrival[] sorted = due.toArray(NONE);
        Arrays.sort(sorted, Arrival::compare);
        given = sorted;
        return sorted;
    }

    private void takeBack() {
        for (int i = 0; i < given.length && spares.size() < SPARES; i++) {
            if (!given[i].span.candidate) {
                spares.add(given[i].span);
            }
        }
        given = NONE;
    }

    private boolean due(SpanGroup group, long now) {
        if (group.admittedUnixNano >= now) {
            return false;
        }
        codec.open(group);
        return codec.minEvent() <= now;
    }

    private SpanGroup split(SpanGroup group, long now, List<Arrival> due) {
        rest.reset();
        while (codec.next(span)) {
            if (Arrival.at(span.eventUnixNano, group.admittedUnixNano, settings) <= now) {
                due.add(new Arrival(span, group, settings));
                span = spares.isEmpty() ? new SpanRecord() : spares.remove(spares.size() - 1);
            } else {
                rest.add(span);
            }
        }
        return rest.isEmpty()
                ? null
                : new SpanGroup(
                        group.traceIdHigh,
                        group.traceIdLow,
                        group.admittedUnixNano,
                        group.topic,
                        group.partition,
                        rest.toByteArray());
    }

    /**
     * When the first span of a group asks for attention, told from the group alone: the deadline of
     * its first root or candidate, else a tick at which a plain span can amend a settled trace.
     */
    long attention(SpanGroup group) {
        codec.open(group);
        long admitted = group.admittedUnixNano;
        long urgent = codec.minUrgentEvent();
        if (urgent == Long.MAX_VALUE) {
            long seen = Math.max(admitted, TraceSettings.plus(codec.minEvent(), settings.settle()));
            return settings.tickAfter(seen);
        }
        long deadline = TraceSettings.plus(urgent, settings.settle());
        return settings.wakeFor(
                deadline > admitted
                        ? deadline
                        : firstInTime(settings.tickAfter(admitted), admitted));
    }

    /** The first urgent span is late: others in the group may still have an earlier deadline. */
    private long firstInTime(long tick, long admitted) {
        long first = tick;
        while (codec.next(span)) {
            long deadline = TraceSettings.plus(span.eventUnixNano, settings.settle());
            boolean urgent = !span.chunk && (span.candidate || span.parentSpanId == 0);
            if (urgent && deadline > admitted) {
                first = Math.min(first, deadline);
            }
        }
        return first;
    }
}
