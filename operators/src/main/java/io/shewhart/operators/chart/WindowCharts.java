/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.chart;

import io.shewhart.operators.spc.ChartEngine;
import io.shewhart.operators.spc.EngineOutput;
import io.shewhart.operators.spc.EpisodeEvent;
import io.shewhart.operators.spc.KeyState;
import io.shewhart.operators.spc.MetricKind;
import io.shewhart.operators.spc.Point;
import io.shewhart.operators.spc.StateFormatException;
import io.shewhart.operators.spc.WindowSummary;
import io.shewhart.operators.window.ChartKey;
import io.shewhart.operators.window.Metric;
import io.shewhart.operators.window.WindowSummaries;
import io.shewhart.schemas.v1.ChartPoint;
import io.shewhart.schemas.v1.Episode;
import io.shewhart.schemas.v1.Exemplar;
import io.shewhart.schemas.v1.WindowAggregate;
import java.util.List;

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

        /** The state could not be used and is learned anew. */
        void stateDropped();
    }

    private final ChartEngine engine;

    public WindowCharts(ChartEngine engine) {
        this.engine = engine;
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
        WindowSummaries.Numbers n = WindowSummaries.of(aggregate);
        WindowSummary summary =
                new WindowSummary(
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
                        n.sketch());
        Messages messages = new Messages(aggregate, aggregate.getSlowestList(), out);
        return encode(
                engine.fold(key.hex(), kind(n.metric()), decode(state, out), summary, messages));
    }

    /**
     * Says that all versions of a window were folded.
     *
     * @param identity any aggregate of the key, for metric and labels
     */
    public byte[] close(
            ChartKey key, byte[] state, WindowAggregate identity, long endUnixNano, Output out) {
        return encode(
                engine.closeWindow(
                        key.hex(),
                        kind(metric(identity)),
                        decode(state, out),
                        endUnixNano,
                        new Messages(identity, List.of(), out)));
    }

    /** Says that the key expires; its state is of no use afterwards. */
    public void expire(
            ChartKey key, byte[] state, WindowAggregate identity, long unixNano, Output out) {
        engine.expire(
                key.hex(),
                kind(metric(identity)),
                decode(state, out),
                unixNano,
                new Messages(identity, List.of(), out));
    }

    private static Metric metric(WindowAggregate identity) {
        return Metric.ofLabel(identity.getMetric()).orElseThrow();
    }

    private static MetricKind kind(Metric metric) {
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

    private record Messages(WindowAggregate of, List<Exemplar> exemplars, Output out)
            implements EngineOutput {
        @Override
        public void point(Point p) {
            out.point(ChartMessages.point(of.getMetric(), of.getLabels(), p));
        }

        @Override
        public void episode(EpisodeEvent e) {
            out.episode(ChartMessages.episode(of.getMetric(), of.getLabels(), e, exemplars));
        }
    }
}
