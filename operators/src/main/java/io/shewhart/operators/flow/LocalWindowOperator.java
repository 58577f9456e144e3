/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.flow;

import io.shewhart.operators.metrics.MetricScope;
import io.shewhart.operators.trace.TraceRecord;
import io.shewhart.operators.window.LocalAggregator;
import io.shewhart.operators.window.PartialWindow;
import io.shewhart.schemas.v1.Inference;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Adds up on the heap before the shuffle. Holds no state: everything leaves before a checkpoint
 * barrier, at the end of input, when it is full, and before a watermark that closes a window it
 * holds.
 */
public final class LocalWindowOperator<T> extends CountingOperator<PartialWindow>
        implements OneInputStreamOperator<T, PartialWindow> {
    private static final long serialVersionUID = 1L;
    private static final int LIMIT = 4096;

    private final WindowSetup setup;
    private transient LocalAggregator aggregator;
    private transient StreamRecord<PartialWindow> reuse;

    private LocalWindowOperator(WindowSetup setup) {
        super(MetricScope.LOCAL_WINDOWS);
        this.setup = setup;
    }

    /** For model calls. */
    public static LocalWindowOperator<Inference> inferences(WindowSetup setup) {
        return new LocalWindowOperator<>(setup);
    }

    /** For traces. */
    public static LocalWindowOperator<TraceRecord> traces(WindowSetup setup) {
        return new LocalWindowOperator<>(setup);
    }

    @Override
    public void open() throws Exception {
        super.open();
        aggregator =
                new LocalAggregator(
                        setup.config(),
                        setup.versions(),
                        LIMIT,
                        (counter, increment) -> tally().add(counter, increment));
        reuse = new StreamRecord<>(null);
    }

    @Override
    public void processElement(StreamRecord<T> element) {
        if (element.getValue() instanceof Inference inference) {
            aggregator.add(inference);
        } else if (element.getValue() instanceof TraceRecord trace) {
            aggregator.add(trace.head());
        }
        if (aggregator.isFull()) {
            drain();
        }
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        aggregator.drainDue(
                Instants.ofWatermark(mark.getTimestamp()),
                partial -> output.collect(reuse.replace(partial)));
        super.processWatermark(mark);
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        drain();
        super.prepareSnapshotPreBarrier(checkpointId);
    }

    @Override
    public void finish() throws Exception {
        drain();
        super.finish();
    }

    private void drain() {
        aggregator.drain(partial -> output.collect(reuse.replace(partial)));
    }
}
