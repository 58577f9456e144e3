/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.flow;

import io.shewhart.operators.trace.HotTrace;
import io.shewhart.operators.trace.SpanGroup;
import io.shewhart.operators.trace.TraceState;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.InternalTimerService;

/**
 * Traces that do not lie on the heap, in keyed state: {@code pending}, list of span groups; {@code
 * trace}, the encoded {@link TraceState}; a timer of {@code deadlines} at which the trace is to be
 * woken. What is loaded is no longer here, its timer excepted.
 *
 * <p>Counts, by key group, the traces that it may hold, never too few: where it holds none, nobody
 * needs to ask the state backend, which is the way of nearly all traces.
 */
final class ColdTraces {
    /** Nobody has counted: the state is that of a job that did not. */
    static final long UNKNOWN = Long.MAX_VALUE / 2;

    private final ListState<SpanGroup> pending;
    private final ValueState<byte[]> trace;
    private final KeyGroupRange range;
    private final long[] counts;

    ColdTraces(KeyedStateStore states, KeyGroupRange range) {
        this.range = range;
        counts = new long[range.getNumberOfKeyGroups()];
        pending =
                states.getListState(
                        new ListStateDescriptor<>("pending", ValueTypeInformation.spanGroup()));
        trace =
                states.getState(
                        new ValueStateDescriptor<>(
                                "trace", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
    }

    /** Traces that a key group may hold here. */
    long count(int keyGroup) {
        return counts[keyGroup - range.getStartKeyGroup()];
    }

    /** Sets what {@link #count} said when the state was stored. */
    void restoreCount(int keyGroup, long count) {
        counts[keyGroup - range.getStartKeyGroup()] = count;
    }

    /** Moves a trace in here that is, or will be, no longer on the heap; it is the current key. */
    void store(HotTrace hot, InternalTimerService<VoidNamespace> timers) throws Exception {
        if (hot.kept() != null) {
            trace.update(hot.kept());
        }
        if (!hot.pending().isEmpty()) {
            pending.addAll(hot.pending());
        }
        if (hot.wakeMillis() != HotTrace.NEVER) {
            timers.registerEventTimeTimer(VoidNamespace.INSTANCE, hot.wakeMillis());
        }
        counts[hot.keyGroup - range.getStartKeyGroup()]++;
    }

    /** Moves what is here of a trace onto the heap, before what is there; it is the current key. */
    void load(HotTrace hot) throws Exception {
        byte[] kept = trace.value();
        List<SpanGroup> groups = takePending();
        if (kept != null) {
            trace.clear();
        }
        if (kept != null || !groups.isEmpty()) {
            counts[hot.keyGroup - range.getStartKeyGroup()]--;
        }
        groups.addAll(hot.pending());
        hot.keep(kept, false, false);
        groups.forEach(hot::add);
    }

    /**
     * Moves only the groups that wait here onto the heap, before those that wait there; the kept
     * state and the timer stay, so the trace remains one that has more here.
     */
    void loadPending(HotTrace hot) throws Exception {
        List<SpanGroup> groups = takePending();
        if (!groups.isEmpty()) {
            groups.addAll(hot.pending());
            hot.await(groups);
        }
    }

    private List<SpanGroup> takePending() throws Exception {
        List<SpanGroup> groups = new ArrayList<>();
        Iterable<SpanGroup> stored = pending.get();
        if (stored != null) {
            stored.forEach(groups::add);
        }
        if (!groups.isEmpty()) {
            pending.clear();
        }
        return groups;
    }
}
