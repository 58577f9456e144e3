/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.trace;

import io.shewhart.schemas.v1.LateReason;

/**
 * Takes visible spans into the state: each span once, at most {@code maxSpans} per segment, nothing
 * lost without a count or a record. What it does depends only on the spans taken in before, which
 * come in the order of {@link Arrival#compare}.
 */
final class SpanIntake {
    private final TraceSettings settings;
    private final SpanRecord scratch = new SpanRecord();

    SpanIntake(TraceSettings settings) {
        this.settings = settings;
    }

    void take(Arrival arrival, TraceRun run) {
        SpanRecord span = arrival.span;
        TraceState state = run.state;
        if (arrival.veryLate && state.segments.isEmpty()) {
            refuseTooLate(arrival, run);
            return;
        }
        if (span.chunk) {
            fold(arrival, run);
            return;
        }
        SpanNode known = state.index.get(span.spanId);
        if (known != null) {
            run.out.count(TraceCounter.DUPLICATE_SPANS, 1);
            replace(known, arrival, run);
            return;
        }
        Segment segment = segment(state);
        if (segment.refused.get(span.spanId) != null) {
            run.out.count(TraceCounter.DUPLICATE_SPANS, 1);
            return;
        }
        if (segment.nodes.size() >= settings.maxSpans()) {
            // Moves no deadline: it might as well have been refused before it got here.
            refuseOverCap(arrival, segment, run);
            return;
        }
        segment.touch(arrival.event);
        boolean late = arrival.at > TraceSettings.plus(arrival.event, settings.settle());
        SpanNode node = new SpanNode(span.spanId, arrival.event, late, segment);
        node.set(span);
        segment.add(node);
        state.index.put(node.spanId, node);
        run.out.count(TraceCounter.SPANS, 1);
        segment.amendAt(settings.tickAfter(arrival.seen));
        segment.compact = false;
        enqueue(node, arrival, run);
        schedule(segment, arrival, run);
    }

    private static void refuseTooLate(Arrival arrival, TraceRun run) {
        if (arrival.span.chunk) {
            run.out.count(TraceCounter.CHUNKS_TOO_LATE, Math.max(1, arrival.span.chunkCount));
        } else {
            run.out.lateSpan(
                    LateSpans.of(run.high, run.low, arrival, LateReason.LATE_REASON_TOO_LATE));
        }
    }

    private void refuseOverCap(Arrival arrival, Segment segment, TraceRun run) {
        run.out.lateSpan(LateSpans.of(run.high, run.low, arrival, LateReason.LATE_REASON_OVER_CAP));
        segment.capped = true;
        if (segment.refusedIds.size() < settings.maxSpans()) {
            segment.refuse(arrival.span.spanId);
        }
    }

    private void fold(Arrival arrival, TraceRun run) {
        SpanRecord span = arrival.span;
        run.out.count(TraceCounter.CHUNKS_FOLDED, Math.max(1, span.chunkCount));
        SpanNode parent = run.state.index.get(span.parentSpanId);
        Segment segment = parent != null ? parent.segment : segment(run.state);
        Fold fold = segment.foldOf.get(span.parentSpanId);
        if (segment.phase != Segment.Phase.OPEN && parent != null && !parent.isRoot()) {
            // Only the root's body times are ever told.
            return;
        }
        segment.touch(arrival.event);
        if (fold == null && segment.folds.size() < settings.maxSpans()) {
            fold = new Fold(span.parentSpanId);
            segment.foldOf.put(span.parentSpanId, fold);
            segment.folds.add(fold);
        }
        if (fold != null && fold.merge(span) && parent != null) {
            segment.amendAt(settings.tickAfter(arrival.seen));
        }
        schedule(segment, arrival, run);
    }

    /** The better content wins as long as nothing was decided on the former. */
    private void replace(SpanNode node, Arrival arrival, TraceRun run) {
        CallState before = node.call;
        boolean used =
                before != null
                        && (before.status != CallState.Status.PENDING || before.yielders != null);
        if (node.segment.phase != Segment.Phase.OPEN || used) {
            return;
        }
        node.toRecord(scratch);
        if (SpanContent.compare(arrival.span, scratch) >= 0) {
            return;
        }
        node.set(arrival.span);
        node.segment.findRoot();
        if (before != null) {
            node.segment.openCalls--;
        }
        if (before != null && node.call != null) {
            node.call.due = before.due;
            node.segment.openCalls++;
        } else {
            enqueue(node, arrival, run);
        }
        schedule(node.segment, arrival, run);
    }

    private void enqueue(SpanNode node, Arrival arrival, TraceRun run) {
        if (node.call != null) {
            long due = TraceSettings.plus(node.event, settings.settle());
            node.call.due = arrival.at <= due ? due : settings.tickAfter(arrival.seen);
            node.segment.openCalls++;
            run.enqueue(node);
        }
    }

    private static Segment segment(TraceState state) {
        Segment current = state.current();
        if (current == null || current.phase == Segment.Phase.CUT) {
            current = new Segment(current == null ? 0 : current.number + 1);
            state.segments.add(current);
        }
        return current;
    }

    /** When the open segment's summary is due, now that it holds one more span. */
    private void schedule(Segment segment, Arrival arrival, TraceRun run) {
        run.layers = null;
        if (segment.phase != Segment.Phase.OPEN) {
            return;
        }
        SpanNode root = segment.root();
        long due;
        if (root != null) {
            due = TraceSettings.plus(root.event, settings.settle());
        } else {
            due =
                    Math.min(
                            TraceSettings.plus(segment.maxEvent, settings.idleTimeout()),
                            TraceSettings.plus(segment.minEvent, settings.maxDuration()));
        }
        if (due >= arrival.at) {
            segment.due = due;
        } else if (segment.due == Long.MAX_VALUE || segment.due < arrival.at) {
            segment.due = settings.tickAfter(arrival.seen);
        }
    }
}
