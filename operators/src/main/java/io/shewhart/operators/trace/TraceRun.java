/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.trace;

import java.util.PriorityQueue;

/** What one {@link TraceAssembler#advance} works on: the trace, its state, the open deadlines. */
final class TraceRun {
    /** A call's deadline. Stale entries are recognised by their time and skipped. */
    private record CallDue(long due, SpanNode node) implements Comparable<CallDue> {
        @Override
        public int compareTo(CallDue other) {
            int order = Long.compare(due, other.due);
            // By what never changes: a richer duplicate may replace a waiting span's content.
            return order != 0 ? order : Long.compareUnsigned(node.spanId, other.node.spanId);
        }
    }

    final long high;
    final long low;
    final TraceState state;
    final TraceOutput out;
    final NameBytes names;
    final PathWriter path;
    private final PriorityQueue<CallDue> calls = new PriorityQueue<>();

    /** How the visible candidates belong together; null when spans came since. */
    CallLayers layers;

    TraceRun(
            long high,
            long low,
            TraceState state,
            TraceOutput out,
            NameBytes names,
            PathWriter path) {
        this.high = high;
        this.low = low;
        this.state = state;
        this.out = out;
        this.names = names;
        this.path = path;
        for (Segment segment : state.segments) {
            if (segment.openCalls > 0) {
                for (SpanNode node : segment.nodes) {
                    if (node.call != null && node.call.status == CallState.Status.PENDING) {
                        enqueue(node);
                    }
                }
            }
        }
    }

    void enqueue(SpanNode node) {
        calls.add(new CallDue(node.call.due, node));
    }

    /** The next deadline of a call or segment; {@link Long#MAX_VALUE} when nothing is due. */
    long nextDeadline() {
        long next = nextCallDeadline();
        for (Segment segment : state.segments) {
            next = Math.min(next, segment.nextDeadline());
        }
        return next;
    }

    /** The next call that is due by {@code deadline}; null when there is none. */
    SpanNode pollCall(long deadline) {
        return nextCallDeadline() <= deadline && !calls.isEmpty() ? calls.poll().node() : null;
    }

    long nextCallDeadline() {
        while (!calls.isEmpty()) {
            CallDue first = calls.peek();
            CallState call = first.node().call;
            if (call != null
                    && call.status == CallState.Status.PENDING
                    && call.due == first.due()) {
                return first.due();
            }
            calls.poll();
        }
        return Long.MAX_VALUE;
    }

    CallLayers layers() {
        if (layers == null) {
            layers = new CallLayers(state);
        }
        return layers;
    }
}
