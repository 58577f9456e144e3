/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.flow;

import io.shewhart.operators.metrics.MetricScope;
import io.shewhart.schemas.v1.QualityCount;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * An operator that counts: its {@link Tally} goes to {@link Outputs#QUALITY} before every barrier
 * and at the end of input, so that the counts are as exact as the results.
 */
public abstract class CountingOperator<T> extends AbstractStreamOperator<T> {
    private static final long serialVersionUID = 1L;

    private final MetricScope scope;
    private transient Tally tally;
    private transient volatile long watermark;

    protected CountingOperator(MetricScope scope) {
        this.scope = scope;
    }

    @Override
    public void open() throws Exception {
        super.open();
        tally = new Tally(scope, getMetricGroup());
        watermark = Long.MIN_VALUE;
        Tally.group(scope, getMetricGroup())
                .gauge(StageMetric.EVENT_TIME_LAG_MS.metricName(), this::lagMillis);
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        watermark = mark.getTimestamp();
        super.processWatermark(mark);
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

    protected final MetricScope scope() {
        return scope;
    }

    protected final <S> void side(OutputTag<S> tag, S value) {
        output.collect(tag, new StreamRecord<>(value));
    }

    private long lagMillis() {
        long mark = watermark;
        if (mark == Long.MIN_VALUE) {
            return -1;
        }
        // At the end of input there is nothing left to lag behind.
        return mark == Long.MAX_VALUE ? 0 : System.currentTimeMillis() - mark;
    }

    private void emitQuality(QualityCount count) {
        side(Outputs.QUALITY, count);
    }
}
