/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.trace;

/**
 * A span in the state of its trace. Times in nanoseconds since the Unix epoch; identity is the span
 * id.
 */
final class SpanNode {
    final long spanId;
    long parentSpanId;
    long start;
    long end;

    /** Of the instance that was visible first; later instances never move a deadline. */
    final long event;

    byte kind;
    byte stage;
    boolean error;

    /** Became visible after event + settle. */
    final boolean late;

    int flags;
    String service;
    String serviceVersion;
    String environment;

    /** Null unless the span is a candidate. */
    CallState call;

    final Segment segment;

    /** Scratch: place in the list that a {@link SpanForest} was last built over. */
    int position;

    SpanNode(long spanId, long event, boolean late, Segment segment) {
        this.spanId = spanId;
        this.event = event;
        this.late = late;
        this.segment = segment;
    }

    /**
     * Takes over the content of a record; identity, event time and lateness stay. The facts of a
     * candidate are kept, and not to be changed any more.
     */
    void set(SpanRecord span) {
        parentSpanId = span.parentSpanId;
        start = span.startUnixNano;
        end = span.endUnixNano;
        kind = span.kind;
        stage = span.stage;
        error = span.error;
        flags = span.flags;
        service = span.service;
        serviceVersion = span.serviceVersion;
        environment = span.environment;
        call = span.candidate ? new CallState(span) : null;
    }

    /** The content again; only while the call's facts are still there. */
    void toRecord(SpanRecord target) {
        target.clear();
        target.spanId = spanId;
        target.parentSpanId = parentSpanId;
        target.startUnixNano = start;
        target.endUnixNano = end;
        target.eventUnixNano = event;
        target.kind = kind;
        target.stage = stage;
        target.error = error;
        target.flags = flags;
        target.service = service;
        target.serviceVersion = serviceVersion;
        target.environment = environment;
        if (call != null && call.facts != null) {
            target.candidate = true;
            target.call.set(call.facts);
        }
    }

    boolean isRoot() {
        return parentSpanId == 0;
    }

    /** The earlier start first, then the smaller span id: an order without ties. */
    static int byStart(SpanNode a, SpanNode b) {
        int order = Long.compare(a.start, b.start);
        return order != 0 ? order : Long.compareUnsigned(a.spanId, b.spanId);
    }
}
