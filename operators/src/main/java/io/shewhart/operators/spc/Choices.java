/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import java.util.Locale;

/** Tells what the engine chose for a chart, and why, in one line of text. */
final class Choices {

    private Choices() {}

    /** The line for a judgement. */
    static String of(EngineContext context, Judgement j) {
        String basis =
                j.basis == null
                        ? "learning, " + j.learned + " of " + j.target + " subgroups so far"
                        : j.basis.describe(context, j.chart);
        return basis
                + "; ARL0 "
                + number(context.arl0)
                + " subgroups for each of "
                + context.charts
                + (context.charts == 1 ? " chart" : " charts")
                + (context.limits.confirms() ? ", so a second subgroup confirms" : "");
    }

    /** Three significant digits. */
    static String number(double value) {
        return String.format(Locale.ROOT, "%.3g", value);
    }

    /** Limit of a chart in its sigma, and that of the EWMA beside it. */
    static String limits(ChartName chart, double limit, EngineContext context, double ewmaLimit) {
        return chart.text()
                + " limits "
                + number(limit)
                + " sigma, ewma (lambda "
                + context.config.lambda()
                + ") "
                + number(ewmaLimit)
                + " sigma";
    }
}
