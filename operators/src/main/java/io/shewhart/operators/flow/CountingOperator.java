/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.flow;

import io.shewhart.schemas.v1.QualityCount;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * An operator that counts: its {@link Tally} goes to {@link Outputs#QUALITY} before every barrier
 * and at the end of input, so that the counts are as exact as the results.
 */
public abstract class CountingOperator<T> extends AbstractStreamOperator<T> {
    private static final long serialVersionUID = 1L;

    private final String stage;
    private transient Tally tally;

    protected CountingOperator(String stage) {
        this.stage = stage;
    }

    @Override
    public void open() throws Exception {
        super.open();
        tally = new Tally(stage, getMetricGroup());
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        super.prepareSnapshotPreBarrier(checkpointId);
        tally.flush(this::emitQuality);
    }

    @Override
    public void finish() throws Exception {
        tally.flush(this::emitQuality);
        super.finish();
    }

    protected final Tally tally() {
        return tally;
    }

    protected final <S> void side(OutputTag<S> tag, S value) {
        output.collect(tag, new StreamRecord<>(value));
    }

    private void emitQuality(QualityCount count) {
        side(Outputs.QUALITY, count);
    }
}
