/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * A run rule that can alarm: so many of the last subgroups, the newest one included, beyond a zone
 * line on one side.
 *
 * <p>By its textbook line such a rule signals every few hundred subgroups when nothing is wrong
 * (spc.md section 3), far more often than any budget gives a chart. As an alarm the line is
 * therefore moved out until the rule keeps the ARL0 of its share ({@link LimitSolver#zone}); what
 * is kept of the rule is the run. Rules without a line to move (8 or 9 in a row on one side,
 * trends, alternation, stratification) have a rate that their definition fixes, and cannot alarm;
 * one point beyond the limit is what the charts do anyway.
 */
public enum ZoneRule {
    /** Western Electric 2, Nelson 5. */
    TWO_OF_THREE(2, 3, ChartName.TWO_OF_THREE),
    /** Western Electric 3, Nelson 6. */
    FOUR_OF_FIVE(4, 5, ChartName.FOUR_OF_FIVE);

    /** Points needed beyond the line. */
    final int hits;

    /** Newest points that are looked at. */
    final int of;

    final ChartName chart;

    ZoneRule(int hits, int of, ChartName chart) {
        this.hits = hits;
        this.of = of;
        this.chart = chart;
    }
}
