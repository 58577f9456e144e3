/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.flow;

import io.shewhart.operators.metrics.MetricScope;
import io.shewhart.operators.trace.HotTrace;
import io.shewhart.operators.trace.SpanGroup;
import io.shewhart.operators.trace.TraceAssembler;
import io.shewhart.operators.trace.TraceCodec;
import io.shewhart.operators.trace.TraceOutput;
import io.shewhart.operators.trace.TraceSettings;
import io.shewhart.operators.trace.TraceState;
import io.shewhart.schemas.v1.Inference;
import java.util.List;
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
 * Runs {@link TraceAssembler}, one key a trace id. Traces lie in {@link TracePlaces}; operator
 * state: {@link KeyedLevels} of {@link AssemblyLevel}.
 */
public final class AssemblyOperator extends CountingOperator<Inference>
        implements OneInputStreamOperator<SpanGroup, Inference>,
                Triggerable<Key128, VoidNamespace> {
    private static final long serialVersionUID = 1L;

    private final TraceSettings settings;
    private final long heapBytes;
    private transient TraceAssembler assembler;
    private transient TraceCodec codec;
    private transient TracePlaces places;
    private transient TraceAmounts amounts;
    private transient KeyedLevels<AssemblyLevel> levels;
    private transient InternalTimerService<VoidNamespace> timers;
    private transient TraceOutput results;
    private transient ArrivedGroups arrived;
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
        timers = getInternalTimerService("deadlines", VoidNamespaceSerializer.INSTANCE, this);
        places =
                new TracePlaces(
                        heapBytes,
                        getRuntimeContext().getTaskInfo(),
                        context,
                        timers,
                        this::setCurrentKey);
        levels = KeyedLevels.restore(AssemblyLevel.values(), this, context);
        amounts = new TraceAmounts(levels, settings.waitingBytes());
        if (context.isRestored()) {
            places.restore(context);
        }
    }

    @Override
    protected boolean isUsingCustomRawKeyedState() {
        return true;
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        places.snapshot(context);
        levels.snapshot();
    }

    @Override
    public void open() throws Exception {
        super.open();
        assembler = new TraceAssembler(settings);
        codec = new TraceCodec();
        results = new AssemblyResults(output, tally());
        arrived = new ArrivedGroups();
        levels.register(scope(), getMetricGroup());
    }

    /** The key is set where keyed state is used, and nowhere else. */
    @Override
    @SuppressWarnings("rawtypes") // as it is declared
    public void setKeyContextElement1(StreamRecord record) {}

    @Override
    public void processElement(StreamRecord<SpanGroup> element) throws Exception {
        if (arrived.add(element.getValue())) {
            takeArrived();
        }
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        takeArrived();
        super.prepareSnapshotPreBarrier(checkpointId);
    }

    @Override
    public void finish() throws Exception {
        takeArrived();
        super.finish();
    }

    private void takeArrived() throws Exception {
        arrived.findTraces(places.heap());
        for (int i = 0; i < arrived.count(); i++) {
            SpanGroup group = arrived.group(i);
            HotTrace trace = arrived.trace(i);
            if (trace == null || trace.isGone()) {
                trace = places.take(group.traceIdHigh, group.traceIdLow);
            }
            addTo(trace, group);
        }
        arrived.clear();
    }

    private void addTo(HotTrace trace, SpanGroup group) throws Exception {
        trace.add(group);
        places.heap().changed(trace);
        if (amounts.waits(trace, group)) {
            trimPending(trace);
        }
        wake = HotTrace.NEVER;
        assembler.wakeups(group, this::wakeAt);
        places.heap().wakeBy(trace, wake);
        places.shrink();
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        takeArrived();
        long now = Instants.ofWatermark(mark.getTimestamp());
        for (HotTrace trace = places.heap().pollDue(mark.getTimestamp());
                trace != null;
                trace = places.heap().pollDue(mark.getTimestamp())) {
            advance(trace, now);
        }
        super.processWatermark(mark);
        places.shrink();
    }

    @Override
    public void onEventTime(InternalTimer<Key128, VoidNamespace> timer) throws Exception {
        Key128 key = timer.getKey();
        HotTrace trace = places.heap().find(key.high(), key.low());
        if (trace != null && !trace.elsewhere()) {
            // It was loaded since, and is woken by its own time.
            return;
        }
        advance(
                places.take(key.high(), key.low()),
                Instants.ofWatermark(timers.currentWatermark()));
    }

    private void advance(HotTrace trace, long now) throws Exception {
        places.heap().unqueue(trace);
        places.load(trace);
        byte[] kept = trace.kept();
        int length = kept == null ? 0 : kept.length;
        if (kept == null && trace.pending().isEmpty()) {
            places.heap().remove(trace);
            return;
        }
        if (trace.expires()) {
            amounts.expired(trace, length);
            places.heap().remove(trace);
            return;
        }
        TraceState before = kept == null ? null : codec.decode(kept);
        amounts.addTrace(trace, before, -1);
        wake = HotTrace.NEVER;
        TraceState after =
                assembler.advance(
                        trace.high, trace.low, before, trace.pending(), now, results, this::wakeAt);
        amounts.addTrace(trace, after, 1);
        amounts.taken(trace);
        if (after == null) {
            amounts.addBytes(trace, -length);
            places.heap().remove(trace);
            return;
        }
        byte[] bytes = after.changed() ? codec.encode(after) : kept;
        amounts.addBytes(trace, bytes.length - length);
        trace.keep(bytes, !after.isOpen(), after.onlyExpires());
        places.heap().changed(trace);
        places.heap().wakeBy(trace, wake);
    }

    private void trimPending(HotTrace trace) throws Exception {
        places.loadPending(trace);
        List<SpanGroup> groups = trace.pending();
        List<SpanGroup> kept = assembler.trim(groups, results);
        if (kept != groups) {
            amounts.taken(trace);
            trace.await(kept);
            kept.forEach(group -> amounts.addWaiting(trace, group));
        }
        places.heap().changed(trace);
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
        return places.heap().size();
    }

    /** What the subtask holds. */
    KeyedLevels<AssemblyLevel> levels() {
        return levels;
    }
}
