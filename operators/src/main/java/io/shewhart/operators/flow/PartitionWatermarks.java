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
    /** Only from time to time, as Flink is set. */
    public static final long NO_STEP = Long.MAX_VALUE;

    private final long boundNanos;
    private final long stepNanos;
    private long maxEventUnixNano = Long.MIN_VALUE;
    private long toldUnixNano = Long.MIN_VALUE;

    private PartitionWatermarks(long boundNanos, long stepNanos) {
        this.boundNanos = boundNanos;
        this.stepNanos = stepNanos;
    }

    /**
     * Strategy for a source whose splits are partitions.
     *
     * @param stepNanos a watermark comes at once when a partition has gone so far since the last,
     *     so that one that is read fast is seen to run ahead; {@link #NO_STEP} for never
     */
    public static WatermarkStrategy<DecodedRecord> strategy(long boundNanos, long stepNanos) {
        return WatermarkStrategy.<DecodedRecord>forGenerator(
                        context -> new PartitionWatermarks(boundNanos, stepNanos))
                .withTimestampAssigner(
                        (record, timestamp) ->
                                record.maxEventUnixNano == Long.MIN_VALUE
                                        ? timestamp
                                        : Math.floorDiv(record.maxEventUnixNano, 1_000_000L));
    }

    @Override
    public void onEvent(DecodedRecord record, long timestamp, WatermarkOutput output) {
        if (record.maxEventUnixNano <= maxEventUnixNano) {
            return;
        }
        maxEventUnixNano = record.maxEventUnixNano;
        if (stepNanos != NO_STEP
                && (toldUnixNano == Long.MIN_VALUE
                        || maxEventUnixNano - toldUnixNano >= stepNanos)) {
            onPeriodicEmit(output);
        }
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
        if (maxEventUnixNano != Long.MIN_VALUE) {
            toldUnixNano = maxEventUnixNano;
            output.emitWatermark(
                    new Watermark(Math.floorDiv(maxEventUnixNano - boundNanos, 1_000_000L)));
        }
    }
}
