/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.flow;

import io.shewhart.operators.ingest.DecodedRecord;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * Watermarks of one partition, in milliseconds: a watermark W says that every later group of this
 * partition will be stamped {@code admitted >= W}. So when an operator's watermark reaches a
 * deadline D, every group with {@code admitted < D} has arrived.
 *
 * <p>Not checkpointed on purpose: after a restore watermarks start low and catch up, which delays
 * deadlines and changes none, since deadlines look at the stamps.
 */
public final class PartitionWatermarks implements WatermarkGenerator<DecodedRecord> {
    private final long boundNanos;
    private long maxEventUnixNano = Long.MIN_VALUE;

    private PartitionWatermarks(long boundNanos) {
        this.boundNanos = boundNanos;
    }

    /** Strategy for a source whose splits are partitions. */
    public static WatermarkStrategy<DecodedRecord> strategy(long boundNanos) {
        return WatermarkStrategy.<DecodedRecord>forGenerator(
                        context -> new PartitionWatermarks(boundNanos))
                .withTimestampAssigner(
                        (record, timestamp) ->
                                record.maxEventUnixNano == Long.MIN_VALUE
                                        ? timestamp
                                        : Math.floorDiv(record.maxEventUnixNano, 1_000_000L));
    }

    @Override
    public void onEvent(DecodedRecord record, long timestamp, WatermarkOutput output) {
        maxEventUnixNano = Math.max(maxEventUnixNano, record.maxEventUnixNano);
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
        if (maxEventUnixNano != Long.MIN_VALUE) {
            output.emitWatermark(
                    new Watermark(Math.floorDiv(maxEventUnixNano - boundNanos, 1_000_000L)));
        }
    }
}
