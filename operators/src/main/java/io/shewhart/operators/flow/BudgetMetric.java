/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.flow;

import io.shewhart.operators.metrics.JobMetric;
import io.shewhart.operators.metrics.MetricDoc;
import io.shewhart.operators.metrics.MetricScope;

/** The real number of charts against what the budget is shared by. */
enum BudgetMetric implements JobMetric {
    ALARMING_CHARTS(
            MetricDoc.gauge(
                    MetricScope.BUDGET,
                    "charts",
                    "Charts that can alarm, over the whole installation. -1 until every"
                            + " subtask has told. Also in `llm_quality`.",
                    "Above `budget.charts` there are proportionally more false episodes"
                            + " than `budget.false-episodes-per-day`. Raise `budget.charts`: limits"
                            + " become wider accordingly.")),
    BUDGET_CHARTS(
            MetricDoc.gauge(MetricScope.BUDGET, "charts", "`budget.charts`.", "It is a setting.")),
    EXPECTED_FALSE_EPISODES_PER_DAY(
            MetricDoc.gauge(
                    MetricScope.BUDGET,
                    "episodes/day",
                    "What the real number of charts amounts to when nothing is wrong. -1"
                            + " until it is known.",
                    "As above."));

    private final MetricDoc doc;

    BudgetMetric(MetricDoc doc) {
        this.doc = doc;
    }

    @Override
    public MetricDoc doc() {
        return doc;
    }
}
