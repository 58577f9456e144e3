/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.state;

import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * Watermarks of {@link Steps}, at fixed places of the input, so that every run does the same work.
 * As far apart as those of a job that works off a backlog.
 */
final class StepWatermarks implements WatermarkGenerator<Long> {
    private static final long APART_MILLIS = 5_000;

    private long told = Long.MIN_VALUE;

    private StepWatermarks() {}

    static WatermarkStrategy<Long> strategy() {
        return WatermarkStrategy.<Long>forGenerator(context -> new StepWatermarks())
                .withTimestampAssigner((step, timestamp) -> Steps.watermark(step));
    }

    @Override
    public void onEvent(Long step, long timestamp, WatermarkOutput output) {
        if (told == Long.MIN_VALUE || timestamp - told >= APART_MILLIS) {
            told = timestamp;
            output.emitWatermark(new Watermark(timestamp));
        }
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {}
}
