/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.chart;

import io.shewhart.operators.spc.EpisodeEvent;
import io.shewhart.schemas.v1.SeriesLabels;
import java.util.concurrent.TimeUnit;

/**
 * Keys that lets consumers fold the alerts of one cause: environment, provider, model and the time
 * of change, rounded to a quarter of an hour. Charts of one cause see their change points minutes
 * apart, whatever the metric.
 */
final class GroupKeys {
    private static final long QUARTER_HOUR = TimeUnit.MINUTES.toNanos(15);

    private GroupKeys() {}

    static String of(SeriesLabels labels, EpisodeEvent e) {
        long change = e.changePointUnixNano() != 0 ? e.changePointUnixNano() : e.openedUnixNano();
        long quarter = Math.floorDiv(change + QUARTER_HOUR / 2, QUARTER_HOUR) * QUARTER_HOUR;
        return labels.getEnvironment()
                + '/'
                + labels.getProvider()
                + '/'
                + labels.getModel()
                + '/'
                + TimeUnit.NANOSECONDS.toSeconds(quarter);
    }
}
