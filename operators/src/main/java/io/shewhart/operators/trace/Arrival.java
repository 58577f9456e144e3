/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.trace;

/** An instance of a span on its way into the state: where it was read and when it takes part. */
final class Arrival {
    final SpanRecord span;

    /** Event time, taken out of the record for sorting. */
    final long event;

    /** Admission or event time, whichever is later; ticks count from here. */
    final long seen;

    /**
     * The first deadline that sees it: later than its admission, not before its event time. Very
     * late spans wait for their tick.
     */
    final long at;

    /** Ended more than settle + retention before its admission: opens nothing. */
    final boolean veryLate;

    final String topic;
    final int partition;

    /**
     * @param span kept, and not to be changed before it was taken in; a candidate's never
     */
    Arrival(SpanRecord span, SpanGroup group, TraceSettings settings) {
        this.span = span;
        event = span.eventUnixNano;
        long admitted = group.admittedUnixNano;
        topic = group.topic;
        partition = group.partition;
        seen = Math.max(admitted, event);
        veryLate = veryLate(event, admitted, settings);
        at = at(event, admitted, settings);
    }

    static long at(long event, long admitted, TraceSettings settings) {
        return veryLate(event, admitted, settings)
                ? settings.tickAfter(admitted)
                : Math.max(TraceSettings.plus(admitted, 1), event);
    }

    private static boolean veryLate(long event, long admitted, TraceSettings settings) {
        long horizon = TraceSettings.plus(settings.settle(), settings.retention());
        return TraceSettings.plus(event, horizon) < admitted;
    }

    /**
     * The order in which spans are taken in. It says everything about a span but its admission, so
     * spans that tie are the same, and the order does not depend on how they came.
     */
    static int compare(Arrival a, Arrival b) {
        int order = Long.compare(a.at, b.at);
        if (order == 0) {
            order = Long.compare(a.event, b.event);
        }
        if (order == 0) {
            order = Boolean.compare(a.span.chunk, b.span.chunk);
        }
        if (order == 0) {
            order = Long.compareUnsigned(a.span.spanId, b.span.spanId);
        }
        if (order == 0) {
            order = Long.compareUnsigned(a.span.parentSpanId, b.span.parentSpanId);
        }
        if (order == 0) {
            order = SpanContent.compare(a.span, b.span);
        }
        if (order == 0) {
            order = Integer.compare(a.partition, b.partition);
        }
        if (order == 0 && a.topic != null && b.topic != null) {
            order = a.topic.compareTo(b.topic);
        }
        return order;
    }
}
