/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.chart;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * The real number of charts that can alarm, over all subtasks, against the number that the budget
 * of false episodes is shared by.
 *
 * <p>Warns when the budget is exceeded, then only when the excess has doubled, and says once when
 * it is kept again: the log of a large installation is not filled by what everybody knows. Not for
 * several threads.
 */
public final class BudgetWatch {
    private final int budgetCharts;
    private final double falseEpisodesPerDay;
    private final Map<Integer, Long> charts = new TreeMap<>();
    private int subtasks;
    private long warnedAt;

    /**
     * @param budgetCharts charts that share the budget
     * @param falseEpisodesPerDay the budget
     */
    public BudgetWatch(int budgetCharts, double falseEpisodesPerDay) {
        this.budgetCharts = budgetCharts;
        this.falseEpisodesPerDay = falseEpisodesPerDay;
    }

    /** A subtask, one of so many, has that many charts that can alarm. */
    public void report(int subtask, int of, long alarming) {
        if (of != subtasks) {
            charts.clear();
            subtasks = of;
        }
        charts.put(subtask, alarming);
    }

    /** All charts that can alarm; empty until every subtask has reported. */
    public OptionalLong alarmingCharts() {
        if (subtasks == 0 || charts.size() < subtasks) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(charts.values().stream().mapToLong(Long::longValue).sum());
    }

    /** Expected false episodes a day when nothing is wrong; -1 until the number is known. */
    public double expectedFalseEpisodesPerDay() {
        OptionalLong all = alarmingCharts();
        return all.isEmpty() ? -1 : falseEpisodesPerDay * all.getAsLong() / budgetCharts;
    }

    /** A warning that is to be logged now. */
    public Optional<String> warning() {
        long all = alarmingCharts().orElse(0);
        if (all <= budgetCharts) {
            return Optional.empty();
        }
        if (warnedAt != 0 && all - budgetCharts < 2 * (warnedAt - budgetCharts)) {
            return Optional.empty();
        }
        warnedAt = all;
        return Optional.of(
                String.format(
                        Locale.ROOT,
                        "%d charts can alarm, but budget.charts is %d: expect %.3g false episodes a"
                                + " day when nothing is wrong, not %.3g"
                                + " (budget.false-episodes-per-day). Set budget.charts to %d or"
                                + " more, and limits become wider accordingly.",
                        all,
                        budgetCharts,
                        expectedFalseEpisodesPerDay(),
                        falseEpisodesPerDay,
                        all));
    }

    /** Whether the budget is kept again after a warning; true once. */
    public boolean recovered() {
        OptionalLong all = alarmingCharts();
        if (warnedAt == 0 || all.isEmpty() || all.getAsLong() > budgetCharts) {
            return false;
        }
        warnedAt = 0;
        return true;
    }
}
