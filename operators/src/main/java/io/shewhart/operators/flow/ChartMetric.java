/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.flow;

import io.shewhart.operators.metrics.JobMetric;
import io.shewhart.operators.metrics.MetricDoc;
import io.shewhart.operators.metrics.MetricScope;
import io.shewhart.schemas.v1.EpisodeState;

/** What charts count. */
enum ChartMetric implements JobMetric {
    WINDOWS(
            MetricDoc.counter(
                    MetricScope.CHARTS,
                    "windows",
                    "Windows folded into charts or judged by fixed limits.",
                    MetricDoc.TRAFFIC)),
    POINTS(
            MetricDoc.counter(
                    MetricScope.CHARTS, "points", "Chart points written.", MetricDoc.TRAFFIC)),
    SIGNALS(
            MetricDoc.counter(
                    MetricScope.CHARTS,
                    "points",
                    "Chart points that break a limit or a rule.",
                    "See the episodes; signals outside of episodes were not confirmed.")),
    EPISODES_OPENED(
            MetricDoc.counter(
                    MetricScope.CHARTS,
                    "events",
                    "Episodes opened.",
                    "Something changed: read `output.topics.alerts`. Many at once with"
                            + " one `groupKey` have one cause.")),
    EPISODES_UPDATED(
            MetricDoc.counter(
                    MetricScope.CHARTS,
                    "events",
                    "Episodes told again because they went on or changed direction.",
                    "As above.")),
    EPISODES_RESOLVED(
            MetricDoc.counter(
                    MetricScope.CHARTS, "events", "Episodes that ended.", "Nothing to do.")),
    STATES_DROPPED(
            MetricDoc.counter(
                    MetricScope.CHARTS,
                    "charts",
                    "Chart states that could not be continued (format or settings"
                            + " changed); these charts learn anew.",
                    "Expected once after a change of `window.length`, charts or release;"
                            + " otherwise report it with the log.")),
    KEYS_EXPIRED(
            MetricDoc.counter(
                    MetricScope.CHARTS,
                    "charts",
                    "Chart keys forgotten after `series.ttl` without windows.",
                    "Expected when services, models or versions go away."));

    private final MetricDoc doc;

    ChartMetric(MetricDoc doc) {
        this.doc = doc;
    }

    @Override
    public MetricDoc doc() {
        return doc;
    }

    static ChartMetric of(EpisodeState state) {
        return switch (state) {
            case EPISODE_STATE_OPENED -> EPISODES_OPENED;
            case EPISODE_STATE_RESOLVED -> EPISODES_RESOLVED;
            default -> EPISODES_UPDATED;
        };
    }
}
