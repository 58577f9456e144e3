/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.state;

import io.shewhart.operators.flow.Instants;
import io.shewhart.operators.flow.Key128;
import io.shewhart.operators.flow.Outputs;
import io.shewhart.operators.flow.SpanGroupSerializer;
import io.shewhart.operators.trace.SpanGroup;
import io.shewhart.operators.trace.TraceAssembler;
import io.shewhart.operators.trace.TraceCounter;
import io.shewhart.operators.trace.TraceOutput;
import io.shewhart.operators.trace.TraceRecord;
import io.shewhart.operators.trace.TraceSettings;
import io.shewhart.operators.trace.TraceState;
import io.shewhart.schemas.v1.Inference;
import io.shewhart.schemas.v1.LateSpan;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * The simplest layout, for comparison: all of a trace in one value, read and written anew with
 * every group. Assembles by the same {@link TraceAssembler} as the job.
 */
final class BlobAssembly extends KeyedProcessFunction<Key128, SpanGroup, Inference> {
    private static final long serialVersionUID = 1L;

    private final TraceSettings settings;
    private transient TraceAssembler assembler;
    private transient ValueState<byte[]> blob;
    private transient DataOutputSerializer out;

    BlobAssembly(TraceSettings settings) {
        this.settings = settings;
    }

    @Override
    public void open(OpenContext context) {
        assembler = new TraceAssembler(settings);
        out = new DataOutputSerializer(4096);
        blob =
                getRuntimeContext()
                        .getState(
                                new ValueStateDescriptor<>(
                                        "blob",
                                        PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
    }

    @Override
    public void processElement(SpanGroup group, Context context, Collector<Inference> collector)
            throws Exception {
        List<SpanGroup> pending = new ArrayList<>();
        byte[] kept = read(blob.value(), pending);
        pending.add(group);
        blob.update(write(kept, pending));
        assembler.wakeups(
                group,
                nanos ->
                        context.timerService()
                                .registerEventTimeTimer(Instants.millisAtOrAfter(nanos)));
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Inference> collector)
            throws Exception {
        byte[] before = blob.value();
        if (before == null) {
            return;
        }
        List<SpanGroup> pending = new ArrayList<>();
        byte[] kept = read(before, pending);
        long mark = context.timerService().currentWatermark();
        TraceState after =
                assembler.advance(
                        context.getCurrentKey().high(),
                        context.getCurrentKey().low(),
                        kept == null ? null : TraceState.decode(kept),
                        pending,
                        Instants.ofWatermark(mark),
                        new Results(context, collector),
                        nanos ->
                                context.timerService()
                                        .registerEventTimeTimer(Instants.millisAtOrAfter(nanos)));
        if (after == null) {
            blob.clear();
        } else {
            blob.update(write(after.encode(), List.of()));
        }
    }

    private static byte[] read(byte[] bytes, List<SpanGroup> pending) throws Exception {
        if (bytes == null) {
            return null;
        }
        DataInputDeserializer in = new DataInputDeserializer(bytes);
        int length = in.readInt();
        byte[] kept = length < 0 ? null : new byte[length];
        if (kept != null) {
            in.readFully(kept);
        }
        while (in.available() > 0) {
            pending.add(SpanGroupSerializer.INSTANCE.deserialize(in));
        }
        return kept;
    }

    private byte[] write(byte[] kept, List<SpanGroup> pending) throws Exception {
        out.clear();
        out.writeInt(kept == null ? -1 : kept.length);
        if (kept != null) {
            out.write(kept);
        }
        for (SpanGroup group : pending) {
            SpanGroupSerializer.INSTANCE.serialize(group, out);
        }
        return out.getCopyOfBuffer();
    }

    private record Results(
            KeyedProcessFunction<Key128, SpanGroup, Inference>.Context context,
            Collector<Inference> collector)
            implements TraceOutput {
        @Override
        public void inference(Inference inference) {
            collector.collect(inference);
        }

        @Override
        public void trace(TraceRecord trace) {
            context.output(Outputs.TRACES, trace);
        }

        @Override
        public void lateSpan(LateSpan span) {
            context.output(Outputs.LATE_SPANS, span);
        }

        @Override
        public void count(TraceCounter counter, long increment) {}
    }
}
