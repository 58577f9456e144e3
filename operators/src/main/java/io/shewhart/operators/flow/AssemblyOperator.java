/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.flow;

import io.shewhart.operators.metrics.MetricScope;
import io.shewhart.operators.trace.HotTrace;
import io.shewhart.operators.trace.SpanGroup;
import io.shewhart.operators.trace.TraceAssembler;
import io.shewhart.operators.trace.TraceCounter;
import io.shewhart.operators.trace.TraceOutput;
import io.shewhart.operators.trace.TraceSettings;
import io.shewhart.operators.trace.TraceState;
import io.shewhart.operators.trace.TraceTable;
import io.shewhart.schemas.v1.Inference;
import io.shewhart.schemas.v1.LateSpan;
import io.shewhart.schemas.v1.TraceSummary;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.KeyGroupStatePartitionStreamProvider;
import org.apache.flink.runtime.state.KeyedStateCheckpointOutputStream;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Runs {@link TraceAssembler}, one key a trace id.
 *
 * <p>Most traces begin and end between two checkpoints, or a few. They lie on the heap ({@link
 * TraceTable}) and never touch the state backend; a checkpoint writes them as raw keyed state
 * ({@link HotTraceCodec}). Into keyed state ({@link ColdTraces}) go those that are settled and were
 * there at the checkpoint before, so that a checkpoint writes each of them once; and, when the heap
 * holds more than its share, those that are to be woken last. A trace on the heap may have more in
 * keyed state; it is loaded before it is advanced.
 *
 * <p>Operator state: {@link KeyedLevels} of {@link AssemblyLevel}.
 */
