/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.flow;

import io.shewhart.operators.trace.SpanGroup;
import io.shewhart.operators.trace.TraceSettings;
import io.shewhart.schemas.v1.Inference;
import io.shewhart.schemas.v1.QualityCount;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.TestableKeyedStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/** One subtask of an operator as production runs it: RocksDB and object reuse. */
final class Rig<I, O> implements AutoCloseable {
    private static final int KEY_GROUPS = 128;

    private final OneInputStreamOperatorTestHarness<I, O> harness;
    private long checkpoints;

    private Rig(
            OneInputStreamOperatorTestHarness<I, O> harness,
            TypeSerializer<O> out,
            OperatorSubtaskState state)
            throws Exception {
        this.harness = harness;
        harness.getExecutionConfig().enableObjectReuse();
        harness.setStateBackend(new EmbeddedRocksDBStateBackend());
        harness.setup(out);
        if (state != null) {
            harness.initializeState(state);
        }
        harness.open();
    }

    /** Subtask {@code index} of {@code parallelism}, from its part of a state or null. */
    static <I, O> Rig<I, O> open(
            OneInputStreamOperator<I, O> operator,
            TypeInformation<O> out,
            int parallelism,
            int index,
            OperatorSubtaskState state)
            throws Exception {
        return new Rig<>(
                new OneInputStreamOperatorTestHarness<>(operator, KEY_GROUPS, parallelism, index),
                out.createSerializer(null),
                state);
    }

    /** The same for an operator over keyed state. */
    static <K, I, O> Rig<I, O> keyed(
            OneInputStreamOperator<I, O> operator,
            KeySelector<I, K> selector,
            TypeInformation<K> key,
            TypeInformation<O> out,
            int parallelism,
            int index,
            OperatorSubtaskState state)
            throws Exception {
        return new Rig<>(
                new KeyedOneInputStreamOperatorTestHarness<>(
                        operator, selector, key, KEY_GROUPS, parallelism, index),
                out.createSerializer(null),
                state);
    }

    /**
     * The same for assembly.
     *
     * @param heap memory that its traces may take on the heap
     */
    static Rig<SpanGroup, Inference> assembly(
            TraceSettings settings,
            long heap,
            int parallelism,
            int index,
            OperatorSubtaskState state)
            throws Exception {
        return keyed(
                new AssemblyOperator(settings, heap),
                group -> new Key128(group.traceIdHigh, group.traceIdLow),
                ValueTypeInformation.key128(),
                ValueTypeInformation.proto(Inference.getDefaultInstance()),
                parallelism,
                index,
                state);
    }

    /** The part of a whole state that one subtask gets after rescaling. */
    static OperatorSubtaskState part(OperatorSubtaskState whole, int from, int to, int index) {
        return AbstractStreamOperatorTestHarness.repartitionOperatorState(
                whole, KEY_GROUPS, from, to, index);
    }

    Rig<I, O> send(I value) throws Exception {
        harness.processElement(new StreamRecord<>(value));
        return this;
    }

    Rig<I, O> watermark(long millis) throws Exception {
        harness.processWatermark(millis);
        return this;
    }

    Rig<I, O> endOfTime() throws Exception {
        return watermark(Long.MAX_VALUE);
    }

    /** What a barrier does, in Flink's order. */
    OperatorSubtaskState checkpoint() throws Exception {
        checkpoints++;
        harness.prepareSnapshotPreBarrier(checkpoints);
        return harness.snapshot(checkpoints, checkpoints);
    }

    void finish() throws Exception {
        operator().finish();
    }

    AbstractStreamOperator<O> operator() {
        return harness.getOperator();
    }

    /** Records so far, without watermarks. */
    List<O> out() {
        return harness.extractOutputValues();
    }

    /** Records that left before a watermark did. */
    List<Object> beforeWatermark(long millis) {
        return harness.getOutput().stream()
                .takeWhile(element -> !element.equals(new Watermark(millis)))
                .filter(StreamRecord.class::isInstance)
                .toList();
    }

    <X> List<X> side(OutputTag<X> tag) {
        List<X> values = new ArrayList<>();
        if (harness.getSideOutput(tag) != null) {
            harness.getSideOutput(tag).forEach(record -> values.add(record.getValue()));
        }
        return values;
    }

    /** Sums of all quality records so far. */
    Map<String, Long> quality() {
        Map<String, Long> sums = new TreeMap<>();
        for (QualityCount count : side(Outputs.QUALITY)) {
            sums.merge(count.getReason(), count.getCount(), Long::sum);
        }
        return sums;
    }

    int timers() {
        return harness.numEventTimeTimers();
    }

    /** Entries of keyed state, timers not counted. */
    int entries() throws Exception {
        // Timers lie among the entries once they are flushed, which a snapshot makes sure of.
        harness.snapshot(++checkpoints, checkpoints);
        TestableKeyedStateBackend<?> backend =
                (TestableKeyedStateBackend<?>) operator().getKeyedStateBackend();
        return backend.numKeyValueStateEntries() - timers();
    }

    @Override
    public void close() {
        try {
            harness.close();
        } catch (Exception e) {
            throw new AssertionError("cannot close the operator", e);
        }
    }
}
