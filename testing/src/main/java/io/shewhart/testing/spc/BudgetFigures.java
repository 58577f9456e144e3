/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.spc;

import java.util.Locale;
import java.util.Map;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * What a scenario cost.
 *
 * @param name name of the scenario
 * @param band what measured / budget has to lie in
 * @param arl0 in-control ARL of each chart
 * @param series chart keys
 * @param windows windows of all of them
 * @param expected false episodes that the budget allows
 * @param opened episodes opened
 * @param dispersion variance / mean of the episodes of one series, at least 1: baselines differ, so
 *     episodes come in clusters
 * @param charts episodes by the chart and direction that opened them
 */
record BudgetFigures(
        String name,
        Scenario.Band band,
        double arl0,
        int series,
        long windows,
        double expected,
        long opened,
        double dispersion,
        Map<String, Integer> charts) {

    double ratio() {
        return opened / expected;
    }

    /** Lower end of the 95 % interval of the ratio. */
    double low() {
        double k = opened / dispersion;
        return k <= 0
                ? 0
                : 0.5
                        * ChiSquaredDistribution.of(2 * k).inverseCumulativeProbability(0.025)
                        * dispersion
                        / expected;
    }

    /**
     * Upper end of the 95 % interval (Garwood 1936) of the ratio, with the clusters' dispersion.
     */
    double high() {
        double k = opened / dispersion;
        return 0.5
                * ChiSquaredDistribution.of(2 * k + 2).inverseCumulativeProbability(0.975)
                * dispersion
                / expected;
    }

    boolean missed() {
        return low() > band.most || high() < band.least;
    }

    static String header() {
        return String.format(
                Locale.ROOT,
                "| %-28s | %7s | %6s | %9s | %8s | %8s | %5s | %-11s | %-10s | %s",
                "scenario",
                "ARL0",
                "series",
                "windows",
                "expected",
                "measured",
                "ratio",
                "95 %",
                "band",
                "verdict | opened by |");
    }

    String row() {
        String verdict =
                band == Scenario.Band.OPEN
                        ? "-"
                        : missed()
                                ? "MISSED"
                                : ratio() >= band.least && ratio() <= band.most ? "kept" : "open";
        String allowed =
                band == Scenario.Band.OPEN
                        ? "none"
                        : String.format(Locale.ROOT, "%.1f-%.1f", band.least, band.most);
        return String.format(
                Locale.ROOT,
                "| %-28s | %7.2g | %6d | %9d | %8.1f | %8d | %5.2f | %-11s | %-10s | %s | %s |",
                name,
                arl0,
                series,
                windows,
                expected,
                opened,
                ratio(),
                String.format(Locale.ROOT, "%.2f-%.2f", low(), high()),
                allowed,
                verdict,
                charts);
    }
}