public final class AssemblyOperator extends CountingOperator<Inference>
        implements OneInputStreamOperator<SpanGroup, Inference>,
                Triggerable<Key128, VoidNamespace> {
    private static final long serialVersionUID = 1L;

    /** However much is allowed, a subtask takes no more of the heap than one part of so many. */
    private static final int HEAP_SHARE = 8;

    private final TraceSettings settings;
    private final long heapBytes;
    private transient TraceAssembler assembler;
    private transient TraceTable traces;
    private transient ColdTraces cold;
    private transient HotTraceCodec codec;
    private transient InternalTimerService<VoidNamespace> timers;
    private transient TraceOutput results;
    private transient PendingWatch watch;
    private transient KeyedLevels<AssemblyLevel> levels;
    private transient int keyGroups;
    private transient KeyGroupRange range;
    private transient long limit;
    private transient long wake;

    /**
     * An operator.
     *
     * @param heapBytes memory that the traces of a subtask may take on the heap
     */
    public AssemblyOperator(TraceSettings settings, long heapBytes) {
        super(MetricScope.ASSEMBLY);
        this.settings = settings;
        this.heapBytes = heapBytes;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        TaskInfo task = getRuntimeContext().getTaskInfo();
        keyGroups = task.getMaxNumberOfParallelSubtasks();
        range =
                KeyGroupRangeAssignment.computeKeyGroupRangeForOperatorIndex(
                        keyGroups,
                        task.getNumberOfParallelSubtasks(),
                        task.getIndexOfThisSubtask());
        limit = Math.min(heapBytes, Runtime.getRuntime().maxMemory() / HEAP_SHARE);
        timers = getInternalTimerService("deadlines", VoidNamespaceSerializer.INSTANCE, this);
        traces = new TraceTable();
        cold = new ColdTraces(context.getKeyedStateStore(), range);
        codec = new HotTraceCodec();
        levels = KeyedLevels.restore(AssemblyLevel.values(), this, context);
        if (context.isRestored()) {
            // Of a key group that nobody wrote, an older job may have left any number.
            range.forEach(group -> cold.restoreCount(group, ColdTraces.UNKNOWN));
            for (KeyGroupStatePartitionStreamProvider piece : context.getRawKeyedStateInputs()) {
                int group = piece.getKeyGroupId();
                cold.restoreCount(group, HotTraceCodec.read(group, piece.getStream(), traces));
                // At a lower parallelism there may be more than this subtask may take.
                shrink();
            }
        }
    }

    @Override
    protected boolean isUsingCustomRawKeyedState() {
        return true;
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        List<HotTrace> old = new ArrayList<>();
        traces.forEach(
                trace -> {
                    if (trace.expires() && traces.isOld(trace)) {
                        old.add(trace);
                    }
                });
        for (HotTrace trace : old) {
            cool(trace);
        }
        traces.newGeneration();
        List<List<HotTrace>> groups =
                HotTraceCodec.byKeyGroup(
                        traces, range.getStartKeyGroup(), range.getNumberOfKeyGroups());
        KeyedStateCheckpointOutputStream out = context.getRawKeyedOperatorStateOutput();
        for (int group : range) {
            out.startNewKeyGroup(group);
            codec.write(groups.get(group - range.getStartKeyGroup()), cold.count(group), out);
        }
        levels.snapshot();
    }

    @Override
    public void open() throws Exception {
        super.open();
        assembler = new TraceAssembler(settings);
        watch = new PendingWatch(settings.waitingBytes());
        results = new Results();
        levels.register(scope(), getMetricGroup());
    }

    /** The key is set where keyed state is used, and nowhere else. */
    @Override
    @SuppressWarnings("rawtypes") // as it is declared
    public void setKeyContextElement1(StreamRecord record) {}

    @Override
    public void processElement(StreamRecord<SpanGroup> element) throws Exception {
        SpanGroup group = element.getValue();
        HotTrace trace = traces.find(group.traceIdHigh, group.traceIdLow);
        if (trace == null) {
            trace = warm(group.traceIdHigh, group.traceIdLow);
        }
        trace.add(group);
        traces.changed(trace);
        levels.add(AssemblyLevel.PENDING_GROUPS, trace.keyGroup, 1);
        levels.add(AssemblyLevel.STATE_BYTES, trace.keyGroup, group.spans.length);
        if (watch.add(trace.high, trace.low, group.spans.length)) {
            trimPending(trace);
        }
        wake = HotTrace.NEVER;
        assembler.wakeups(group, this::wakeAt);
        traces.wakeBy(trace, wake);
        shrink();
    }

    private HotTrace warm(long high, long low) {
        int group = KeyGroupRangeAssignment.assignToKeyGroup(new Key128(high, low), keyGroups);
        HotTrace trace = new HotTrace(high, low, group);
        trace.setElsewhere(cold.count(group) > 0);
        traces.add(trace);
        return trace;
    }

    private void shrink() throws Exception {
        if (traces.bytes() <= limit) {
            return;
        }
        while (traces.bytes() > limit - limit / 8) {
            List<HotTrace> last = traces.pollLast();
            if (last.isEmpty()) {
                return;
            }
            for (HotTrace trace : last) {
                cool(trace);
            }
        }
    }

    private void cool(HotTrace trace) throws Exception {
        setCurrentKey(new Key128(trace.high, trace.low));
        cold.store(trace, timers);
        traces.remove(trace);
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        long now = Instants.ofWatermark(mark.getTimestamp());
        for (HotTrace trace = traces.pollDue(mark.getTimestamp());
                trace != null;
                trace = traces.pollDue(mark.getTimestamp())) {
            advance(trace, now);
        }
        super.processWatermark(mark);
        shrink();
    }

    @Override
    public void onEventTime(InternalTimer<Key128, VoidNamespace> timer) throws Exception {
        Key128 key = timer.getKey();
        HotTrace trace = traces.find(key.high(), key.low());
        if (trace == null) {
            trace = warm(key.high(), key.low());
        } else if (!trace.elsewhere()) {
            // It was loaded since, and is woken by its own time.
            return;
        }
        advance(trace, Instants.ofWatermark(timers.currentWatermark()));
    }

    private void advance(HotTrace trace, long now) throws Exception {
        traces.unqueue(trace);
        if (trace.elsewhere()) {
            setCurrentKey(new Key128(trace.high, trace.low));
            cold.load(trace);
            trace.setElsewhere(false);
        }
        byte[] kept = trace.kept();
        int length = kept == null ? 0 : kept.length;
        if (trace.expires() || (kept == null && trace.pending().isEmpty())) {
            levels.add(AssemblyLevel.SETTLED_TRACES, trace.keyGroup, kept == null ? 0 : -1);
            levels.add(AssemblyLevel.STATE_BYTES, trace.keyGroup, -length);
            traces.remove(trace);
            return;
        }
        TraceState before = kept == null ? null : TraceState.decode(kept);
        count(trace, before, -1);
        wake = HotTrace.NEVER;
        TraceState after =
                assembler.advance(
                        trace.high, trace.low, before, trace.pending(), now, results, this::wakeAt);
        count(trace, after, 1);
        forget(trace);
        if (after == null) {
            levels.add(AssemblyLevel.STATE_BYTES, trace.keyGroup, -length);
            traces.remove(trace);
            return;
        }
        byte[] bytes = after.changed() ? after.encode() : kept;
        levels.add(AssemblyLevel.STATE_BYTES, trace.keyGroup, bytes.length - length);
        trace.keep(bytes, !after.isOpen(), after.onlyExpires());
        traces.changed(trace);
        traces.wakeBy(trace, wake);
    }

    private void trimPending(HotTrace trace) throws Exception {
        if (trace.elsewhere()) {
            setCurrentKey(new Key128(trace.high, trace.low));
            cold.loadPending(trace);
        }
        List<SpanGroup> groups = trace.pending();
        List<SpanGroup> kept = assembler.trim(groups, results);
        if (kept != groups) {
            forget(trace);
            trace.await(kept);
            levels.add(AssemblyLevel.PENDING_GROUPS, trace.keyGroup, kept.size());
            for (SpanGroup group : kept) {
                levels.add(AssemblyLevel.STATE_BYTES, trace.keyGroup, group.spans.length);
            }
        }
        traces.changed(trace);
    }

    private void forget(HotTrace trace) {
        long bytes = 0;
        for (SpanGroup group : trace.pending()) {
            bytes += group.spans.length;
        }
        watch.taken(trace.high, trace.low, bytes);
        levels.add(AssemblyLevel.PENDING_GROUPS, trace.keyGroup, -trace.pending().size());
        levels.add(AssemblyLevel.STATE_BYTES, trace.keyGroup, -bytes);
    }

    private void count(HotTrace trace, TraceState state, int change) {
        if (state != null) {
            levels.add(
                    state.isOpen() ? AssemblyLevel.OPEN_TRACES : AssemblyLevel.SETTLED_TRACES,
                    trace.keyGroup,
                    change);
        }
    }

    @Override
    public void onProcessingTime(InternalTimer<Key128, VoidNamespace> timer) {
        throw new IllegalStateException("assembly registers no processing-time timers");
    }

    private void wakeAt(long deadlineNanos) {
        wake = Math.min(wake, Instants.millisAtOrAfter(deadlineNanos));
    }

    /** Traces on the heap. */
    int held() {
        return traces.size();
    }

    /** What the subtask holds. */
    KeyedLevels<AssemblyLevel> levels() {
        return levels;
    }

    private final class Results implements TraceOutput {
        private final StreamRecord<Inference> reuse = new StreamRecord<>(null);

        @Override
        public void inference(Inference inference) {
            count(inference);
            output.collect(reuse.replace(inference));
        }

        private void count(Inference inference) {
            tally().add(AssemblyMetric.of(inference.getRole(), inference.getLate()), 1);
        }

        @Override
        public void trace(TraceSummary summary) {
            tally().add(AssemblyMetric.of(summary), 1);
            side(Outputs.TRACES, summary);
        }

        @Override
        public void lateSpan(LateSpan span) {
            tally().add(AssemblyMetric.of(span.getReason()), 1);
            side(Outputs.LATE_SPANS, span);
        }

        @Override
        public void count(TraceCounter counter, long increment) {
            tally().add(counter, increment);
        }
    }
}
