/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.jobs;

import io.shewhart.jobs.config.Config;
import io.shewhart.jobs.config.ConfigKeys;
import io.shewhart.jobs.config.InfluxKeys;
import io.shewhart.operators.flow.InfluxSink;
import io.shewhart.operators.flow.PointEncoder;
import io.shewhart.operators.flow.QualityWindowOperator;
import io.shewhart.operators.flow.ValueTypeInformation;
import io.shewhart.operators.influx.InfluxSettings;
import io.shewhart.operators.influx.PointLines;
import io.shewhart.operators.influx.StoreCheck;
import io.shewhart.operators.influx.WriteLimits;
import io.shewhart.operators.trace.TraceRecord;
import io.shewhart.schemas.v1.ChartPoint;
import io.shewhart.schemas.v1.Episode;
import io.shewhart.schemas.v1.QualityCount;
import io.shewhart.schemas.v1.WindowAggregate;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;

/**
 * The outputs that go to a time-series store, for {@link Sinks}. Each keeps the partitioning of its
 * stream, by which a series always passes through the same subtask.
 *
 * @param settings which store, and how
 * @param qualityWindow length of the windows in which quality counts are summed up
 * @param withTraces whether summaries of traces are stored, too
 */
public record InfluxSinks(InfluxSettings settings, Duration qualityWindow, boolean withTraces) {

    /** The sinks that are configured; none when {@code influxdb.url} is empty. */
    public static Optional<InfluxSinks> of(Config config) {
        if (config.get(InfluxKeys.URL).isEmpty()) {
            return Optional.empty();
        }
        InfluxSettings settings =
                new InfluxSettings(
                        config.get(InfluxKeys.URL),
                        config.get(InfluxKeys.ORG),
                        config.get(InfluxKeys.BUCKET),
                        config.get(InfluxKeys.TOKEN),
                        config.get(InfluxKeys.CONNECT_TIMEOUT).toMillis(),
                        config.get(InfluxKeys.REQUEST_TIMEOUT).toMillis(),
                        config.get(InfluxKeys.GZIP),
                        new WriteLimits(
                                config.get(InfluxKeys.BATCH_POINTS),
                                config.get(InfluxKeys.BATCH_BYTES),
                                config.get(InfluxKeys.BUFFER_BYTES),
                                config.get(InfluxKeys.FLUSH_INTERVAL).toMillis(),
                                config.get(InfluxKeys.RETRY_MIN).toMillis(),
                                config.get(InfluxKeys.RETRY_MAX).toMillis()));
        return Optional.of(
                new InfluxSinks(
                        settings, config.get(ConfigKeys.WINDOW), config.get(InfluxKeys.TRACES)));
    }

    /**
     * Writes one point ({@code llm_quality}, stage {@code influxdb}, reason {@code store_checks})
     * before the job is submitted: whoever mistypes a bucket learns it at once. A store that is
     * down does not keep the job from starting.
     *
     * @return what is wrong with the store for now, for a warning; empty when the point is stored
     * @throws IllegalStateException names the keys to check, when the store refuses us
     */
    public Optional<String> check() {
        return StoreCheck.run(settings);
    }

    /** All of them, as the job takes them. */
    public StoreSinks sinks() {
        return new StoreSinks(windows(), chartPoints(), episodes(), quality(), traces());
    }

    /** Attaches the sink of {@code llm_window}. */
    public Consumer<DataStream<WindowAggregate>> windows() {
        return stream -> attach(stream, PointLines::window, Uids.SINK_WINDOWS, "windows");
    }

    /** Attaches the sink of {@code llm_chart}. */
    public Consumer<DataStream<ChartPoint>> chartPoints() {
        return stream ->
                attach(stream, PointLines::chartPoint, Uids.SINK_CHART_POINTS, "chart points");
    }

    /** Attaches the sink of {@code llm_episode}. */
    public Consumer<DataStream<Episode>> episodes() {
        return stream -> attach(stream, PointLines::episode, Uids.SINK_EPISODES, "episodes");
    }

    /** Attaches the sink of {@code llm_trace}, if traces are stored. */
    public Consumer<DataStream<TraceRecord>> traces() {
        return withTraces
                ? stream -> attach(stream, PointLines::trace, Uids.SINK_TRACES, "traces")
                : stream -> {};
    }

    /**
     * Sums up counts and attaches the sink of {@code llm_quality}. One subtask: the counts of all
     * subtasks make one point.
     */
    public Consumer<DataStream<QualityCount>> quality() {
        return stream ->
                attach(
                                stream.global()
                                        .transform(
                                                "Sum up quality counts",
                                                ValueTypeInformation.proto(
                                                        QualityCount.getDefaultInstance()),
                                                new QualityWindowOperator(qualityWindow))
                                        .setParallelism(1)
                                        .setMaxParallelism(1)
                                        .uid(Uids.QUALITY_WINDOWS),
                                PointLines::quality,
                                Uids.SINK_QUALITY,
                                "quality counts")
                        .setParallelism(1);
    }

    private <T> DataStreamSink<T> attach(
            DataStream<T> stream, PointEncoder<T> encoder, String uid, String what) {
        return stream.sinkTo(new InfluxSink<>(encoder, settings)).uid(uid).name("Store " + what);
    }
}
