/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.jobs.replay;

import io.shewhart.schemas.v1.Episode;
import io.shewhart.schemas.v1.EpisodeState;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;

/** What a replay says on the terminal: what was read and found in words, all counts, episodes. */
final class ReplayReport {
    private static final int EPISODES_SHOWN = 20;

    private ReplayReport() {}

    static void print(PrintWriter console, ReplayRun run, List<Episode> episodes) {
        ReplaySummary summary = run.summary();
        console.println(read(run.index(), summary));
        console.println(found(summary));
        console.println(watched(summary, episodes));
        console.print(leftOut(summary));
        console.println();
        console.print(summary.table());
        console.println();
        console.print(episodes(episodes));
    }

    private static String read(CaptureIndex index, ReplaySummary summary) {
        long skipped = index.skipped().values().stream().mapToLong(Long::longValue).sum();
        StringBuilder words = new StringBuilder("Read ");
        words.append(count(index.records(), "record"))
                .append(" from ")
                .append(count(summary.get("input", "captures"), "capture"));
        if (index.hasSpans()) {
            words.append(", ")
                    .append(instant(index.firstUnixNano()))
                    .append(" to ")
                    .append(instant(index.lastUnixNano()));
        }
        words.append('.');
        if (skipped > 0) {
            words.append(' ')
                    .append(number(skipped))
                    .append(" of them belong to other topics than input.topics and were skipped.");
        }
        return words.toString();
    }

    private static String found(ReplaySummary summary) {
        long spans = summary.get("stage source", "spans");
        if (spans == 0) {
            return "Found no spans.";
        }
        long calls = summary.get("inferences", "inference");
        // A trace that late spans amended is written again.
        long traces =
                summary.get("output lines", "traces")
                        - summary.get("stage assembly", "traces_amended");
        return "Found "
                + count(spans, "span")
                + " in "
                + count(traces, "trace")
                + ", and in these "
                + count(calls, "model call")
                + '.';
    }

    private static String watched(ReplaySummary summary, List<Episode> episodes) {
        long whole = summary.get("windows", "complete");
        long cut = summary.get("windows", "partial");
        if (whole + cut == 0) {
            return "There is nothing to chart.";
        }
        if (whole == 0) {
            return "Every window is cut by the start or the end of the recording; a longer"
                    + " recording or a shorter window.length is needed to chart anything.";
        }
        long watching =
                summary.get("chart points", "watching") + summary.get("chart points", "signalling");
        long opened = opened(episodes);
        String verdict =
                watching == 0
                        ? "the charts are still learning what is normal"
                        : opened == 0
                                ? "the charts found nothing unusual"
                                : "the charts opened " + count(opened, "episode");
        return "Computed "
                + count(whole + cut, "window")
                + " and "
                + count(summary.get("output lines", "chart-points"), "chart point")
                + "; "
                + verdict
                + '.';
    }

    private static String leftOut(ReplaySummary summary) {
        long dead = summary.get("output lines", "dead-letters");
        long late = summary.get("output lines", "late-spans");
        StringBuilder words = new StringBuilder();
        if (dead > 0) {
            words.append(count(dead, "record"))
                    .append(" could not be read whole: dead-letters.jsonl says why.\n");
        }
        if (late > 0) {
            words.append(count(late, "span"))
                    .append(" came too late or with invalid ids: late-spans.jsonl says why.\n");
        }
        return words.toString();
    }

    /** The episodes as a list that ends before it fills the screen. */
    static String episodes(List<Episode> episodes) {
        List<Episode> told =
                episodes.stream()
                        .filter(e -> e.getState() != EpisodeState.EPISODE_STATE_UPDATED)
                        .toList();
        if (told.isEmpty()) {
            return "No episodes.\n";
        }
        StringBuilder words = new StringBuilder("episodes\n");
        for (Episode e : told.subList(0, Math.min(EPISODES_SHOWN, told.size()))) {
            words.append("  ").append(line(e)).append('\n');
        }
        if (told.size() > EPISODES_SHOWN) {
            words.append("  ... and ")
                    .append(number(told.size() - EPISODES_SHOWN))
                    .append(" more lines in episodes.jsonl\n");
        }
        return words.toString();
    }

    private static long opened(List<Episode> episodes) {
        return episodes.stream()
                .filter(e -> e.getState() == EpisodeState.EPISODE_STATE_OPENED)
                .count();
    }

    private static String line(Episode e) {
        String state = EnumLabels.of(e.getState());
        return instant(e.getTimeUnixNano())
                + "  "
                + state
                + " ".repeat("resolved".length() - state.length() + 2)
                + e.getSummary();
    }

    private static Instant instant(long unixNano) {
        return Instant.ofEpochSecond(Math.floorDiv(unixNano, 1_000_000_000L));
    }

    /** A number and what is counted: 1 span, 2 spans. */
    static String count(long n, String thing) {
        return number(n) + ' ' + thing + (n == 1 ? "" : "s");
    }

    private static String number(long n) {
        return ReplaySummary.number(n);
    }
}
