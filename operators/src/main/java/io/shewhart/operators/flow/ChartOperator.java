/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.flow;

import io.shewhart.operators.chart.WindowCharts;
import io.shewhart.operators.chart.WindowLimits;
import io.shewhart.operators.metrics.MetricScope;
import io.shewhart.operators.spc.FixedLimit;
import io.shewhart.operators.window.ChartKey;
import io.shewhart.operators.window.Metric;
import io.shewhart.schemas.v1.ChartPoint;
import io.shewhart.schemas.v1.Episode;
import io.shewhart.schemas.v1.WindowAggregate;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
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
 * <p>State: value {@code chart}, bytes of the SPC engine; value {@code limits}, bytes of {@link
 * WindowLimits}, only for keys that a fixed limit is for; value {@code identity}, the newest
 * aggregate of the key, cut down to metric, labels and end. A key whose windows stopped coming for
 * series.ttl is forgotten. Operator state: {@link KeyedLevels} of {@link ChartLevel}.
 */
public final class ChartOperator extends CountingOperator<ChartPoint>
        implements OneInputStreamOperator<WindowAggregate, ChartPoint>,
                Triggerable<Key128, VoidNamespace> {
    private static final long serialVersionUID = 1L;

    private final ChartSetup setup;
    private transient WindowCharts charts;
    private transient WindowLimits limits;
    private transient ValueState<byte[]> chart;
    private transient ValueState<byte[]> limit;
    private transient ValueState<WindowAggregate> identity;
    private transient InternalTimerService<VoidNamespace> timers;
    private transient WindowCharts.Output results;
    private transient KeyedLevels<ChartLevel> levels;

    public ChartOperator(ChartSetup setup) {
        super(MetricScope.CHARTS);
        this.setup = setup;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        chart = bytes(context, "chart");
        limit = bytes(context, "limits");
        identity =
                context.getKeyedStateStore()
                        .getState(
                                new ValueStateDescriptor<>(
                                        "identity",
                                        ValueTypeInformation.proto(
                                                WindowAggregate.getDefaultInstance())));
        levels = KeyedLevels.restore(ChartLevel.values(), this, context);
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        levels.snapshot();
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
                        levels.sum(ChartLevel.ALARMING_CHARTS)));
    }

    private static ValueState<byte[]> bytes(StateInitializationContext context, String name) {
        return context.getKeyedStateStore()
                .getState(
                        new ValueStateDescriptor<>(
                                name, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
    }

    @Override
    public void open() throws Exception {
        super.open();
        charts = new WindowCharts(setup.engine(), setup.additional(), setup.adjustTokens());
        limits = new WindowLimits(setup.limits());
        timers = getInternalTimerService("charts", VoidNamespaceSerializer.INSTANCE, this);
        results = new Results();
        levels.register(scope(), getMetricGroup());
    }

    @Override
    public void processElement(StreamRecord<WindowAggregate> element) throws Exception {
        WindowAggregate aggregate = element.getValue();
        long end = aggregate.getEndTimeUnixNano();
        WindowAggregate newest = identity.value();
        // A jump of the watermark lets windows overtake the timer that would have expired the key.
        if (newest != null && end > expiry(newest)) {
            expire(newest);
            newest = null;
        }
        fold(aggregate);
        if (newest == null || newest.getEndTimeUnixNano() != end) {
            identity.update(
                    WindowAggregate.newBuilder()
                            .setMetric(aggregate.getMetric())
                            .setLabels(aggregate.getLabels().toBuilder().clearVersion())
                            .setEndTimeUnixNano(end)
                            .build());
            if (closes(aggregate)) {
                wakeAt(end + setup.latenessNanos());
            }
            wakeAt(expiryCheck(end));
        }
        tally().add(ChartMetric.WINDOWS, 1);
    }

    private void fold(WindowAggregate aggregate) throws Exception {
        if (setup.charted().contains(aggregate.getMetric())) {
            byte[] before = chart.value();
            keepChart(before, charts.fold(key(), before, aggregate, results));
        }
        List<FixedLimit> fixed = limits.of(aggregate);
        if (!fixed.isEmpty()) {
            byte[] before = limit.value();
            keepLimit(before, WindowLimits.fold(key(), fixed, before, aggregate, results));
        }
    }

    private void close(WindowAggregate newest, long end) throws Exception {
        byte[] before = chart.value();
        keepChart(before, charts.close(key(), before, newest, end, results));
        List<FixedLimit> fixed = limits.of(newest);
        if (!fixed.isEmpty()) {
            byte[] limits = limit.value();
            keepLimit(limits, WindowLimits.close(key(), fixed, limits, newest, end, results));
        }
    }

    @Override
    public void onEventTime(InternalTimer<Key128, VoidNamespace> timer) throws Exception {
        WindowAggregate newest = identity.value();
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
        byte[] before = chart.value();
        charts.expire(key(), before, newest, expiry(newest), results);
        List<FixedLimit> fixed = limits.of(newest);
        if (!fixed.isEmpty()) {
            WindowLimits.expire(key(), fixed, limit.value(), newest, expiry(newest), results);
        }
        keepChart(before, null);
        keepLimit(limit.value(), null);
        identity.clear();
        tally().add(ChartMetric.KEYS_EXPIRED, 1);
    }

    private void keepChart(byte[] before, byte[] after) throws Exception {
        chart.update(after);
        levels.add(ChartLevel.CHART_KEYS, present(after) - present(before));
        levels.add(ChartLevel.STATE_BYTES, length(after) - length(before));
        if (after == null) {
            levels.add(ChartLevel.ALARMING_CHARTS, -charts.alarming(before));
        }
    }

    private void keepLimit(byte[] before, byte[] after) throws Exception {
        limit.update(after);
        levels.add(ChartLevel.STATE_BYTES, length(after) - length(before));
    }

    private static int present(byte[] state) {
        return state == null ? 0 : 1;
    }

    private static int length(byte[] state) {
        return state == null ? 0 : state.length;
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
        return levels;
    }

    private final class Results implements WindowCharts.Output {
        private final StreamRecord<ChartPoint> reuse = new StreamRecord<>(null);

        @Override
        public void point(ChartPoint point) {
            tally().add(ChartMetric.POINTS, 1);
            if (point.getSignal()) {
                tally().add(ChartMetric.SIGNALS, 1);
            }
            output.collect(reuse.replace(point));
        }

        @Override
        public void episode(Episode episode) {
            tally().add(ChartMetric.of(episode.getState()), 1);
            side(Outputs.EPISODES, episode);
        }

        @Override
        public void alarmingCharts(int change) {
            levels.add(ChartLevel.ALARMING_CHARTS, change);
        }

        @Override
        public void stateDropped() {
            tally().add(ChartMetric.STATES_DROPPED, 1);
        }
    }
}
