/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.jobs;

import io.shewhart.operators.trace.TraceRecord;
import io.shewhart.schemas.v1.ChartPoint;
import io.shewhart.schemas.v1.Episode;
import io.shewhart.schemas.v1.QualityCount;
import io.shewhart.schemas.v1.WindowAggregate;
import java.util.function.Consumer;
import org.apache.flink.streaming.api.datastream.DataStream;

/** What goes to a time-series store; every consumer attaches its sink, with a uid of its own. */
public record StoreSinks(
        Consumer<DataStream<WindowAggregate>> windows,
        Consumer<DataStream<ChartPoint>> chartPoints,
        Consumer<DataStream<Episode>> episodes,
        Consumer<DataStream<QualityCount>> quality,
        Consumer<DataStream<TraceRecord>> traces) {

    /** Without the summaries of traces. */
    public StoreSinks(
            Consumer<DataStream<WindowAggregate>> windows,
            Consumer<DataStream<ChartPoint>> chartPoints,
            Consumer<DataStream<Episode>> episodes,
            Consumer<DataStream<QualityCount>> quality) {
        this(windows, chartPoints, episodes, quality, traces -> {});
    }

    /** No store: attaches nothing. */
    public static StoreSinks none() {
        return new StoreSinks(windows -> {}, points -> {}, episodes -> {}, counts -> {});
    }
}
