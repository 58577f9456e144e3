/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import java.io.Serializable;
import java.util.Locale;

/**
 * A limit that somebody has set on a statistic of single windows; outside the false-alarm budget.
 *
 * @param chart name of its chart, unique among the limits of a chart key
 * @param statistic what is compared
 * @param lower values below are a breach, field units; negative infinity for none
 * @param upper values above are a breach, field units; positive infinity for none
 * @param minimumCount windows with fewer observations are not compared
 * @param opensAfter compared windows in a row beyond the limit that open an episode
 * @param closesAfter compared windows in a row within it that end one
 */
public record FixedLimit(
        String chart,
        Statistic statistic,
        double lower,
        double upper,
        long minimumCount,
        int opensAfter,
        int closesAfter)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Most windows that an episode may wait for. */
    public static final int MOST_WINDOWS = 1000;

    /** What is compared with a limit. */
    public enum Statistic {
        P50(0.5),
        P90(0.9),
        P95(0.95),
        P99(0.99),
        /** Arithmetic mean of the observations. */
        MEAN(0),
        /** Events over observations. */
        RATIO(0),
        /** Requests in the window, over all versions. */
        COUNT(0);

        private final double q;

        Statistic(double q) {
            this.q = q;
        }

        /** The statistic of a window, NaN if it has none. */
        double of(WindowSummary w) {
            return switch (this) {
                case P50, P90, P95, P99 -> w.sketch() == null ? Double.NaN : w.sketch().quantile(q);
                case MEAN -> w.mean();
                case RATIO -> (double) w.events() / w.count();
                case COUNT -> w.events();
            };
        }

        /** The quantity as episodes name it, see {@link EpisodeEvent#quantity}. */
        public String quantity() {
            return q > 0 ? name() : name().toLowerCase(Locale.ROOT);
        }
    }

    /** Checks that it can be broken and ended. */
    public FixedLimit {
        if (!(lower < upper) || (Double.isInfinite(lower) && Double.isInfinite(upper))) {
            throw new IllegalArgumentException("no limit: lower " + lower + ", upper " + upper);
        }
        if (minimumCount < 0
                || opensAfter < 1
                || opensAfter > MOST_WINDOWS
                || closesAfter < 1
                || closesAfter > MOST_WINDOWS) {
            throw new IllegalArgumentException("windows and counts of " + chart);
        }
    }

    /** -1 below, 1 above, 0 within. */
    int beyond(double value) {
        return value > upper ? 1 : value < lower ? -1 : 0;
    }

    /** The limit that is broken in a direction. */
    double broken(int direction) {
        return direction > 0 ? upper : lower;
    }
}
