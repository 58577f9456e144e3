/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * How a metric behaves, which decides the charts that watch it.
 *
 * <p>The order of the constants is part of the state format: append only.
 */
public enum MetricKind {
    /**
     * Positive, skewed, watched on the log scale with an extra chart for its upper tail: durations.
     */
    LATENCY,
    /** Events among a count of observations: error ratio, incomplete ratio. */
    RATIO,
    /**
     * Requests per window; a window without requests is an observation of zero. Judged by a
     * forecast that follows the level, so that no rhythm of the day alarms: it finds traffic that
     * vanishes or multiplies from one window to the next, and hardly any lasting change that is
     * smaller or slower.
     */
    COUNT,
    /** Positive amounts per call, watched on the log scale: tokens. */
    VALUE,
    /**
     * One real number a window without a distribution to trust, which may be zero or negative:
     * evaluation scores, utilisation, queue lengths, totals per second. The mean of the window is
     * watched by an adaptive individuals chart.
     */
    GAUGE
}
