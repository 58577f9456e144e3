/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * Charts that can run beside the default suite of a metric. Each takes its share of the key's
 * budget, so that all limits of the key become a little wider.
 */
public enum AdditionalChart {
    /**
     * Two-sided tabular CUSUM of the standardised subgroups, with k = 0.5 or, where the baseline is
     * too short for the ARL, the next larger one that it can afford.
     */
    CUSUM("cusum");

    private final String label;

    AdditionalChart(String label) {
        this.label = label;
    }

    /** Name in configuration and in chart points. */
    public String label() {
        return label;
    }

    /**
     * Whether metrics of a kind can have it. Counts and gauges are judged by a forecast that
     * follows their level, so there is no fixed level that a sum of deviations could refer to.
     */
    public boolean suits(MetricKind kind) {
        return kind != MetricKind.COUNT && kind != MetricKind.GAUGE;
    }
}
