/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.trace;

import java.util.List;
import java.util.function.LongConsumer;

/**
 * Assembles traces. For a given log the output is the same whatever the order in which the groups
 * of different partitions arrive, however late it is called, and however often its state was stored
 * and read in between: every deadline D sees the spans that were admitted before D and had ended by
 * D, and deadlines are worked off in order of time. Not safe for several threads.
 *
 * <p>At equal times spans are taken in first, then calls settle (by start, then span id), then
 * summaries, then segments are forgotten.
 */
public final class TraceAssembler {
    private final Arrivals arrivals;
    private final SpanIntake intake;
    private final CallSettler calls;
    private final SegmentSettler segments;
    private final TraceSettings settings;
    private final WaitingCap cap;
    private final NameBytes names = new NameBytes();
    private final PathWriter path = new PathWriter();

    public TraceAssembler(TraceSettings settings) {
        this.settings = settings;
        arrivals = new Arrivals(settings);
        cap = new WaitingCap(settings);
        intake = new SpanIntake(settings);
        calls = new CallSettler(settings);
        segments = new SegmentSettler(settings, calls);
    }

    /**
     * Tells when a new group wants {@link #advance} to be called, from the group alone. One time
     * per group is enough: each advance asks for the next.
     *
     * @param nanos takes times of the watermark, nanoseconds since the Unix epoch
     */
    public void wakeups(SpanGroup group, LongConsumer nanos) {
        nanos.accept(arrivals.attention(group));
    }

    /**
     * Cuts the groups that wait for a trace down to what its cap leaves room for. To be called when
     * more than {@link TraceSettings#waitingBytes} of them have come since the last {@link
     * #advance}.
     *
     * @return the same list, when nothing was refused
     */
    public List<SpanGroup> trim(List<SpanGroup> pending, TraceOutput out) {
        return cap.exceeded(pending) ? cap.trim(pending, out) : pending;
    }

    /**
     * Works off every deadline up to {@code now}.
     *
     * @param stateOrNull what the last call returned; changed in place
     * @param pending the trace's groups that came since, in any order
     * @param now the operator's watermark: every group with {@code admitted < now} has arrived.
     *     {@link Long#MAX_VALUE} at the end of input
     * @param wakeups takes the next time at which there is something to do
     * @return what is to be kept; null: nothing, the trace is forgotten
     */
    public TraceState advance(
            long traceHi,
            long traceLo,
            TraceState stateOrNull,
            List<SpanGroup> pending,
            long now,
            TraceOutput out,
            LongConsumer wakeups) {
        TraceState state = stateOrNull == null ? new TraceState() : stateOrNull;
        state.changed = stateOrNull == null || !pending.isEmpty();
        state.waiting.addAll(pending);
        Arrival[] visible = arrivals.take(state.waiting, now);
        if (cap.exceeded(state.waiting)) {
            List<SpanGroup> kept = cap.trim(state.waiting, out);
            if (kept != state.waiting) {
                state.waiting.clear();
                state.waiting.addAll(kept);
                state.changed = true;
            }
        }
        TraceRun run = new TraceRun(traceHi, traceLo, state, out, names, path);
        int next = 0;
        while (true) {
            long deadline = run.nextDeadline();
            if (next < visible.length && visible[next].at <= deadline) {
                state.changed = true;
                intake.take(visible[next++], run);
            } else if (deadline <= now && deadline != Long.MAX_VALUE) {
                state.changed = true;
                settle(deadline, run);
            } else {
                break;
            }
        }
        if (state.isEmpty()) {
            return null;
        }
        askAgain(state, run, wakeups);
        return state;
    }

    private void settle(long deadline, TraceRun run) {
        for (SpanNode node = run.pollCall(deadline); node != null; node = run.pollCall(deadline)) {
            calls.settle(node, deadline, run);
        }
        segments.settle(deadline, run);
    }

    private void askAgain(TraceState state, TraceRun run, LongConsumer wakeups) {
        long call = run.nextCallDeadline();
        long next = call == Long.MAX_VALUE ? call : settings.wakeFor(call);
        for (Segment segment : state.segments) {
            boolean window = segment.root() != null && segment.due != Long.MAX_VALUE;
            long own = segment.nextDeadline();
            if (own != Long.MAX_VALUE) {
                next = Math.min(next, window ? settings.wakeFor(own) : settings.wakeLazilyFor(own));
            }
        }
        for (SpanGroup group : state.waiting) {
            next = Math.min(next, arrivals.attention(group));
        }
        if (next != Long.MAX_VALUE) {
            wakeups.accept(next);
        }
    }
}
