/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.jobs;

import io.shewhart.operators.chart.WindowCharts;
import io.shewhart.operators.flow.AdmissionOperator;
import io.shewhart.operators.flow.AssemblyOperator;
import io.shewhart.operators.flow.BudgetOperator;
import io.shewhart.operators.flow.ChartOperator;
import io.shewhart.operators.flow.ChartSetup;
import io.shewhart.operators.flow.Key128;
import io.shewhart.operators.flow.LocalWindowOperator;
import io.shewhart.operators.flow.Outputs;
import io.shewhart.operators.flow.PartialWindowSerializer;
import io.shewhart.operators.flow.PartitionWatermarks;
import io.shewhart.operators.flow.ValueTypeInformation;
import io.shewhart.operators.flow.WindowOperator;
import io.shewhart.operators.ingest.DecodedRecord;
import io.shewhart.operators.trace.SpanGroup;
import io.shewhart.operators.window.ChartKey;
import io.shewhart.operators.window.PartialWindow;
import io.shewhart.schemas.v1.ChartPoint;
import io.shewhart.schemas.v1.Inference;
import io.shewhart.schemas.v1.QualityCount;
import io.shewhart.schemas.v1.WindowAggregate;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * From decoded Kafka records to inferences, traces, windows and control charts.
 *
 * <p>Guarantee: the same log, read from the same start with empty state, gives the same output at
 * any parallelism and across failures. Knows no Kafka, no InfluxDB and no file: source and sinks
 * are given.
 */
public final class ProcessControlTopology {
    private static final TypeInformation<PartialWindow> PARTIAL_WINDOW =
            ValueTypeInformation.of(PartialWindow.class, PartialWindowSerializer.INSTANCE);

    /**
     * How often readers tell how far they are and hear how far they may go. The slowest partition
     * itself gets one drift further in each round, so this also bounds the speed of catching up.
     */
    private static final Duration ALIGNMENT_INTERVAL = Duration.ofMillis(100);

    private ProcessControlTopology() {}

    /** Adds the job to an environment. */
    public static void build(
            StreamExecutionEnvironment env,
            JobOptions options,
            Source<DecodedRecord, ?, ?> source,
            Sinks sinks) {
        SingleOutputStreamOperator<SpanGroup> groups = admit(env, options, source);
        SingleOutputStreamOperator<Inference> inferences =
                groups.keyBy(
                                group -> new Key128(group.traceIdHigh, group.traceIdLow),
                                ValueTypeInformation.key128())
                        .transform(
                                "Assemble traces",
                                ValueTypeInformation.proto(Inference.getDefaultInstance()),
                                new AssemblyOperator(options.traces()))
                        .uid(Uids.ASSEMBLY);
        SingleOutputStreamOperator<PartialWindow> calls =
                inferences
                        .transform(
                                "Add up calls",
                                PARTIAL_WINDOW,
                                LocalWindowOperator.inferences(options.windows()))
                        .uid(Uids.INFERENCE_WINDOWS);
        SingleOutputStreamOperator<PartialWindow> traces =
                inferences
                        .getSideOutput(Outputs.TRACES)
                        .transform(
                                "Add up traces",
                                PARTIAL_WINDOW,
                                LocalWindowOperator.traces(options.windows()))
                        .uid(Uids.TRACE_WINDOWS);
        SingleOutputStreamOperator<WindowAggregate> windows =
                calls.union(traces)
                        .keyBy(PartialWindow::service, Types.STRING)
                        .transform(
                                "Close windows",
                                ValueTypeInformation.proto(WindowAggregate.getDefaultInstance()),
                                new WindowOperator(options.windows()))
                        .uid(Uids.WINDOWS);
        SingleOutputStreamOperator<ChartPoint> points = chart(windows, options);
        DataStream<QualityCount> budget =
                points.getSideOutput(Outputs.CHART_LOAD)
                        .global()
                        .transform(
                                "Watch the budget",
                                ValueTypeInformation.proto(QualityCount.getDefaultInstance()),
                                new BudgetOperator(options.charts()))
                        .setParallelism(1)
                        .setMaxParallelism(1)
                        .uid(Uids.BUDGET);

        sinks.inferences().accept(inferences);
        sinks.traces().accept(inferences.getSideOutput(Outputs.TRACES));
        sinks.lateSpans()
                .accept(
                        groups.getSideOutput(Outputs.LATE_SPANS)
                                .union(inferences.getSideOutput(Outputs.LATE_SPANS)));
        sinks.deadLetters().accept(groups.getSideOutput(Outputs.DEAD_LETTERS));
        sinks.windows().accept(windows);
        sinks.chartPoints().accept(points);
        sinks.episodes().accept(points.getSideOutput(Outputs.EPISODES));
        sinks.quality()
                .accept(
                        groups.getSideOutput(Outputs.QUALITY)
                                .union(
                                        inferences.getSideOutput(Outputs.QUALITY),
                                        calls.getSideOutput(Outputs.QUALITY),
                                        traces.getSideOutput(Outputs.QUALITY),
                                        windows.getSideOutput(Outputs.QUALITY),
                                        points.getSideOutput(Outputs.QUALITY),
                                        budget));
    }

    private static SingleOutputStreamOperator<SpanGroup> admit(
            StreamExecutionEnvironment env,
            JobOptions options,
            Source<DecodedRecord, ?, ?> source) {
        DataStream<DecodedRecord> records =
                env.fromSource(source, watermarks(options, source), "Read and decode spans")
                        .uid(Uids.SOURCE);
        return records.transform(
                        "Stamp with admission",
                        ValueTypeInformation.spanGroup(),
                        new AdmissionOperator(options.boundNanos()))
                .uid(Uids.ADMISSION);
    }

    private static WatermarkStrategy<DecodedRecord> watermarks(
            JobOptions options, Source<DecodedRecord, ?, ?> source) {
        if (source.getBoundedness() == Boundedness.BOUNDED) {
            // It reads its logs side by side by itself.
            return PartitionWatermarks.strategy(options.boundNanos(), PartitionWatermarks.NO_STEP);
        }
        return PartitionWatermarks.strategy(
                        options.boundNanos(), options.maxDrift().dividedBy(4).toNanos())
                .withWatermarkAlignment("partitions", options.maxDrift(), ALIGNMENT_INTERVAL);
    }

    private static SingleOutputStreamOperator<ChartPoint> chart(
            DataStream<WindowAggregate> windows, JobOptions options) {
        ChartSetup setup = options.charts();
        return windows.filter(
                        window ->
                                setup.watches(window.getMetric()) && WindowCharts.chartable(window))
                .name("Choose charted windows")
                .uid(Uids.CHARTED)
                .keyBy(
                        window -> {
                            ChartKey key = ChartKey.of(window);
                            return new Key128(key.high(), key.low());
                        },
                        ValueTypeInformation.key128())
                .transform(
                        "Chart",
                        ValueTypeInformation.proto(ChartPoint.getDefaultInstance()),
                        new ChartOperator(setup))
                .uid(Uids.CHARTS);
    }
}
