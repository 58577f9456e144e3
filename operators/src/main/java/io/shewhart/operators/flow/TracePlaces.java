/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.flow;

import io.shewhart.operators.trace.HotTrace;
import io.shewhart.operators.trace.TraceTable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.KeyGroupStatePartitionStreamProvider;
import org.apache.flink.runtime.state.KeyedStateCheckpointOutputStream;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.InternalTimerService;

/**
 * Where the traces of a subtask lie.
 *
 * <p>Most traces begin and end between two checkpoints, or a few. They lie on the heap ({@link
 * TraceTable}) and never touch the state backend; a checkpoint writes them as raw keyed state
 * ({@link HotTraceCodec}). Into keyed state ({@link ColdTraces}) go those that are settled and were
 * there for {@link TraceTable#OLD} checkpoints, so that each of them is written a few times and not
 * with every checkpoint; and, when the heap holds more than its share, those that are to be woken
 * last. Not sooner: while a backlog is worked off, a trace is forgotten within a few checkpoints,
 * and a round trip through the state backend costs more than all else that is done for it. A trace
 * on the heap may have more in keyed state; it is loaded before it is advanced.
 */
final class TracePlaces {
    /** However much is allowed, a subtask takes no more of the heap than one part of so many. */
    private static final int HEAP_SHARE = 8;

    private final Consumer<Object> currentKey;
    private final InternalTimerService<VoidNamespace> timers;
    private final int keyGroups;
    private final KeyGroupRange range;
    private final long limit;
    private final TraceTable table = new TraceTable();
    private final HotTraceCodec codec = new HotTraceCodec();
    private final ColdTraces cold;

    /**
     * The places of a subtask, empty.
     *
     * @param heapBytes memory that traces may take on the heap
     * @param timers wake those that are not there
     * @param currentKey sets the key whose keyed state is used
     */
    TracePlaces(
            long heapBytes,
            TaskInfo task,
            StateInitializationContext context,
            InternalTimerService<VoidNamespace> timers,
            Consumer<Object> currentKey) {
        this.currentKey = currentKey;
        this.timers = timers;
        keyGroups = task.getMaxNumberOfParallelSubtasks();
        range =
                KeyGroupRangeAssignment.computeKeyGroupRangeForOperatorIndex(
                        keyGroups,
                        task.getNumberOfParallelSubtasks(),
                        task.getIndexOfThisSubtask());
        limit = Math.min(heapBytes, Runtime.getRuntime().maxMemory() / HEAP_SHARE);
        cold = new ColdTraces(context.getKeyedStateStore(), range);
    }

    /** Takes back what a checkpoint holds. */
    void restore(StateInitializationContext context) throws Exception {
        // Of a key group that nobody wrote, an older job may have left any number.
        range.forEach(group -> cold.restoreCount(group, ColdTraces.UNKNOWN));
        for (KeyGroupStatePartitionStreamProvider piece : context.getRawKeyedStateInputs()) {
            int group = piece.getKeyGroupId();
            cold.restoreCount(group, HotTraceCodec.read(group, piece.getStream(), table));
            // At a lower parallelism there may be more than this subtask may take.
            shrink();
        }
    }

    /** Puts everything on the heap into a checkpoint; what is old and settled leaves it. */
    void snapshot(StateSnapshotContext context) throws Exception {
        int first = range.getStartKeyGroup();
        List<HotTrace> old = new ArrayList<>();
        List<List<HotTrace>> groups = new ArrayList<>();
        range.forEach(group -> groups.add(new ArrayList<>()));
        // Once through memory, which costs more than all that is done with what is found there.
        table.forEach(
                trace -> {
                    boolean leaves = table.isOld(trace) && trace.expires();
                    (leaves ? old : groups.get(trace.keyGroup - first)).add(trace);
                });
        for (HotTrace trace : old) {
            cool(trace);
        }
        table.newGeneration();
        KeyedStateCheckpointOutputStream out = context.getRawKeyedOperatorStateOutput();
        for (int group : range) {
            out.startNewKeyGroup(group);
            codec.write(groups.get(group - first), cold.count(group), out);
        }
    }

    /** The traces on the heap. */
    TraceTable heap() {
        return table;
    }

    /** The trace of an id, taken onto the heap if it was not there. */
    HotTrace take(long high, long low) {
        HotTrace trace = table.find(high, low);
        if (trace == null) {
            int group = KeyGroupRangeAssignment.assignToKeyGroup(new Key128(high, low), keyGroups);
            trace = new HotTrace(high, low, group);
            trace.setElsewhere(cold.count(group) > 0);
            table.add(trace);
        }
        return trace;
    }

    /** Afterwards all of a trace is on the heap. */
    void load(HotTrace trace) throws Exception {
        if (trace.elsewhere()) {
            currentKey.accept(new Key128(trace.high, trace.low));
            cold.load(trace);
            trace.setElsewhere(false);
        }
    }

    /** Afterwards all groups that wait for a trace are on the heap. */
    void loadPending(HotTrace trace) throws Exception {
        if (trace.elsewhere()) {
            currentKey.accept(new Key128(trace.high, trace.low));
            cold.loadPending(trace);
        }
    }

    /** Moves traces into keyed state when the heap holds more than it may. */
    void shrink() throws Exception {
        if (table.bytes() <= limit) {
            return;
        }
        while (table.bytes() > limit - limit / 8) {
            List<HotTrace> last = table.pollLast();
            if (last.isEmpty()) {
                return;
            }
            for (HotTrace trace : last) {
                cool(trace);
            }
        }
    }

    private void cool(HotTrace trace) throws Exception {
        currentKey.accept(new Key128(trace.high, trace.low));
        cold.store(trace, timers);
        table.remove(trace);
    }
}
