/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.jobs;

import io.shewhart.operators.trace.TraceRecord;
import io.shewhart.schemas.v1.ChartPoint;
import io.shewhart.schemas.v1.DeadLetter;
import io.shewhart.schemas.v1.Episode;
import io.shewhart.schemas.v1.Inference;
import io.shewhart.schemas.v1.LateSpan;
import io.shewhart.schemas.v1.QualityCount;
import io.shewhart.schemas.v1.WindowAggregate;
import java.util.function.Consumer;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Where the topology's results go; every consumer attaches its sink, with a uid of its own. */
public record Sinks(
        Consumer<DataStream<Inference>> inferences,
        Consumer<DataStream<TraceRecord>> traces,
        Consumer<DataStream<LateSpan>> lateSpans,
        Consumer<DataStream<DeadLetter>> deadLetters,
        Consumer<DataStream<WindowAggregate>> windows,
        Consumer<DataStream<ChartPoint>> chartPoints,
        Consumer<DataStream<Episode>> episodes,
        Consumer<DataStream<QualityCount>> quality) {}
