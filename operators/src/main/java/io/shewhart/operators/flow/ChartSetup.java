/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.flow;

import io.shewhart.operators.chart.LimitRule;
import io.shewhart.operators.spc.EngineConfig;
import io.shewhart.operators.spc.ZoneRule;
import java.io.Serializable;
import java.util.List;
import java.util.Set;

/**
 * What the chart operator is built with, in a form that travels to the cluster.
 *
 * @param windowNanos length of a base window
 * @param latenessNanos from a window's end to its close
 * @param seriesTtlNanos a key is forgotten after this long without windows
 * @param lastUnixNano end of a bounded log, else {@link Long#MAX_VALUE}
 * @param budget expected false episodes per day over the whole installation
 * @param budgetCharts alarming charts that share the budget
 * @param phaseOne subgroups a baseline is learned from
 * @param adjustTokens whether latencies are adjusted for the token counts of their calls
 * @param alarmRules run rules that alarm
 * @param charted metrics that are charted
 * @param limits fixed limits, of these metrics and of others
 */
public record ChartSetup(
        long windowNanos,
        long latenessNanos,
        long seriesTtlNanos,
        long lastUnixNano,
        double budget,
        int budgetCharts,
        int phaseOne,
        boolean adjustTokens,
        List<String> additional,
        Set<ZoneRule> alarmRules,
        List<String> charted,
        List<LimitRule> limits)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Keeps the setup immutable. */
    public ChartSetup {
        alarmRules = Set.copyOf(alarmRules);
        charted = List.copyOf(charted);
        limits = List.copyOf(limits);
    }

    /** Whether windows of a metric are of any interest to charts or limits. */
    public boolean watches(String metric) {
        return charted.contains(metric)
                || limits.stream().anyMatch(limit -> limit.metric().equals(metric));
    }

    EngineConfig engine() {
        EngineConfig defaults = EngineConfig.defaults(windowNanos);
        return defaults.withBudget(budget, budgetCharts)
                .withPhaseOne(phaseOne, Math.min(phaseOne, defaults.phaseOneMinimum()))
                .withAlarmRules(alarmRules);
    }

    /** The same for a log whose end is known. */
    public ChartSetup withEnd(long last) {
        return new ChartSetup(
                windowNanos,
                latenessNanos,
                seriesTtlNanos,
                last,
                budget,
                budgetCharts,
                phaseOne,
                adjustTokens,
                additional,
                alarmRules,
                charted,
                limits);
    }
}
