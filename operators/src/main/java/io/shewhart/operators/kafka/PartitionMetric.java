/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.kafka;

import io.shewhart.operators.metrics.JobMetric;
import io.shewhart.operators.metrics.MetricDoc;
import io.shewhart.operators.metrics.MetricScope;

/** How far a partition was read. */
public enum PartitionMetric implements JobMetric {
    RECORDS_BEHIND(
            MetricDoc.gauge(
                    MetricScope.PARTITION,
                    "records",
                    "End of the partition, asked from the broker every ten seconds, minus"
                            + " what was read. -1 until it answered.",
                    "The job is slower than the producers, or is catching up. Rising in all"
                        + " partitions: raise the parallelism, up to the number of partitions. In"
                        + " one: its producers prefer it, or a record key does.")),
    EVENT_TIME_LAG_MS(
            MetricDoc.gauge(
                    MetricScope.PARTITION,
                    "ms",
                    "Wall clock minus the newest event time read from the partition. -1"
                            + " before the first.",
                    "Large in one partition only: it holds the others back (`time.max-"
                            + "drift`). It lags, its producers deliver late, or their clocks are"
                            + " wrong."));

    private final MetricDoc doc;

    PartitionMetric(MetricDoc doc) {
        this.doc = doc;
    }

    @Override
    public MetricDoc doc() {
        return doc;
    }
}
