/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.store;

import com.influxdb.client.domain.WritePrecision;
import com.influxdb.client.write.Point;
import io.shewhart.schemas.v1.Exemplar;
import io.shewhart.schemas.v1.SeriesLabels;
import io.shewhart.schemas.v1.WindowAggregate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * Windows of latency metrics, the longest points there are, and the same as the client's points.
 */
final class SampleWindows {
    private static final long MINUTE = 60_000_000_000L;
    private static final long START = 1_795_392_000_000_000_000L;
    private static final int EXEMPLARS = 3;

    private final SplittableRandom random = new SplittableRandom(20_261_123);

    /** Windows of so many series, one minute of each after the other. */
    List<WindowAggregate> next(int number, int series) {
        List<WindowAggregate> windows = new ArrayList<>(number);
        for (int i = 0; i < number; i++) {
            windows.add(window(i % series, START + i / series * MINUTE));
        }
        return windows;
    }

    private WindowAggregate window(int series, long end) {
        WindowAggregate.Builder window =
                WindowAggregate.newBuilder()
                        .setMetric(series % 2 == 0 ? "duration" : "ttft")
                        .setUnit("s")
                        .setLabels(
                                SeriesLabels.newBuilder()
                                        .setService("checkout-assistant-" + series / 2)
                                        .setEnvironment("production")
                                        .setProvider("azure.ai.openai")
                                        .setModel("gpt-4o mini 2024-07-18")
                                        .setOperation("chat")
                                        .setVantage("app")
                                        .setVersion("1.4." + series % 7))
                        .setStartTimeUnixNano(end - MINUTE)
                        .setEndTimeUnixNano(end)
                        .setComplete(true)
                        .setCount(random.nextInt(5, 5_000))
                        .setRequests(random.nextInt(5_000, 10_000))
                        .setSum(random.nextDouble(1e4))
                        .setMin(random.nextDouble())
                        .setMax(random.nextDouble(60))
                        .setMean(random.nextDouble(3))
                        .setVariance(random.nextDouble())
                        .setP50(random.nextDouble(2))
                        .setP90(random.nextDouble(5))
                        .setP95(random.nextDouble(10))
                        .setP99(random.nextDouble(30))
                        .setLogMean(random.nextDouble(-3, 3))
                        .setLogVariance(random.nextDouble());
        window.setValue(window.getMean());
        for (int i = 0; i < EXEMPLARS; i++) {
            window.addSlowest(Exemplar.newBuilder().setTraceId(traceId()));
            window.addTypical(Exemplar.newBuilder().setTraceId(traceId()));
        }
        return window.build();
    }

    private String traceId() {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
    }

    /** A window as influxdb-client-java would have it made. */
    static Point point(WindowAggregate w) {
        SeriesLabels labels = w.getLabels();
        return Point.measurement("llm_window")
                .addTag("environment", labels.getEnvironment())
                .addTag("metric", w.getMetric())
                .addTag("model", labels.getModel())
                .addTag("operation", labels.getOperation())
                .addTag("provider", labels.getProvider())
                .addTag("service", labels.getService())
                .addTag("vantage", labels.getVantage())
                .addTag("version", labels.getVersion())
                .addField("count", w.getCount())
                .addField("requests", w.getRequests())
                .addField("events", w.getEvents())
                .addField("value", w.getValue())
                .addField("sum", w.getSum())
                .addField("mean", w.getMean())
                .addField("variance", w.getVariance())
                .addField("min", w.getMin())
                .addField("max", w.getMax())
                .addField("p50", w.getP50())
                .addField("p90", w.getP90())
                .addField("p95", w.getP95())
                .addField("p99", w.getP99())
                .addField("log_mean", w.getLogMean())
                .addField("log_variance", w.getLogVariance())
                .addField("complete", w.getComplete())
                .addField(
                        "exemplars",
                        w.getSlowestList().stream()
                                        .map(Exemplar::getTraceId)
                                        .collect(Collectors.joining(" "))
                                + ' '
                                + w.getTypicalList().stream()
                                        .map(Exemplar::getTraceId)
                                        .collect(Collectors.joining(" ")))
                .time(w.getEndTimeUnixNano(), WritePrecision.NS);
    }
}
