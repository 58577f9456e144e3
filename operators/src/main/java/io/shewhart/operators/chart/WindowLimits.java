/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.chart;

import io.shewhart.operators.spc.FixedLimit;
import io.shewhart.operators.spc.FixedLimitState;
import io.shewhart.operators.spc.FixedLimits;
import io.shewhart.operators.spc.StateFormatException;
import io.shewhart.operators.window.ChartKey;
import io.shewhart.schemas.v1.WindowAggregate;
import java.util.ArrayList;
import java.util.List;

/**
 * The fixed limits of one chart key over its window aggregates: state in, state out, all in bytes.
 *
 * <p>Beside the charts, because a limit needs no baseline and may be set for a metric that is not
 * charted. A key that no limit is for has no state.
 */
public final class WindowLimits {

    private final List<LimitRule> rules;

    public WindowLimits(List<LimitRule> rules) {
        this.rules = List.copyOf(rules);
    }

    /** The limits of an aggregate's chart key; none for most. */
    public List<FixedLimit> of(WindowAggregate aggregate) {
        List<FixedLimit> limits = List.of();
        for (LimitRule rule : rules) {
            if (rule.matches(aggregate.getMetric(), aggregate.getLabels())) {
                limits = limits.isEmpty() ? new ArrayList<>(2) : limits;
                limits.add(rule.limit());
            }
        }
        return limits;
    }

    /**
     * Folds an aggregate.
     *
     * @param limits those of its key, at least one
     * @param state state so far, null for a new key
     * @return the state to keep
     */
    public static byte[] fold(
            ChartKey key,
            List<FixedLimit> limits,
            byte[] state,
            WindowAggregate aggregate,
            WindowCharts.Output out) {
        return FixedLimits.fold(
                        key.hex(),
                        limits,
                        decode(state, out),
                        WindowCharts.summary(aggregate),
                        new Messages(aggregate, aggregate.getSlowestList(), out))
                .encode();
    }

    /**
     * Says that all versions of a window were folded.
     *
     * @param identity any aggregate of the key, for metric and labels
     */
    public static byte[] close(
            ChartKey key,
            List<FixedLimit> limits,
            byte[] state,
            WindowAggregate identity,
            long endUnixNano,
            WindowCharts.Output out) {
        FixedLimitState next =
                FixedLimits.closeWindow(
                        key.hex(),
                        limits,
                        decode(state, out),
                        endUnixNano,
                        new Messages(identity, List.of(), out));
        return next == null ? null : next.encode();
    }

    /** Says that the key expires; its state is of no use afterwards. */
    public static void expire(
            ChartKey key,
            List<FixedLimit> limits,
            byte[] state,
            WindowAggregate identity,
            long unixNano,
            WindowCharts.Output out) {
        FixedLimits.expire(
                key.hex(),
                limits,
                decode(state, out),
                unixNano,
                new Messages(identity, List.of(), out));
    }

    private static FixedLimitState decode(byte[] state, WindowCharts.Output out) {
        if (state == null) {
            return null;
        }
        try {
            return FixedLimitState.decode(state);
        } catch (StateFormatException e) {
            out.stateDropped();
            return null;
        }
    }
}
