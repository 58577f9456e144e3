/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.spc;

import io.shewhart.operators.spc.ChartEngine;
import io.shewhart.operators.spc.EngineOutput;
import io.shewhart.operators.spc.EpisodeEvent;
import io.shewhart.operators.spc.KeyState;
import io.shewhart.operators.spc.MetricKind;
import io.shewhart.operators.spc.Point;
import io.shewhart.operators.spc.Standard;
import io.shewhart.operators.spc.WindowSummary;

/** One simulated chart key in a real engine, window after window. */
final class Series implements EngineOutput {
    static final long MINUTE = 60_000_000_000L;

    private static final long EPOCH = 1_700_000_000L * 1_000_000_000L / MINUTE * MINUTE;
    private static final double NONE = Double.NaN;
    private static final String VERSION = "v";

    final Draws draws;
    final LogValues values = new LogValues();

    /** Windows folded so far. */
    int window;

    /** State of a feed that remembers, such as an autoregression. */
    double memory;

    private final long windowNanos;
    private final ChartEngine engine;
    private final MetricKind kind;
    private final String key;
    private final Listener listener;
    private KeyState state;
    private boolean learned;
    private WindowSummary summary;
    private LogValues sketch;
    private boolean keep;

    /** What a program wants to know of the episodes. */
    @FunctionalInterface
    interface Listener {
        void episode(EpisodeEvent event);
    }

    Series(ChartEngine engine, MetricKind kind, long seed, Listener listener) {
        this(engine, kind, MINUTE, seed, listener);
    }

    Series(ChartEngine engine, MetricKind kind, long windowNanos, long seed, Listener listener) {
        this.windowNanos = windowNanos;
        this.engine = engine;
        this.kind = kind;
        this.listener = listener;
        this.draws = new Draws(seed);
        this.key = Long.toHexString(seed);
    }

    /** Judges by known parameters from the first window on. */
    void know(Standard standard) {
        state = engine.stated(key, kind, VERSION, standard, EPOCH);
        learned = true;
    }

    /** Goes on from where another series stands, with other random numbers. */
    Series branch(long seed, Listener other) {
        Series branch = new Series(engine, kind, windowNanos, seed, other);
        branch.window = window;
        branch.memory = memory;
        branch.state = state;
        branch.learned = learned;
        return branch;
    }

    @Override
    public void point(Point point) {
        learned |= !point.baselineId().isEmpty();
    }

    @Override
    public void episode(EpisodeEvent event) {
        listener.episode(event);
    }

    /** From now on {@link #summary} has the window's sketch. */
    void keepSketches() {
        keep = true;
    }

    /** Whether a chart has a baseline. */
    boolean learned() {
        return learned;
    }

    KeyState state() {
        return state;
    }

    /** The newest window, with a sketch of its own. */
    WindowSummary summary() {
        return new WindowSummary(
                summary.version(),
                summary.startUnixNano(),
                summary.endUnixNano(),
                summary.complete(),
                summary.requests(),
                summary.count(),
                summary.events(),
                summary.mean(),
                summary.variance(),
                summary.logCount(),
                summary.logMean(),
                summary.logVariance(),
                sketch);
    }

    boolean episodeOpen() {
        return state != null && state.episodeOpen();
    }

    /** Folds the window of the values collected, and begins the next. */
    void values() {
        long n = values.count();
        double mean = n > 0 ? values.mean() : NONE;
        double variance = n > 1 ? values.variance(mean) : NONE;
        fold(n, 0, n > 0 ? Math.exp(mean) : NONE, variance, n, mean, variance);
        sketch = keep ? values.copy() : null;
        values.clear();
    }

    /** Folds n normal logarithms of a level and a standard deviation inside the window. */
    void values(long n, double level, double within) {
        if (kind == MetricKind.VALUE && !keep && n > 2) {
            // its charts see moments only, and those of normal logarithms have laws of their own
            double mean = level + within / Math.sqrt((double) n) * draws.normal();
            double variance = within * within * draws.chiSquared(n - 1.0) / (n - 1);
            fold(n, 0, Math.exp(mean), variance, n, mean, variance);
            return;
        }
        for (long i = 0; i < n; i++) {
            values.add(level + within * draws.normal());
        }
        values();
    }

    /** Folds events among calls. */
    void events(long n, long events) {
        fold(n, events, NONE, NONE, 0, NONE, NONE);
    }

    /** Folds the requests of a window. */
    void requests(long n) {
        events(n, n);
    }

    private void fold(
            long n,
            long events,
            double mean,
            double variance,
            long logCount,
            double logMean,
            double logVariance) {
        long start = EPOCH + window * windowNanos;
        long end = start + windowNanos;
        boolean sketched = values.count() > 0;
        summary =
                new WindowSummary(
                        VERSION,
                        start,
                        end,
                        true,
                        n,
                        n,
                        events,
                        mean,
                        variance,
                        logCount,
                        logMean,
                        logVariance,
                        sketched ? values : null);
        state = engine.fold(key, kind, state, summary, this);
        if (kind == MetricKind.COUNT) {
            state = engine.closeWindow(key, kind, state, end, this);
        }
        window++;
    }
}
