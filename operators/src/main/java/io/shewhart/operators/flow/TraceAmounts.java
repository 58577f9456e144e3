/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.flow;

import io.shewhart.operators.trace.HotTrace;
import io.shewhart.operators.trace.SpanGroup;
import io.shewhart.operators.trace.TraceState;

/**
 * Keeps account of what a subtask of assembly holds, wherever it lies: {@link AssemblyLevel} for
 * those who watch the job, {@link PendingWatch} for what waits of one trace.
 */
final class TraceAmounts {
    private final KeyedLevels<AssemblyLevel> levels;
    private final PendingWatch watch;

    /**
     * @param waitingBytes how much of a trace may wait before somebody is to look at it
     */
    TraceAmounts(KeyedLevels<AssemblyLevel> levels, long waitingBytes) {
        this.levels = levels;
        watch = new PendingWatch(waitingBytes);
    }

    /** A group waits; true when so much does that it is time to look. */
    boolean waits(HotTrace trace, SpanGroup group) {
        addWaiting(trace, group);
        return watch.add(trace.high, trace.low, group.spans.length);
    }

    /** After a look, a group waits still. */
    void addWaiting(HotTrace trace, SpanGroup group) {
        levels.add(AssemblyLevel.PENDING_GROUPS, trace.keyGroup, 1);
        levels.add(AssemblyLevel.STATE_BYTES, trace.keyGroup, group.spans.length);
    }

    /** The pending groups of a trace wait no more. */
    void taken(HotTrace trace) {
        long bytes = 0;
        for (SpanGroup group : trace.pending()) {
            bytes += group.spans.length;
        }
        watch.taken(trace.high, trace.low, bytes);
        levels.add(AssemblyLevel.PENDING_GROUPS, trace.keyGroup, -trace.pending().size());
        levels.add(AssemblyLevel.STATE_BYTES, trace.keyGroup, -bytes);
    }

    /** The kept state of a trace takes so much more or, negative, less. */
    void addBytes(HotTrace trace, long change) {
        levels.add(AssemblyLevel.STATE_BYTES, trace.keyGroup, change);
    }

    /** A trace with a state has come (1) or gone (-1); null: it has none. */
    void addTrace(HotTrace trace, TraceState state, int change) {
        if (state != null) {
            levels.add(
                    state.isOpen() ? AssemblyLevel.OPEN_TRACES : AssemblyLevel.SETTLED_TRACES,
                    trace.keyGroup,
                    change);
        }
    }

    /** A trace that only waited to be forgotten is gone. */
    void expired(HotTrace trace, long bytes) {
        levels.add(AssemblyLevel.SETTLED_TRACES, trace.keyGroup, -1);
        addBytes(trace, -bytes);
    }
}
