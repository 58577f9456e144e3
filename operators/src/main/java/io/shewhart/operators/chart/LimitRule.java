/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.chart;

import io.shewhart.operators.spc.FixedLimit;
import io.shewhart.operators.window.Metric;
import io.shewhart.schemas.v1.SeriesLabels;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A fixed limit and the chart keys that it is for.
 *
 * @param metric name of the metric
 * @param labels values that labels of the chart key must have, by name out of {@link #LABELS}; ""
 *     is an absent label
 * @param limit the limit
 */
public record LimitRule(String metric, Map<String, String> labels, FixedLimit limit)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Labels of a chart key. */
    public static final List<String> LABELS =
            List.of("service", "environment", "provider", "model", "operation", "vantage");

    /** Keeps the rule immutable and in one order. */
    public LimitRule {
        labels = new TreeMap<>(labels);
        if (!LABELS.containsAll(labels.keySet())) {
            throw new IllegalArgumentException("labels " + labels.keySet());
        }
    }

    /** Statistics that windows of a metric have. */
    public static List<FixedLimit.Statistic> statistics(Metric metric) {
        return switch (metric.kind()) {
            case LATENCY, VALUE, RATE ->
                    !metric.hasSketch()
                            ? List.of(FixedLimit.Statistic.MEAN)
                            : Arrays.stream(FixedLimit.Statistic.values())
                                    .filter(s -> s != FixedLimit.Statistic.RATIO)
                                    .filter(s -> s != FixedLimit.Statistic.COUNT)
                                    .toList();
            case RATIO -> List.of(FixedLimit.Statistic.RATIO);
            case COUNT -> List.of(FixedLimit.Statistic.COUNT);
        };
    }

    /** Whether it is for a chart key. */
    boolean matches(String itsMetric, SeriesLabels itsLabels) {
        if (!metric.equals(itsMetric)) {
            return false;
        }
        for (Map.Entry<String, String> label : labels.entrySet()) {
            if (!label.getValue().equals(value(itsLabels, label.getKey()))) {
                return false;
            }
        }
        return true;
    }

    /** Whether there can be a chart key that both are for. */
    public boolean overlaps(LimitRule other) {
        if (!metric.equals(other.metric)) {
            return false;
        }
        for (Map.Entry<String, String> label : labels.entrySet()) {
            String another = other.labels.get(label.getKey());
            if (another != null && !another.equals(label.getValue())) {
                return false;
            }
        }
        return true;
    }

    private static String value(SeriesLabels labels, String name) {
        return switch (name) {
            case "service" -> labels.getService();
            case "environment" -> labels.getEnvironment();
            case "provider" -> labels.getProvider();
            case "model" -> labels.getModel();
            case "operation" -> labels.getOperation();
            case "vantage" -> labels.getVantage();
            default -> throw new IllegalArgumentException("label " + name);
        };
    }
}
