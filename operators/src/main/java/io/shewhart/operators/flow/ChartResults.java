/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.flow;

import io.shewhart.operators.chart.WindowCharts;
import io.shewhart.schemas.v1.ChartPoint;
import io.shewhart.schemas.v1.Episode;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Sends what charts have to say to where it belongs, and counts it. */
final class ChartResults implements WindowCharts.Output {
    private final Output<StreamRecord<ChartPoint>> output;
    private final Tally tally;
    private final KeyedLevels<ChartLevel> levels;
    private final StreamRecord<ChartPoint> reuse = new StreamRecord<>(null);

    ChartResults(
            Output<StreamRecord<ChartPoint>> output, Tally tally, KeyedLevels<ChartLevel> levels) {
        this.output = output;
        this.tally = tally;
        this.levels = levels;
    }

    @Override
    public void point(ChartPoint point) {
        tally.add(ChartMetric.POINTS, 1);
        if (point.getSignal()) {
            tally.add(ChartMetric.SIGNALS, 1);
        }
        output.collect(reuse.replace(point));
    }

    @Override
    public void episode(Episode episode) {
        tally.add(ChartMetric.of(episode.getState()), 1);
        output.collect(Outputs.EPISODES, new StreamRecord<>(episode));
    }

    @Override
    public void alarmingCharts(int change) {
        levels.add(ChartLevel.ALARMING_CHARTS, change);
    }

    @Override
    public void stateDropped() {
        tally.add(ChartMetric.STATES_DROPPED, 1);
    }
}
