/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.jobs.replay;

import io.shewhart.schemas.v1.Episode;
import io.shewhart.schemas.v1.EpisodeState;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;

/** What a replay says on the terminal. */
final class ReplayReport {
    private static final int EPISODES_SHOWN = 40;

    private ReplayReport() {}

    static void print(PrintWriter console, ReplaySummary summary, List<Episode> episodes) {
        console.print(summary.table());
        List<Episode> told =
                episodes.stream()
                        .filter(e -> e.getState() != EpisodeState.EPISODE_STATE_UPDATED)
                        .toList();
        console.println(told.isEmpty() ? "no episodes" : "episodes opened and resolved");
        for (Episode e : told.subList(0, Math.min(EPISODES_SHOWN, told.size()))) {
            console.println("  " + line(e));
        }
        if (told.size() > EPISODES_SHOWN) {
            console.println(
                    "  ... and " + (told.size() - EPISODES_SHOWN) + " more in episodes.jsonl");
        }
    }

    private static String line(Episode e) {
        return Instant.ofEpochSecond(e.getTimeUnixNano() / 1_000_000_000L, 0)
                + (e.getState() == EpisodeState.EPISODE_STATE_OPENED ? " opened   " : " resolved ")
                + e.getSummary();
    }
}
