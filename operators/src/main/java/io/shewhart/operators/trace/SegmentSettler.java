/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.trace;

import io.shewhart.schemas.v1.SettleReason;
import java.util.ArrayList;
import java.util.List;

/** Settles, amends and forgets segments at their deadlines. */
final class SegmentSettler {
    private final TraceSettings settings;
    private final CallSettler calls;

    SegmentSettler(TraceSettings settings, CallSettler calls) {
        this.settings = settings;
        this.calls = calls;
    }

    /** Does what is due at {@code deadline}: first summaries, then what is forgotten. */
    void settle(long deadline, TraceRun run) {
        for (Segment segment : new ArrayList<>(run.state.segments)) {
            if (segment.due <= deadline) {
                segment.due = Long.MAX_VALUE;
                summarize(segment, deadline, run);
            } else if (segment.amendDue <= deadline) {
                segment.amendDue = Long.MAX_VALUE;
                amend(segment, deadline, run);
            }
            compact(run.state);
            if (segment.retentionEnd() <= deadline) {
                run.state.forget(segment);
                run.layers = null;
            }
        }
    }

    private void summarize(Segment segment, long deadline, TraceRun run) {
        if (segment.nodes.isEmpty()) {
            // Nothing but chunk entries and refused spans: there is nothing to tell.
            run.state.forget(segment);
            return;
        }
        boolean cut =
                TraceSettings.plus(segment.minEvent, settings.maxDuration())
                        < TraceSettings.plus(segment.maxEvent, settings.idleTimeout());
        if (segment.root() != null) {
            segment.reason = SettleReason.SETTLE_REASON_ROOT;
        } else if (cut) {
            segment.reason = SettleReason.SETTLE_REASON_MAX_DURATION;
            run.out.count(TraceCounter.SEGMENTS_CUT, 1);
        } else {
            segment.reason = SettleReason.SETTLE_REASON_IDLE;
            run.out.count(TraceCounter.ROOTLESS, 1);
        }
        boolean part = segment.reason == SettleReason.SETTLE_REASON_MAX_DURATION;
        segment.phase = part ? Segment.Phase.CUT : Segment.Phase.SETTLED;
        emit(segment, deadline, run);
    }

    private void amend(Segment segment, long deadline, TraceRun run) {
        run.out.count(TraceCounter.AMENDMENTS, 1);
        emit(segment, deadline, run);
    }

    private void emit(Segment segment, long deadline, TraceRun run) {
        if (segment.openCalls > 0) {
            for (SpanNode node : segment.nodes) {
                if (node.call != null && node.call.status == CallState.Status.PENDING) {
                    calls.preview(node, run);
                }
            }
        }
        run.out.trace(TraceSummarizer.summarize(run, segment));
        segment.revision++;
        segment.retainedUntil =
                Math.max(segment.retainedUntil, TraceSettings.plus(deadline, settings.retention()));
    }

    /** Drops what only open decisions need, once the whole trace has none. */
    private static void compact(TraceState state) {
        for (Segment segment : state.segments) {
            if (segment.phase == Segment.Phase.OPEN || segment.openCalls > 0) {
                return;
            }
        }
        for (Segment segment : state.segments) {
            if (!segment.compact && !segment.nodes.isEmpty()) {
                compact(segment, state);
                segment.compact = true;
            }
        }
    }

    private static void compact(Segment segment, TraceState state) {
        SpanNode subject = TraceSummarizer.subject(segment);
        for (SpanNode node : segment.nodes) {
            node.flags = 0;
            if (node != subject) {
                node.serviceVersion = null;
                node.environment = null;
            }
            if (node.call != null) {
                node.call.facts = null;
                node.call.yielders = null;
            }
        }
        List<Fold> kept = new ArrayList<>();
        for (Fold fold : segment.folds) {
            SpanNode parent = state.index.get(fold.parentSpanId);
            if (parent == null || parent == segment.root()) {
                kept.add(fold);
            }
        }
        segment.folds.clear();
        segment.foldOf.clear();
        for (Fold fold : kept) {
            segment.folds.add(fold);
            segment.foldOf.put(fold.parentSpanId, fold);
        }
    }
}
