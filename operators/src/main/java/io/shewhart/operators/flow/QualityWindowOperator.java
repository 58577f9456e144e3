/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.flow;

import io.shewhart.operators.influx.QualityWindows;
import io.shewhart.schemas.v1.QualityCount;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * {@link QualityWindows} of all subtasks: runs with a parallelism of one.
 *
 * <p>State: list {@code counts} of {@link QualityCount}, those of closed windows with their time;
 * list {@code last-end} with the end of the newest closed window, milliseconds since the Unix
 * epoch.
 */
public final class QualityWindowOperator extends AbstractStreamOperator<QualityCount>
        implements OneInputStreamOperator<QualityCount, QualityCount> {
    private static final long serialVersionUID = 1L;

    private final Duration window;
    private transient QualityWindows windows;
    private transient ListState<QualityCount> counts;
    private transient ListState<Long> lastEnd;

    public QualityWindowOperator(Duration window) {
        this.window = window;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        windows = new QualityWindows(window);
        counts =
                context.getOperatorStateStore()
                        .getListState(
                                new ListStateDescriptor<>(
                                        "counts",
                                        ValueTypeInformation.proto(
                                                QualityCount.getDefaultInstance())));
        lastEnd =
                context.getOperatorStateStore()
                        .getListState(new ListStateDescriptor<>("last-end", Types.LONG));
        List<QualityCount> restored = new ArrayList<>();
        counts.get().forEach(restored::add);
        long end = 0;
        for (long each : lastEnd.get()) {
            end = Math.max(end, each);
        }
        windows.restore(end, restored);
    }

    @Override
    public void processElement(StreamRecord<QualityCount> element) {
        windows.add(element.getValue());
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        windows.close(context.getCheckpointId(), context.getCheckpointTimestamp());
        counts.update(windows.contents());
        lastEnd.update(List.of(windows.lastEnd()));
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        super.notifyCheckpointComplete(checkpointId);
        windows.release(checkpointId, this::emit);
    }

    @Override
    public void finish() throws Exception {
        windows.finish(getProcessingTimeService().getCurrentProcessingTime(), this::emit);
        super.finish();
    }

    private void emit(QualityCount count) {
        output.collect(new StreamRecord<>(count));
    }
}
