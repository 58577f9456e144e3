/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.flow;

import io.shewhart.operators.metrics.JobMetric;
import io.shewhart.operators.metrics.MetricDoc;
import io.shewhart.operators.metrics.MetricScope;
import java.util.List;

/** What the sinks of the time-series store tell, besides what every sink of Flink does. */
enum InfluxMetric implements JobMetric {
    REQUESTS(
            MetricDoc.counter(
                    MetricScope.INFLUXDB, "requests", "Write requests sent.", MetricDoc.TRAFFIC)),
    RETRIES(
            MetricDoc.counter(
                    MetricScope.INFLUXDB,
                    "requests",
                    "Requests that the store answered with \"not now\", or not at all.",
                    "The store is down, slow or throttles. The log names its answer.")),
    SPLITS(
            MetricDoc.counter(
                    MetricScope.INFLUXDB,
                    "requests",
                    "Requests sent again in pieces because of their size or of a point in them.",
                    "Lower `influxdb.batch-bytes` if the size is refused.")),
    REFUSED_RETENTION(
            MetricDoc.counter(
                    MetricScope.INFLUXDB,
                    "points",
                    "Points older than the store keeps; written to `llm_refused`.",
                    "A backlog older than the retention of the bucket is read.")),
    REFUSED_TYPE_CONFLICT(
            MetricDoc.counter(
                    MetricScope.INFLUXDB,
                    "points",
                    "Points with a field that the store knows with another type; written"
                            + " to `llm_refused`.",
                    "Something else writes to the same measurement.")),
    REFUSED_LIMIT(
            MetricDoc.counter(
                    MetricScope.INFLUXDB,
                    "points",
                    "Points beyond a limit of the store, such as its number of series;"
                            + " written to `llm_refused`.",
                    "Raise the limit of the store, or lower `series.max-per-service`.")),
    REFUSED_TOO_LARGE(
            MetricDoc.counter(
                    MetricScope.INFLUXDB,
                    "points",
                    "Single points that are too large for the store; written to"
                            + " `llm_refused` without their line.",
                    "Raise the limit of the store.")),
    REFUSED_INVALID(
            MetricDoc.counter(
                    MetricScope.INFLUXDB,
                    "points",
                    "Points refused for another reason; written to `llm_refused`.",
                    "Read `message` in `llm_refused`.")),
    MISCONFIGURED(
            MetricDoc.gauge(
                    MetricScope.INFLUXDB,
                    "0 or 1",
                    "Is 1 while the store says that address, token, org or bucket are wrong."
                            + " Points wait.",
                    "Check `influxdb.url`, `influxdb.org`, `influxdb.bucket` and"
                            + " `influxdb.token`. Nothing is lost meanwhile.")),
    QUEUED_POINTS(
            MetricDoc.gauge(
                    MetricScope.INFLUXDB,
                    "points",
                    "Points that wait or are under way.",
                    "The store is slower than the job. See retries and failingTimeMs.")),
    QUEUED_BYTES(
            MetricDoc.gauge(
                    MetricScope.INFLUXDB,
                    "bytes",
                    "The same in bytes. At `influxdb.buffer-bytes` the job waits.",
                    "As above; a larger `influxdb.buffer-bytes` bridges a longer outage.")),
    FAILING_TIME_MS(
            MetricDoc.gauge(
                    MetricScope.INFLUXDB,
                    "ms",
                    "For how long the store has taken nothing, 0 when it does.",
                    "Mend the store before the buffer is full.")),
    NON_FINITE(
            MetricDoc.gauge(
                    MetricScope.INFLUXDB,
                    "numbers",
                    "Numbers left out of points because they are NaN or infinite.",
                    "Report it: no aggregate should have one."));

    /** Why points are refused; their names are the reasons. */
    static final List<InfluxMetric> REFUSED =
            List.of(
                    REFUSED_RETENTION,
                    REFUSED_TYPE_CONFLICT,
                    REFUSED_LIMIT,
                    REFUSED_TOO_LARGE,
                    REFUSED_INVALID);

    private final MetricDoc doc;

    InfluxMetric(MetricDoc doc) {
        this.doc = doc;
    }

    @Override
    public MetricDoc doc() {
        return doc;
    }

    /** The counter of a reason; one without a counter of its own is counted as invalid. */
    static InfluxMetric refused(String reason) {
        return REFUSED.stream()
                .filter(metric -> metric.reason().equals("refused_" + reason))
                .findFirst()
                .orElse(REFUSED_INVALID);
    }
}
