/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * The charts that watch one version of a metric of one kind, as one. Mutable, owned by one fold.
 *
 * <p>An implementation adds judgements with codes of {@link ChartName} that are its own, remembers
 * nothing outside {@link #write}, and is counted in {@link EngineContext#charts} with what may
 * alarm.
 */
interface VersionCharts {

    /** The charts of a kind of metric, empty. */
    static VersionCharts of(MetricKind kind) {
        return switch (kind) {
            case LATENCY -> new LocationCharts(LocationScale.LOG, true);
            case VALUE -> new LocationCharts(LocationScale.LOG, false);
            case RATIO -> new RatioCharts();
            case COUNT -> new CountCharts();
            case GAUGE -> new GaugeCharts();
        };
    }

    /**
     * Adds a complete window.
     *
     * @param incumbent charts of the incumbent version, null without one; a version without a
     *     baseline is judged by theirs
     */
    void fold(Fold fold, WindowSummary w, VersionCharts incumbent);

    /** Chart whose points say that a window could not be judged. */
    ChartName main();

    /** Whether there is a baseline of its own. */
    boolean learned();

    /**
     * Judges by stated parameters from now on.
     *
     * @throws IllegalArgumentException if charts of this kind have none
     */
    default void state(Standard standard, String id, String version) {
        throw new IllegalArgumentException("metrics of this kind follow their level");
    }

    /** An episode opens with this version: collect what may become a new level. */
    void opened(long at);

    /** The episode is over against the old baseline. */
    void recovered(long end);

    /**
     * Whether what happened since the episode opened is stable and was taken as the new level.
     *
     * @param signalling charts that keep the episode open, as bits of {@link ChartName}
     */
    boolean newLevel(Fold fold, int signalling, long end);

    /** Whether there was no traffic at all since the episode opened. */
    boolean silent();

    VersionCharts copy();

    void write(StateWriter out);

    /** Replaces this state, that of an empty chart, by what was written. */
    void read(StateReader in);
}
