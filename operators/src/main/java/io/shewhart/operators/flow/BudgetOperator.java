/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.flow;

import io.shewhart.operators.chart.BudgetWatch;
import io.shewhart.operators.metrics.MetricScope;
import io.shewhart.schemas.v1.QualityCount;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * {@link BudgetWatch} over the charts of all subtasks: runs with a parallelism of one. Has no
 * state: every subtask of the charts tells its number with every checkpoint.
 */
public final class BudgetOperator extends AbstractStreamOperator<QualityCount>
        implements OneInputStreamOperator<Tuple3<Integer, Integer, Long>, QualityCount> {
    private static final long serialVersionUID = 1L;
    private static final MetricScope SCOPE = MetricScope.BUDGET;

    private final int budgetCharts;
    private final double falseEpisodesPerDay;
    private transient BudgetWatch watch;
    private transient volatile long alarming;
    private transient volatile double expected;

    public BudgetOperator(ChartSetup charts) {
        budgetCharts = charts.budgetCharts();
        falseEpisodesPerDay = charts.budget();
    }

    @Override
    public void open() throws Exception {
        super.open();
        watch = new BudgetWatch(budgetCharts, falseEpisodesPerDay);
        alarming = -1;
        expected = -1;
        MetricGroup group = Tally.group(SCOPE, getMetricGroup());
        group.gauge(BudgetMetric.ALARMING_CHARTS.metricName(), () -> alarming);
        group.gauge(BudgetMetric.BUDGET_CHARTS.metricName(), () -> budgetCharts);
        group.gauge(BudgetMetric.EXPECTED_FALSE_EPISODES_PER_DAY.metricName(), () -> expected);
    }

    @Override
    public void processElement(StreamRecord<Tuple3<Integer, Integer, Long>> element) {
        Tuple3<Integer, Integer, Long> load = element.getValue();
        watch.report(load.f0, load.f1, load.f2);
        alarming = watch.alarmingCharts().orElse(-1);
        expected = watch.expectedFalseEpisodesPerDay();
        watch.warning().ifPresent(LOG::warn);
        if (watch.recovered()) {
            LOG.info("{} charts can alarm, within budget.charts ({}).", alarming, budgetCharts);
        }
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        emit();
        super.prepareSnapshotPreBarrier(checkpointId);
    }

    @Override
    public void finish() throws Exception {
        emit();
        super.finish();
    }

    private void emit() {
        if (alarming >= 0) {
            level(BudgetMetric.ALARMING_CHARTS, alarming);
            level(BudgetMetric.BUDGET_CHARTS, budgetCharts);
        }
    }

    private void level(BudgetMetric metric, long value) {
        output.collect(
                new StreamRecord<>(
                        QualityCount.newBuilder()
                                .setStage(SCOPE.group())
                                .setReason(metric.reason())
                                .setCount(value)
                                .setLevel(true)
                                .build()));
    }
}
