/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.flow;

import io.shewhart.operators.chart.WindowCharts;
import io.shewhart.operators.chart.WindowLimits;
import io.shewhart.operators.metrics.MetricScope;
import io.shewhart.operators.spc.FixedLimit;
import io.shewhart.operators.window.ChartKey;
import io.shewhart.operators.window.Metric;
import io.shewhart.schemas.v1.ChartPoint;
import io.shewhart.schemas.v1.WindowAggregate;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.java.tuple.Tuple3;
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
 * Runs {@link WindowCharts} and {@link WindowLimits} over keyed state. Aggregates of a key come
 * from one upstream subtask, the owner of the service, in the order of their windows.
 *
 * <p>State: {@link ChartState}. A key whose windows stopped coming for series.ttl is forgotten.
 */
public final class ChartOperator extends CountingOperator<ChartPoint>
        implements OneInputStreamOperator<WindowAggregate, ChartPoint>,
                Triggerable<Key128, VoidNamespace> {
    private static final long serialVersionUID = 1L;

    private final ChartSetup setup;
    private transient WindowCharts charts;
    private transient WindowLimits limits;
    private transient ChartState state;
    private transient InternalTimerService<VoidNamespace> timers;
    private transient WindowCharts.Output results;

    public ChartOperator(ChartSetup setup) {
        super(MetricScope.CHARTS);
        this.setup = setup;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        state = ChartState.restore(this, context);
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        state.levels().snapshot();
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        tellLoad();
        super.prepareSnapshotPreBarrier(checkpointId);
    }

    @Override
    public void finish() throws Exception {
        tellLoad();
        super.finish();
    }

    private void tellLoad() {
        TaskInfo task = getRuntimeContext().getTaskInfo();
        side(
                Outputs.CHART_LOAD,
                Tuple3.of(
                        task.getIndexOfThisSubtask(),
                        task.getNumberOfParallelSubtasks(),
                        state.levels().sum(ChartLevel.ALARMING_CHARTS)));
    }

    @Override
    public void open() throws Exception {
        super.open();
        charts = new WindowCharts(setup.engine(), setup.additional(), setup.adjustTokens());
        limits = new WindowLimits(setup.limits());
        timers = getInternalTimerService("charts", VoidNamespaceSerializer.INSTANCE, this);
        results = new ChartResults(output, tally(), state.levels());
        state.levels().register(scope(), getMetricGroup());
    }

    @Override
    public void processElement(StreamRecord<WindowAggregate> element) throws Exception {
        WindowAggregate aggregate = element.getValue();
        long end = aggregate.getEndTimeUnixNano();
        WindowAggregate newest = state.newest();
        // A jump of the watermark lets windows overtake the timer that would have expired the key.
        if (newest != null && end > expiry(newest)) {
            expire(newest);
            newest = null;
        }
        fold(aggregate);
        if (newest == null || newest.getEndTimeUnixNano() != end) {
            state.remember(aggregate);
            if (closes(aggregate)) {
                wakeAt(end + setup.latenessNanos());
            }
            wakeAt(expiryCheck(end));
        }
        tally().add(ChartMetric.WINDOWS, 1);
    }

    private void fold(WindowAggregate aggregate) throws Exception {
        if (setup.charted().contains(aggregate.getMetric())) {
            byte[] before = state.chart();
            keepChart(before, charts.fold(key(), before, aggregate, results));
        }
        List<FixedLimit> fixed = limits.of(aggregate);
        if (!fixed.isEmpty()) {
            byte[] before = state.limit();
            state.keepLimit(before, WindowLimits.fold(key(), fixed, before, aggregate, results));
        }
    }

    private void close(WindowAggregate newest, long end) throws Exception {
        byte[] before = state.chart();
        keepChart(before, charts.close(key(), before, newest, end, results));
        List<FixedLimit> fixed = limits.of(newest);
        if (!fixed.isEmpty()) {
            byte[] limits = state.limit();
            state.keepLimit(limits, WindowLimits.close(key(), fixed, limits, newest, end, results));
        }
    }

    @Override
    public void onEventTime(InternalTimer<Key128, VoidNamespace> timer) throws Exception {
        WindowAggregate newest = state.newest();
        if (newest == null) {
            return;
        }
        long now = Instants.ofWatermark(timer.getTimestamp());
        long end = newest.getEndTimeUnixNano();
        if (now >= expiryCheck(end)) {
            if (logReaches(now)) {
                expire(newest);
            }
        } else if (closes(newest) && now >= end + setup.latenessNanos()) {
            close(newest, end);
        }
    }

    /**
     * Whether the log tells about a time. The last watermark of a bounded log is the end of time,
     * but what comes after the log's last event is unknown, however early the timer was set.
     */
    private boolean logReaches(long unixNano) {
        return setup.lastUnixNano() == Long.MAX_VALUE
                ? timers.currentWatermark() != Long.MAX_VALUE
                : unixNano <= setup.lastUnixNano();
    }

    private long expiry(WindowAggregate newest) {
        return newest.getEndTimeUnixNano() + setup.seriesTtlNanos();
    }

    private void expire(WindowAggregate newest) throws Exception {
        byte[] before = state.chart();
        charts.expire(key(), before, newest, expiry(newest), results);
        List<FixedLimit> fixed = limits.of(newest);
        if (!fixed.isEmpty()) {
            WindowLimits.expire(key(), fixed, state.limit(), newest, expiry(newest), results);
        }
        keepChart(before, null);
        state.keepLimit(state.limit(), null);
        state.forget();
        tally().add(ChartMetric.KEYS_EXPIRED, 1);
    }

    private void keepChart(byte[] before, byte[] after) throws Exception {
        state.keepChart(before, after);
        if (after == null) {
            state.levels().add(ChartLevel.ALARMING_CHARTS, -charts.alarming(before));
        }
    }

    @Override
    public void onProcessingTime(InternalTimer<Key128, VoidNamespace> timer) {
        throw new IllegalStateException("charts register no processing-time timers");
    }

    private ChartKey key() {
        Key128 key = (Key128) getCurrentKey();
        return new ChartKey(key.high(), key.low());
    }

    private static boolean closes(WindowAggregate aggregate) {
        return Metric.ofLabel(aggregate.getMetric()).filter(WindowCharts::closes).isPresent();
    }

    /**
     * When every window that could keep the key alive has come; on whole hours, so that a key has
     * few of these timers.
     */
    private long expiryCheck(long end) {
        long hour = TimeUnit.HOURS.toNanos(1);
        long complete = end + setup.seriesTtlNanos() + setup.latenessNanos();
        return (Math.floorDiv(complete, hour) + 1) * hour;
    }

    private void wakeAt(long unixNano) {
        timers.registerEventTimeTimer(VoidNamespace.INSTANCE, Instants.millisAtOrAfter(unixNano));
    }

    /** What the subtask holds. */
    KeyedLevels<ChartLevel> levels() {
        return state.levels();
    }
}
