/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.flow;

import io.shewhart.schemas.v1.WindowAggregate;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;

/**
 * What {@link ChartOperator} keeps of the current key, and how much the subtask holds: every change
 * of a key's bytes goes through here, so that their levels are exact.
 *
 * <p>State: value {@code chart}, bytes of the SPC engine; value {@code limits}, bytes of {@link
 * io.shewhart.operators.chart.WindowLimits}, only for keys that a fixed limit is for; value {@code
 * identity}, the newest aggregate of the key, cut down to metric, labels and end. Operator state:
 * {@link KeyedLevels} of {@link ChartLevel}.
 */
final class ChartState {
    private final ValueState<byte[]> chart;
    private final ValueState<byte[]> limit;
    private final ValueState<WindowAggregate> identity;
    private final KeyedLevels<ChartLevel> levels;

    private ChartState(StateInitializationContext context, KeyedLevels<ChartLevel> levels) {
        chart = bytes(context, "chart");
        limit = bytes(context, "limits");
        identity =
                context.getKeyedStateStore()
                        .getState(
                                new ValueStateDescriptor<>(
                                        "identity",
                                        ValueTypeInformation.proto(
                                                WindowAggregate.getDefaultInstance())));
        this.levels = levels;
    }

    static ChartState restore(
            AbstractStreamOperator<?> operator, StateInitializationContext context)
            throws Exception {
        return new ChartState(context, KeyedLevels.restore(ChartLevel.values(), operator, context));
    }

    private static ValueState<byte[]> bytes(StateInitializationContext context, String name) {
        return context.getKeyedStateStore()
                .getState(
                        new ValueStateDescriptor<>(
                                name, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
    }

    /** Over all keys of the subtask. */
    KeyedLevels<ChartLevel> levels() {
        return levels;
    }

    /** The newest aggregate's metric, labels and end; null for a new key. */
    WindowAggregate newest() throws Exception {
        return identity.value();
    }

    /** Null for a new key, and where the metric is not charted. */
    byte[] chart() throws Exception {
        return chart.value();
    }

    /** Null for a new key, and where no limit is fixed. */
    byte[] limit() throws Exception {
        return limit.value();
    }

    void remember(WindowAggregate aggregate) throws Exception {
        identity.update(
                WindowAggregate.newBuilder()
                        .setMetric(aggregate.getMetric())
                        .setLabels(aggregate.getLabels().toBuilder().clearVersion())
                        .setEndTimeUnixNano(aggregate.getEndTimeUnixNano())
                        .build());
    }

    void keepChart(byte[] before, byte[] after) throws Exception {
        chart.update(after);
        levels.add(ChartLevel.CHART_KEYS, present(after) - present(before));
        levels.add(ChartLevel.STATE_BYTES, length(after) - length(before));
    }

    void keepLimit(byte[] before, byte[] after) throws Exception {
        limit.update(after);
        levels.add(ChartLevel.STATE_BYTES, length(after) - length(before));
    }

    /** Forgets the identity; charts and limits are kept as null before. */
    void forget() {
        identity.clear();
    }

    private static int present(byte[] state) {
        return state == null ? 0 : 1;
    }

    private static int length(byte[] state) {
        return state == null ? 0 : state.length;
    }
}
