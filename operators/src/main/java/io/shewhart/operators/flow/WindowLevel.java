/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.flow;

import io.shewhart.operators.metrics.JobMetric;
import io.shewhart.operators.metrics.MetricDoc;
import io.shewhart.operators.metrics.MetricScope;

/** State of the windows. */
enum WindowLevel implements JobMetric {
    SERVICES(
            MetricDoc.gauge(
                    MetricScope.WINDOWS,
                    "services",
                    "Services with windows or series in state.",
                    "Above what is deployed: `service.name` holds something else, such as"
                            + " a host or a run.")),
    SERIES(
            MetricDoc.gauge(
                    MetricScope.WINDOWS,
                    "series",
                    "Label sets that are admitted, each until `series.ttl` without traffic.",
                    "Near `series.max-per-service` for a service: numSeriesOverflowed tells what is"
                            + " lost. A label has too many values; fold versions with"
                            + " `series.version-pattern`, or raise the cap.")),
    OPEN_BUNDLES(
            MetricDoc.gauge(
                    MetricScope.WINDOWS,
                    "bundles",
                    "Label sets of windows that are not closed.",
                    "Rises while a backlog is read; otherwise about the series with"
                            + " traffic, two windows long.")),
    STATE_BYTES(
            MetricDoc.gauge(
                    MetricScope.WINDOWS,
                    "bytes",
                    "Bytes of all of these, before compression.",
                    "As for assembly."));

    private final MetricDoc doc;

    WindowLevel(MetricDoc doc) {
        this.doc = doc;
    }

    @Override
    public MetricDoc doc() {
        return doc;
    }
}
