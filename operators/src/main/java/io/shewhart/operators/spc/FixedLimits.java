/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import java.util.List;

/**
 * Folds windows of one chart key against the limits that somebody has set for it.
 *
 * <p>A pure function of its arguments. Every version is compared by itself, and all of them share
 * one episode for each limit; requests are compared in sum. What is not compared, because the
 * window is thin or cut off, neither opens nor ends an episode.
 */
public final class FixedLimits {

    private FixedLimits() {}

    /**
     * Folds one window of one version. Windows come in order of their end.
     *
     * @param chartKeyHex identity of the chart key, part of every id
     * @param limits limits of this chart key, at least one
     * @param state state so far, null for a new key
     * @return the state to keep
     */
    public static FixedLimitState fold(
            String chartKeyHex,
            List<FixedLimit> limits,
            FixedLimitState state,
            WindowSummary w,
            EngineOutput out) {
        FixedLimitState next = state == null ? new FixedLimitState() : state.copy();
        if (limits.get(0).statistic() == FixedLimit.Statistic.COUNT) {
            compare(chartKeyHex, limits, next, next.pending.take(w.endUnixNano() - 1), out);
            next.pending.add(w);
        } else {
            compare(chartKeyHex, limits, next, w, out);
        }
        return next;
    }

    /**
     * Says that no more windows with this end follow, so that requests can be compared.
     *
     * @param state state so far, null for a new key
     * @return the state to keep, null if it was null
     */
    public static FixedLimitState closeWindow(
            String chartKeyHex,
            List<FixedLimit> limits,
            FixedLimitState state,
            long endUnixNano,
            EngineOutput out) {
        if (state == null) {
            return null;
        }
        FixedLimitState next = state.copy();
        compare(chartKeyHex, limits, next, next.pending.take(endUnixNano), out);
        return next;
    }

    /**
     * Says that the key expires: open episodes are resolved with {@link
     * EpisodeEvent.Resolution#NO_DATA}.
     *
     * @param state state so far, null for a new key
     */
    public static void expire(
            String chartKeyHex,
            List<FixedLimit> limits,
            FixedLimitState state,
            long timeUnixNano,
            EngineOutput out) {
        FixedLimitState last = closeWindow(chartKeyHex, limits, state, Long.MAX_VALUE, out);
        if (last == null) {
            return;
        }
        for (FixedLimit limit : limits) {
            find(last, limit).resolve(limit, EpisodeEvent.Resolution.NO_DATA, timeUnixNano, out);
        }
    }

    private static void compare(
            String key,
            List<FixedLimit> limits,
            FixedLimitState state,
            WindowSummary w,
            EngineOutput out) {
        // the state of a limit that is no longer set ends here
        state.watches.removeIf(
                watch -> limits.stream().noneMatch(l -> l.chart().equals(watch.chart)));
        if (w == null || !w.complete()) {
            return;
        }
        for (FixedLimit limit : limits) {
            find(state, limit).add(key, limit, w, out);
        }
    }

    private static LimitWatch find(FixedLimitState state, FixedLimit limit) {
        for (LimitWatch watch : state.watches) {
            if (watch.chart.equals(limit.chart())) {
                return watch;
            }
        }
        LimitWatch watch = new LimitWatch(limit.chart());
        state.watches.add(watch);
        return watch;
    }
}
