/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.flow;

import io.shewhart.operators.influx.StoreReply;
import io.shewhart.operators.influx.WriteLoop;
import io.shewhart.operators.influx.WriteObserver;
import io.shewhart.operators.metrics.MetricScope;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.SinkWriterMetricGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an InfluxDB sink did, as Flink's standard sink metrics ({@code numRecordsSend}, {@code
 * numBytesSend}: stored; {@code numRecordsSendErrors}: refused; {@code currentSendTime}) and, in
 * the group {@code shewhart.influxdb}, {@link InfluxMetric}.
 */
final class InfluxMetrics implements WriteObserver {
    private static final Logger LOG = LoggerFactory.getLogger(InfluxSink.class);

    /** Longest part of a line that is logged. */
    private static final int SAMPLE = 500;

    private final SinkWriterMetricGroup sink;
    private final MetricGroup group;
    private final String store;
    private final Counter requests;
    private final Counter retries;
    private final Counter splits;
    private final Map<String, Counter> refused = new HashMap<>();
    private final Set<String> told = new HashSet<>();
    private long sendMillis;
    private boolean misconfigured;

    InfluxMetrics(SinkWriterMetricGroup sink, String store) {
        this.sink = sink;
        this.store = store;
        this.group = group(sink);
        requests = group.counter(InfluxMetric.REQUESTS.metricName());
        retries = group.counter(InfluxMetric.RETRIES.metricName());
        splits = group.counter(InfluxMetric.SPLITS.metricName());
        for (InfluxMetric metric : InfluxMetric.REFUSED) {
            refused.put(metric.reason(), group.counter(metric.metricName()));
        }
        group.gauge(InfluxMetric.MISCONFIGURED.metricName(), () -> misconfigured ? 1 : 0);
        sink.setCurrentSendTimeGauge(() -> sendMillis);
    }

    static MetricGroup group(MetricGroup sink) {
        return Tally.group(MetricScope.INFLUXDB, sink);
    }

    void watch(WriteLoop loop) {
        group.gauge(InfluxMetric.QUEUED_POINTS.metricName(), loop::size);
        group.gauge(InfluxMetric.QUEUED_BYTES.metricName(), loop::footprint);
        group.gauge(InfluxMetric.FAILING_TIME_MS.metricName(), loop::failingMillis);
    }

    @Override
    public void sent(int lines, long bytes) {
        requests.inc();
    }

    @Override
    public void written(int lines, long bytes, long millis) {
        sink.getNumRecordsSendCounter().inc(lines);
        sink.getNumBytesSendCounter().inc(bytes);
        sendMillis = millis;
    }

    @Override
    public void retrying(StoreReply reply, int failures, long delayMillis) {
        retries.inc();
        misconfigured = false;
        if (worthTelling(failures)) {
            LOG.warn(
                    "{} does not take points ({} failures, next attempt in {} ms): {}",
                    store,
                    failures,
                    delayMillis,
                    reply);
        }
    }

    @Override
    public void misconfigured(StoreReply reply, int failures, long delayMillis) {
        retries.inc();
        misconfigured = true;
        if (worthTelling(failures)) {
            LOG.error(
                    "{} refuses every write ({} failures, next attempt in {} ms). Check"
                            + " influxdb.url, influxdb.org, influxdb.bucket and influxdb.token;"
                            + " points wait until it takes them: {}",
                    store,
                    failures,
                    delayMillis,
                    reply);
        }
    }

    @Override
    public void split(StoreReply reply) {
        splits.inc();
    }

    @Override
    public void refused(String measurement, String reason, byte[] line, StoreReply reply) {
        sink.getNumRecordsSendErrorsCounter().inc();
        refused.get(InfluxMetric.refused(reason).reason()).inc();
        if (told.add(measurement + ' ' + reason)) {
            LOG.warn(
                    "{} refused a point of {} ({}); more like it are counted and kept in"
                            + " llm_refused. It said: {}; the point: {}",
                    store,
                    measurement,
                    reason,
                    reply,
                    new String(line, 0, Math.min(SAMPLE, line.length), StandardCharsets.UTF_8));
        }
    }

    @Override
    public void recovered(int failures, long millis) {
        misconfigured = false;
        LOG.info("{} takes points again after {} failures in {} ms", store, failures, millis);
    }

    /** The first failure, then ever fewer: with the longest wait of 30 s about one in 20 min. */
    private static boolean worthTelling(int failures) {
        return failures <= 1 || failures % 40 == 0;
    }
}
