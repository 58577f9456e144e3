/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.flow;

import io.shewhart.operators.kafka.PartitionMetric;
import io.shewhart.operators.metrics.JobMetric;
import io.shewhart.operators.metrics.MetricScope;
import io.shewhart.operators.trace.TraceCounter;
import io.shewhart.operators.window.WindowCounter;
import java.util.ArrayList;
import java.util.List;

/** Every metric of the job. */
public final class JobMetrics {
    private static final List<JobMetric[]> ALL =
            List.of(
                    PartitionMetric.values(),
                    SourceMetric.values(),
                    StageMetric.values(),
                    AssemblyLevel.values(),
                    AssemblyMetric.values(),
                    TraceCounter.values(),
                    WindowLevel.values(),
                    WindowCounter.values(),
                    ChartLevel.values(),
                    ChartMetric.values(),
                    BudgetMetric.values(),
                    InfluxMetric.values());

    private JobMetrics() {}

    /** All of them, by scope; within one in the order of the page. */
    public static List<JobMetric> all() {
        List<JobMetric> all = new ArrayList<>();
        for (MetricScope scope : MetricScope.values()) {
            all.addAll(of(scope));
        }
        return all;
    }

    /** Those of one scope. */
    public static List<JobMetric> of(MetricScope scope) {
        List<JobMetric> found = new ArrayList<>();
        for (JobMetric[] some : ALL) {
            for (JobMetric metric : some) {
                if (metric.doc().scope() == scope) {
                    found.add(metric);
                }
            }
        }
        return found;
    }
}
