/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.flow;

import io.shewhart.operators.metrics.JobMetric;
import io.shewhart.operators.metrics.MetricDoc;
import io.shewhart.operators.metrics.MetricScope;

/** State of the charts. */
enum ChartLevel implements JobMetric {
    CHART_KEYS(
            MetricDoc.gauge(
                    MetricScope.CHARTS,
                    "keys",
                    "Chart keys in state: series without their version.",
                    "About series times charted metrics. See `series` of the windows.")),
    ALARMING_CHARTS(
            MetricDoc.gauge(
                    MetricScope.CHARTS,
                    "charts",
                    "Charts that can alarm: one for every chart key and version with"
                            + " traffic. Sums up over the subtasks.",
                    "See the budget below.")),
    STATE_BYTES(
            MetricDoc.gauge(
                    MetricScope.CHARTS,
                    "bytes",
                    "Bytes of the charts, before compression.",
                    "About 1.5 kB a chart key. As for assembly."));

    private final MetricDoc doc;

    ChartLevel(MetricDoc doc) {
        this.doc = doc;
    }

    @Override
    public MetricDoc doc() {
        return doc;
    }
}
