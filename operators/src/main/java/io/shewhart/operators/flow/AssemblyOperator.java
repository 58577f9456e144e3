/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.flow;

import io.shewhart.operators.metrics.MetricScope;
import io.shewhart.operators.trace.SpanGroup;
import io.shewhart.operators.trace.TraceAssembler;
import io.shewhart.operators.trace.TraceCounter;
import io.shewhart.operators.trace.TraceOutput;
import io.shewhart.operators.trace.TraceSettings;
import io.shewhart.operators.trace.TraceState;
import io.shewhart.schemas.v1.Inference;
import io.shewhart.schemas.v1.LateSpan;
import io.shewhart.schemas.v1.TraceSummary;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Runs {@link TraceAssembler} over keyed state, one key a trace id.
 *
 * <p>State: {@code pending}, list of span groups that arrived since the last wake-up (a merge
 * without a read per group); {@code trace}, the encoded {@link TraceState} as of the last wake-up.
 * Event-time timers wake the trace; the assembler lets the deadlines of a trace share them.
 * Operator state: {@link KeyedLevels} of {@link AssemblyLevel}.
 */
public final class AssemblyOperator extends CountingOperator<Inference>
        implements OneInputStreamOperator<SpanGroup, Inference>,
                Triggerable<Key128, VoidNamespace> {
    private static final long serialVersionUID = 1L;

    private final TraceSettings settings;
    private transient TraceAssembler assembler;
    private transient ListState<SpanGroup> pending;
    private transient ValueState<byte[]> trace;
    private transient InternalTimerService<VoidNamespace> timers;
    private transient TraceOutput results;
    private transient KeyedLevels<AssemblyLevel> levels;

    public AssemblyOperator(TraceSettings settings) {
        super(MetricScope.ASSEMBLY);
        this.settings = settings;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        pending =
                context.getKeyedStateStore()
                        .getListState(
                                new ListStateDescriptor<>(
                                        "pending", ValueTypeInformation.spanGroup()));
        trace =
                context.getKeyedStateStore()
                        .getState(
                                new ValueStateDescriptor<>(
                                        "trace",
                                        PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
        levels = KeyedLevels.restore(AssemblyLevel.values(), this, context);
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        levels.snapshot();
    }

    @Override
    public void open() throws Exception {
        super.open();
        assembler = new TraceAssembler(settings);
        timers = getInternalTimerService("deadlines", VoidNamespaceSerializer.INSTANCE, this);
        results = new Results();
        levels.register(scope(), getMetricGroup());
    }

    @Override
    public void processElement(StreamRecord<SpanGroup> element) throws Exception {
        SpanGroup group = element.getValue();
        pending.add(group);
        levels.add(AssemblyLevel.PENDING_GROUPS, 1);
        levels.add(AssemblyLevel.STATE_BYTES, group.spans.length);
        assembler.wakeups(group, this::wakeAt);
    }

    @Override
    public void onEventTime(InternalTimer<Key128, VoidNamespace> timer) throws Exception {
        List<SpanGroup> groups = new ArrayList<>();
        Iterable<SpanGroup> stored = pending.get();
        if (stored != null) {
            stored.forEach(groups::add);
        }
        byte[] kept = trace.value();
        if (kept == null && groups.isEmpty()) {
            return;
        }
        TraceState before = kept == null ? null : TraceState.decode(kept);
        count(before, -1);
        TraceState after =
                assembler.advance(
                        timer.getKey().high(),
                        timer.getKey().low(),
                        before,
                        groups,
                        Instants.ofWatermark(timers.currentWatermark()),
                        results,
                        this::wakeAt);
        count(after, 1);
        if (!groups.isEmpty()) {
            pending.clear();
            forget(groups);
        }
        int length = kept == null ? 0 : kept.length;
        if (after == null) {
            trace.clear();
            levels.add(AssemblyLevel.STATE_BYTES, -length);
        } else if (after.changed()) {
            byte[] bytes = after.encode();
            trace.update(bytes);
            levels.add(AssemblyLevel.STATE_BYTES, bytes.length - length);
        }
    }

    private void forget(List<SpanGroup> groups) {
        levels.add(AssemblyLevel.PENDING_GROUPS, -groups.size());
        for (SpanGroup group : groups) {
            levels.add(AssemblyLevel.STATE_BYTES, -group.spans.length);
        }
    }

    private void count(TraceState state, int change) {
        if (state != null) {
            levels.add(
                    state.isOpen() ? AssemblyLevel.OPEN_TRACES : AssemblyLevel.SETTLED_TRACES,
                    change);
        }
    }

    @Override
    public void onProcessingTime(InternalTimer<Key128, VoidNamespace> timer) {
        throw new IllegalStateException("assembly registers no processing-time timers");
    }

    private void wakeAt(long deadlineNanos) {
        timers.registerEventTimeTimer(
                VoidNamespace.INSTANCE, Instants.millisAtOrAfter(deadlineNanos));
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
