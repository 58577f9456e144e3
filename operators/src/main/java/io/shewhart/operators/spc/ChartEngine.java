/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * Folds windows into chart points and episodes; thread-safe and immutable.
 *
 * <p>A pure function of its arguments: the same windows in the same order give the same bits,
 * wherever the state was encoded and decoded in between, and the given state is never changed. No
 * decision is taken on a NaN, and false episodes stay within the budget of {@link EngineConfig}
 * when nothing is wrong. {@link MetricKind} says which charts run.
 */
public final class ChartEngine {

    private final Map<MetricKind, EngineContext> contexts = new EnumMap<>(MetricKind.class);

    /** Prepares the control limits for the budget; takes a moment once per process and setting. */
    public ChartEngine(EngineConfig config) {
        Objects.requireNonNull(config, "config");
        for (MetricKind kind : MetricKind.values()) {
            contexts.put(kind, new EngineContext(config, kind));
        }
    }

    /** Charts of a chart key of this kind that may alarm. */
    public int alarmingCharts(MetricKind kind) {
        return context(kind).charts;
    }

    /** In-control average run length, in subgroups, that each chart of this kind is held to. */
    public double arl0(MetricKind kind) {
        return context(kind).arl0;
    }

    /**
     * Folds one window of one version of a chart key. Windows come in order of their end, versions
     * of one window ordered by name. A state of another kind or learned with other settings is
     * dropped and learned anew.
     *
     * @param chartKeyHex identity of the chart key, part of every id
     * @param state state so far, null for a new key
     * @return the state to keep
     */
    public KeyState fold(
            String chartKeyHex,
            MetricKind kind,
            KeyState state,
            WindowSummary w,
            EngineOutput out) {
        KeyFold fold = new KeyFold(context(kind), chartKeyHex, state, out);
        fold.window(w);
        return fold.result();
    }

    /**
     * Says that no more windows with this end follow. Only {@link MetricKind#COUNT} needs it,
     * because it is judged on the sum of all versions; without the call the sum is judged when the
     * next window arrives, with the same result.
     *
     * @param state state so far, null for a new key
     * @return the state to keep, null if it was null
     */
    public KeyState closeWindow(
            String chartKeyHex,
            MetricKind kind,
            KeyState state,
            long endUnixNano,
            EngineOutput out) {
        if (state == null) {
            return null;
        }
        KeyFold fold = new KeyFold(context(kind), chartKeyHex, state, out);
        fold.close(endUnixNano);
        return fold.result();
    }

    /**
     * Says that the key expires: an open episode is resolved with {@link
     * EpisodeEvent.Resolution#NO_DATA}. The state is of no use afterwards.
     *
     * @param state state so far, null for a new key
     * @param timeUnixNano time of expiry
     */
    public void expire(
            String chartKeyHex,
            MetricKind kind,
            KeyState state,
            long timeUnixNano,
            EngineOutput out) {
        if (state != null) {
            new KeyFold(context(kind), chartKeyHex, state, out).expire(timeUnixNano);
        }
    }

    /**
     * State of a chart key whose parameters are known: {@link MetricKind#LATENCY}, {@link
     * MetricKind#VALUE} (level) and {@link MetricKind#RATIO}. The tail of a latency is learned. The
     * version is the incumbent; others learn beside it and are judged by the standard until then.
     *
     * @param timeUnixNano time from which it holds, part of the baseline's id
     * @throws IllegalArgumentException for another kind
     */
    public KeyState stated(
            String chartKeyHex,
            MetricKind kind,
            String version,
            Standard standard,
            long timeUnixNano) {
        KeyState state = new KeyState(kind, context(kind).fingerprint);
        VersionState charts = new VersionState(version, kind);
        String id = EngineContext.hash(16, "standard", chartKeyHex, version, timeUnixNano);
        charts.charts.state(standard, id, version);
        charts.lastTraffic = timeUnixNano;
        state.versions.add(charts);
        state.incumbent = 0;
        return state;
    }

    private EngineContext context(MetricKind kind) {
        return contexts.get(Objects.requireNonNull(kind, "kind"));
    }
}
