/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.metrics;

import java.util.List;

/** Prints metrics as tables in Markdown. */
public final class MetricTables {
    private MetricTables() {}

    /** The metrics, grouped by their scope in the order given. */
    public static String markdown(List<JobMetric> metrics) {
        StringBuilder page = new StringBuilder();
        MetricScope scope = null;
        for (JobMetric metric : metrics) {
            if (metric.doc().scope() != scope) {
                scope = metric.doc().scope();
                head(page, scope);
            }
            row(page, metric);
        }
        return page.toString();
    }

    private static void head(StringBuilder page, MetricScope scope) {
        page.append("\n### ").append(scope.operators()).append("\n\n");
        page.append("Group `shewhart.").append(scope.group()).append("`. ");
        page.append(scope.about()).append("\n\n");
        page.append("| metric | type, unit | what it says | when it rises |\n|---|---|---|---|\n");
    }

    private static void row(StringBuilder page, JobMetric metric) {
        MetricDoc doc = metric.doc();
        page.append("| `").append(metric.metricName()).append('`');
        page.append(" | ").append(doc.isCounter() ? "counter, " : "gauge, ").append(doc.unit());
        page.append(" | ").append(doc.meaning());
        page.append(" | ").append(doc.advice()).append(" |\n");
    }
}
