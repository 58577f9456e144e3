/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.page;

import io.shewhart.operators.chart.WindowCharts;
import io.shewhart.operators.influx.InfluxSettings;
import io.shewhart.operators.influx.InfluxStore;
import io.shewhart.operators.influx.Measurement;
import io.shewhart.operators.influx.PointLines;
import io.shewhart.operators.influx.StoreReply;
import io.shewhart.operators.influx.TokenSource;
import io.shewhart.operators.influx.WriteLimits;
import io.shewhart.operators.spc.EngineConfig;
import io.shewhart.operators.window.ChartKey;
import io.shewhart.schemas.v1.ChartPoint;
import io.shewhart.schemas.v1.CriticalPathSegment;
import io.shewhart.schemas.v1.Episode;
import io.shewhart.schemas.v1.Exemplar;
import io.shewhart.schemas.v1.SeriesLabels;
import io.shewhart.schemas.v1.Stage;
import io.shewhart.schemas.v1.TraceSummary;
import io.shewhart.schemas.v1.WindowAggregate;
import io.shewhart.testing.store.QuestDbStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/**
 * Windows of simulated calls, through the job's own charts and encoder, into a store by the job's
 * own client: what the page reads is what the job writes.
 */
final class StoredTraffic implements WindowCharts.Output {
    static final long MINUTE = 60_000_000_000L;

    /** A model name that is markup, and a service that is SQL. */
    static final String MARKUP = "<img src=x onerror=\"document.title='owned'\">";

    static final String INJECTION = "'; DROP TABLE llm_chart; --";

    private static final int CALLS = 40;
    private static final int BATCH = 1_000;

    private final WindowCharts charts =
            new WindowCharts(EngineConfig.defaults(MINUTE).withPhaseOne(30, 25), List.of(), false);
    private final Map<ChartKey, byte[]> states = new HashMap<>();
    private final SplittableRandom random = new SplittableRandom(20_261_129);
    private final PointLines encoder = new PointLines();
    private final List<byte[]> lines = new ArrayList<>();
    private final List<String> slowest = new ArrayList<>();

    static SeriesLabels labels(String service, String model) {
        return SeriesLabels.newBuilder()
                .setService(service)
                .setEnvironment("production")
                .setProvider("vllm")
                .setModel(model)
                .setOperation("chat")
                .setVantage("app")
                .setVersion("1.4.0")
                .build();
    }

    /** A window of times to first token about a level in seconds. */
    void window(SeriesLabels labels, long end, double level) {
        double[] values = new double[CALLS];
        for (int i = 0; i < CALLS; i++) {
            values[i] = level * Math.exp(0.3 * random.nextGaussian());
        }
        Arrays.sort(values);
        double[] logs = Arrays.stream(values).map(Math::log).toArray();
        double logMean = Arrays.stream(logs).average().orElseThrow();
        double squares = Arrays.stream(logs).map(x -> (x - logMean) * (x - logMean)).sum();
        String trace = hex(16);
        WindowAggregate window =
                WindowAggregate.newBuilder()
                        .setMetric("ttft")
                        .setUnit("s")
                        .setLabels(labels)
                        .setStartTimeUnixNano(end - MINUTE)
                        .setEndTimeUnixNano(end)
                        .setComplete(true)
                        .setRequests(CALLS)
                        .setCount(CALLS)
                        .setLogCount(CALLS)
                        .setLogMean(logMean)
                        .setLogVariance(squares / (CALLS - 1))
                        .setValue(Arrays.stream(values).average().orElseThrow())
                        .setP50(values[CALLS / 2])
                        .setP95(values[CALLS * 95 / 100])
                        .setMax(values[CALLS - 1])
                        .addSlowest(Exemplar.newBuilder().setTraceId(trace))
                        .build();
        lines.add(encoder.window(window));
        ChartKey key = ChartKey.of(window);
        states.put(key, charts.fold(key, states.get(key), window, this));
        lines.add(encoder.trace(trace(trace, end - MINUTE / 2, values[CALLS - 1])));
        slowest.add(trace);
    }

    /** Windows of every minute after one time and up to another. */
    void windows(SeriesLabels labels, long after, long until, double level) {
        for (long end = after + MINUTE; end <= until; end += MINUTE) {
            window(labels, end, level);
        }
    }

    private static TraceSummary trace(String id, long end, double seconds) {
        long nanos = (long) (seconds * 1e9);
        return TraceSummary.newBuilder()
                .setTraceId(id)
                .setRootSpanId("01")
                .setService("gateway")
                .setServiceVersion("2.0")
                .setDurationNanos(nanos)
                .setSpanCount(7)
                .setInferenceCount(1)
                .setInputTokens(100)
                .setOutputTokens(20)
                .addCriticalPath(
                        CriticalPathSegment.newBuilder()
                                .setDurationNanos(nanos)
                                .setStage(Stage.STAGE_MODEL)
                                .setService("gate way"))
                .setEventTimeUnixNano(end)
                .build();
    }

    /** Trace ids of the slowest call of each window, in the order in which they were made. */
    List<String> slowest() {
        return slowest;
    }

    /** Writes what has gathered, and waits until it can be read. */
    void flush(QuestDbStore server) throws Exception {
        WriteLimits limits = new WriteLimits(BATCH, 1 << 20, 1 << 24, 50, 20, 100);
        InfluxSettings settings =
                new InfluxSettings(
                        server.url(),
                        "",
                        "shewhart",
                        TokenSource.NONE,
                        5_000,
                        30_000,
                        true,
                        limits);
        try (InfluxStore store = new InfluxStore(settings)) {
            for (int i = 0; i < lines.size(); i += BATCH) {
                CompletableFuture<StoreReply> reply = new CompletableFuture<>();
                store.write(
                        new ArrayList<>(lines.subList(i, Math.min(lines.size(), i + BATCH))),
                        reply::complete);
                if (reply.get().status() != 204) {
                    throw new IOException("the store said " + reply.get());
                }
            }
        }
        lines.clear();
        for (Measurement measurement :
                List.of(
                        Measurement.LLM_WINDOW,
                        Measurement.LLM_CHART,
                        Measurement.LLM_EPISODE,
                        Measurement.LLM_TRACE)) {
            server.awaitWrites(measurement);
        }
    }

    private String hex(int bytes) {
        byte[] id = new byte[bytes];
        random.nextBytes(id);
        return HexFormat.of().formatHex(id);
    }

    @Override
    public void point(ChartPoint point) {
        lines.add(encoder.chartPoint(point));
    }

    @Override
    public void episode(Episode episode) {
        lines.add(encoder.episode(episode));
    }

    @Override
    public void stateDropped() {
        throw new AssertionError("a state was refused");
    }
}
