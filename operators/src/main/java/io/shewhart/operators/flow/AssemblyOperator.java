/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.flow;

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
import java.util.Locale;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.runtime.state.StateInitializationContext;
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

    public AssemblyOperator(TraceSettings settings) {
        super("assembly");
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
    }

    @Override
    public void open() throws Exception {
        super.open();
        assembler = new TraceAssembler(settings);
        timers = getInternalTimerService("deadlines", VoidNamespaceSerializer.INSTANCE, this);
        results = new Results();
    }

    @Override
    public void processElement(StreamRecord<SpanGroup> element) throws Exception {
        SpanGroup group = element.getValue();
        pending.add(group);
        assembler.wakeups(group, this::wakeAt);
    }

    @Override
    public void onEventTime(InternalTimer<Key128, VoidNamespace> timer) throws Exception {
        List<SpanGroup> groups = new ArrayList<>();
        Iterable<SpanGroup> stored = pending.get();
        if (stored != null) {
            stored.forEach(groups::add);
        }
        byte[] before = trace.value();
        if (before == null && groups.isEmpty()) {
            return;
        }
        TraceState after =
                assembler.advance(
                        timer.getKey().high(),
                        timer.getKey().low(),
                        before == null ? null : TraceState.decode(before),
                        groups,
                        Instants.ofWatermark(timers.currentWatermark()),
                        results,
                        this::wakeAt);
        if (!groups.isEmpty()) {
            pending.clear();
        }
        if (after == null) {
            trace.clear();
        } else if (after.changed()) {
            trace.update(after.encode());
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

    private final class Results implements TraceOutput {
        private final StreamRecord<Inference> reuse = new StreamRecord<>(null);

        @Override
        public void inference(Inference inference) {
            count(inference);
            output.collect(reuse.replace(inference));
        }

        private void count(Inference inference) {
            tally().add(
                            inference.getRole().name().toLowerCase(Locale.ROOT).replace("role_", "")
                                    + (inference.getLate() ? "_late" : ""),
                            1);
        }

        @Override
        public void trace(TraceSummary summary) {
            tally().add(
                            summary.getRevision() == 0
                                    ? summary.getLate() ? "traces_late" : "traces"
                                    : "traces_amended",
                            1);
            side(Outputs.TRACES, summary);
        }

        @Override
        public void lateSpan(LateSpan span) {
            tally().add(
                            span.getReason()
                                    .name()
                                    .toLowerCase(Locale.ROOT)
                                    .replace("late_reason_", "spans_"),
                            1);
            side(Outputs.LATE_SPANS, span);
        }

        @Override
        public void count(TraceCounter counter, long increment) {
            tally().add(counter, increment);
        }
    }
}
