/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.chart;

import io.shewhart.operators.spc.AdditionalChart;
import io.shewhart.operators.spc.ChartEngine;
import io.shewhart.operators.spc.EngineConfig;
import io.shewhart.operators.spc.KeyState;
import io.shewhart.operators.spc.MetricKind;
import io.shewhart.operators.spc.StateFormatException;
import io.shewhart.operators.spc.WindowSummary;
import io.shewhart.operators.window.ChartKey;
import io.shewhart.operators.window.Metric;
import io.shewhart.operators.window.WindowSummaries;
import io.shewhart.schemas.v1.ChartPoint;
import io.shewhart.schemas.v1.Episode;
import io.shewhart.schemas.v1.WindowAggregate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The charts of one chart key over its window aggregates: state in, state out, all in bytes.
 *
 * <p>The same aggregates in the same order give the same messages and the same bytes of state.
 */
public final class WindowCharts {

    /** Takes what the charts have to say. */
    public interface Output {
        void point(ChartPoint point);

        void episode(Episode episode);

        /** The number of charts of the key that can alarm has changed by so many. */
        default void alarmingCharts(int change) {}

        /** The state could not be used and is learned anew. */
        void stateDropped();
    }

    private final Map<Metric, ChartEngine> engines = new EnumMap<>(Metric.class);
    private final boolean adjustTokens;
    private final long versionsNanos;

    /**
     * Prepares the limits of all charts.
     *
     * @param additional charts beside the default suite, names out of {@link
     *     AdditionalCharts#names}
     * @param adjustTokens whether latencies are adjusted for the token counts of their calls; if
     *     not, baselines that were learned so are set aside for the plain ones beside them
     */
    public WindowCharts(EngineConfig config, List<String> additional, boolean adjustTokens) {
        this.adjustTokens = adjustTokens;
        versionsNanos = config.takeoverNanos();
        Map<Set<AdditionalChart>, ChartEngine> made = new HashMap<>();
        Map<Metric, Set<AdditionalChart>> charts = AdditionalCharts.of(additional);
        for (Metric metric : Metric.values()) {
            Set<AdditionalChart> own = charts.getOrDefault(metric, Set.of());
            engines.put(
                    metric,
                    made.computeIfAbsent(own, set -> new ChartEngine(config.withAdditional(set))));
        }
    }

    /** Whether an aggregate can be charted at all: one of a known metric, not a merged series. */
    public static boolean chartable(WindowAggregate aggregate) {
        return !aggregate.getOverflow() && Metric.ofLabel(aggregate.getMetric()).isPresent();
    }

    /** Whether windows of this metric must be closed ({@link #close}). */
    public static boolean closes(Metric metric) {
        return kind(metric) == MetricKind.COUNT;
    }

    /**
     * Folds an aggregate.
     *
     * @param state state so far, null for a new key
     * @return the state to keep
     */
    public byte[] fold(ChartKey key, byte[] state, WindowAggregate aggregate, Output out) {
        WindowSummary summary = summary(aggregate, adjustTokens);
        Messages messages = new Messages(aggregate, aggregate.getSlowestList(), out);
        KeyState before = decode(state, out);
        KeyState after =
                engines.get(metric(aggregate))
                        .fold(key.hex(), kind(metric(aggregate)), before, summary, messages);
        // A state that could not be read had at least one chart that could alarm.
        int had = before == null ? state == null ? 0 : 1 : alarming(before);
        int change = alarming(after) - had;
        if (change != 0) {
            out.alarmingCharts(change);
        }
        return encode(after);
    }

    /**
     * How many charts of a state can alarm, as they share the budget: one for each version with
     * traffic.
     */
    public int alarming(byte[] state) {
        try {
            return state == null ? 0 : alarming(KeyState.decode(state));
        } catch (StateFormatException e) {
            return 1;
        }
    }

    private int alarming(KeyState state) {
        return state == null ? 0 : state.versionsInUse(versionsNanos);
    }

    /**
     * Says that all versions of a window were folded.
     *
     * @param identity any aggregate of the key, for metric and labels
     */
    public byte[] close(
            ChartKey key, byte[] state, WindowAggregate identity, long endUnixNano, Output out) {
        Metric metric = metric(identity);
        return encode(
                engines.get(metric)
                        .closeWindow(
                                key.hex(),
                                kind(metric),
                                decode(state, out),
                                endUnixNano,
                                new Messages(identity, List.of(), out)));
    }

    /** Says that the key expires; its state is of no use afterwards. */
    public void expire(
            ChartKey key, byte[] state, WindowAggregate identity, long unixNano, Output out) {
        Metric metric = metric(identity);
        engines.get(metric)
                .expire(
                        key.hex(),
                        kind(metric),
                        decode(state, out),
                        unixNano,
                        new Messages(identity, List.of(), out));
    }

    /** An aggregate as the engine sees it. */
    static WindowSummary summary(WindowAggregate aggregate, boolean tokens) {
        WindowSummaries.Numbers n = WindowSummaries.of(aggregate);
        return new WindowSummary(
                n.labels().version(),
                n.startUnixNano(),
                n.endUnixNano(),
                n.complete(),
                n.requests(),
                n.count(),
                n.events(),
                n.mean(),
                n.variance(),
                n.logCount(),
                n.logMean(),
                n.logVariance(),
                n.sketch(),
                tokens ? n.tokens() : null);
    }

    private static Metric metric(WindowAggregate identity) {
        return Metric.ofLabel(identity.getMetric()).orElseThrow();
    }

    static MetricKind kind(Metric metric) {
        return switch (metric.kind()) {
            case LATENCY -> MetricKind.LATENCY;
            case RATIO -> MetricKind.RATIO;
            case COUNT -> MetricKind.COUNT;
            case VALUE -> MetricKind.VALUE;
            // without a distribution it is one number a window
            case RATE -> metric.hasSketch() ? MetricKind.VALUE : MetricKind.GAUGE;
        };
    }

    private static KeyState decode(byte[] state, Output out) {
        if (state == null) {
            return null;
        }
        try {
            return KeyState.decode(state);
        } catch (StateFormatException e) {
            out.stateDropped();
            return null;
        }
    }

    private static byte[] encode(KeyState state) {
        return state == null ? null : state.encode();
    }
}
