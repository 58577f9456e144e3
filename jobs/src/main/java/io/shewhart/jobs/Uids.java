/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.jobs;

/**
 * Uids of the operators. Savepoints are bound to them: they stay for ever, and a new operator gets
 * a new one. Sinks add theirs, {@code sink-} and the output's name.
 */
public final class Uids {
    public static final String SOURCE = "source-spans";
    public static final String ADMISSION = "admission";
    public static final String ASSEMBLY = "assembly";
    public static final String INFERENCE_WINDOWS = "local-windows-inferences";
    public static final String TRACE_WINDOWS = "local-windows-traces";
    public static final String WINDOWS = "windows";
    public static final String CHARTED = "charted-windows";
    public static final String CHARTS = "charts";
    public static final String BUDGET = "budget";

    /** Sinks of the time-series store, and the operator before the last. */
    public static final String SINK_WINDOWS = "sink-influx-windows";

    public static final String SINK_CHART_POINTS = "sink-influx-chart-points";
    public static final String SINK_EPISODES = "sink-influx-episodes";
    public static final String SINK_TRACES = "sink-influx-traces";
    public static final String QUALITY_WINDOWS = "quality-windows";
    public static final String SINK_QUALITY = "sink-influx-quality";

    private Uids() {}
}
