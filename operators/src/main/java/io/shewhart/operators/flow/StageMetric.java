/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.flow;

import io.shewhart.operators.metrics.JobMetric;
import io.shewhart.operators.metrics.MetricDoc;
import io.shewhart.operators.metrics.MetricScope;

/** What every stage tells. */
enum StageMetric implements JobMetric {
    EVENT_TIME_LAG_MS(
            MetricDoc.gauge(
                    MetricScope.STAGE,
                    "ms",
                    "Wall clock minus the stage's watermark: how old the newest time is that it has"
                            + " dealt with. -1 before the first watermark.",
                    "About `time.bound` plus the export delay is normal. Equal in all stages: a"
                            + " partition holds the time back, see `eventTimeLagMs` of the"
                            + " partitions. Rising from one stage on: that stage is too slow; look"
                            + " for the first busy operator (Flink's `busyTimeMsPerSecond`) and"
                            + " raise the parallelism."));

    private final MetricDoc doc;

    StageMetric(MetricDoc doc) {
        this.doc = doc;
    }

    @Override
    public MetricDoc doc() {
        return doc;
    }
}
