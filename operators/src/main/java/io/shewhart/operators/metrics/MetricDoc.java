/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.metrics;

import com.google.errorprone.annotations.Immutable;

/**
 * What a metric is.
 *
 * @param scope where it is measured
 * @param isCounter whether it counts up; if not, it is a gauge
 * @param unit what one is
 * @param meaning what it says, a sentence
 * @param advice what to do when it rises, a sentence or more
 */
@Immutable
public record MetricDoc(
        MetricScope scope, boolean isCounter, String unit, String meaning, String advice) {

    /** Advice for what is neither good nor bad. */
    public static final String TRAFFIC = "Follows the traffic.";

    /** A counter, never reset while its task runs. */
    public static MetricDoc counter(MetricScope scope, String unit, String meaning, String advice) {
        return new MetricDoc(scope, true, unit, meaning, advice);
    }

    /** A gauge. */
    public static MetricDoc gauge(MetricScope scope, String unit, String meaning, String advice) {
        return new MetricDoc(scope, false, unit, meaning, advice);
    }
}
