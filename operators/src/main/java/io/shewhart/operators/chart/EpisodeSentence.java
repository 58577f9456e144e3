/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.chart;

import io.shewhart.operators.spc.EpisodeEvent;
import io.shewhart.schemas.v1.SeriesLabels;
import java.util.StringJoiner;

/** One sentence for people: which series, what moved, by how much, since when. */
final class EpisodeSentence {
    private EpisodeSentence() {}

    static String of(String metric, SeriesLabels labels, EpisodeEvent e) {
        StringJoiner series = new StringJoiner(" ");
        add(series, labels.getService());
        add(series, labels.getProvider());
        add(series, labels.getModel());
        add(series, labels.getOperation());
        add(series, labels.getVantage());
        if (!labels.getVersion().isEmpty()) {
            series.add("version " + labels.getVersion());
        }
        return metric + " of " + series + ": " + e.summary();
    }

    private static void add(StringJoiner series, String label) {
        if (!label.isEmpty()) {
            series.add(label);
        }
    }
}
