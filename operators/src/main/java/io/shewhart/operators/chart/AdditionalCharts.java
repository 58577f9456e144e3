/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.chart;

import io.shewhart.operators.spc.AdditionalChart;
import io.shewhart.operators.window.Metric;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Charts beside the default suite as users name them: metric, colon, chart. */
public final class AdditionalCharts {

    private static final char SEPARATOR = ':';

    private AdditionalCharts() {}

    /** Every name there is. */
    public static List<String> names() {
        List<String> names = new ArrayList<>();
        for (Metric metric : Metric.values()) {
            for (AdditionalChart chart : AdditionalChart.values()) {
                if (chart.suits(WindowCharts.kind(metric))) {
                    names.add(metric.label() + SEPARATOR + chart.label());
                }
            }
        }
        return names;
    }

    /** Label of the metric of a name. */
    public static String metric(String name) {
        return name.substring(0, name.indexOf(SEPARATOR));
    }

    /** The charts of each metric that has any. */
    static Map<Metric, Set<AdditionalChart>> of(List<String> names) {
        Map<Metric, Set<AdditionalChart>> charts = new EnumMap<>(Metric.class);
        for (Metric metric : Metric.values()) {
            for (AdditionalChart chart : AdditionalChart.values()) {
                if (names.contains(metric.label() + SEPARATOR + chart.label())) {
                    charts.computeIfAbsent(metric, m -> EnumSet.noneOf(AdditionalChart.class))
                            .add(chart);
                }
            }
        }
        return charts;
    }
}
