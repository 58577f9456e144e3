/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.shewhart.schemas.v1.Episode;
import io.shewhart.schemas.v1.EpisodeState;
import io.shewhart.schemas.v1.SeriesLabels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Six hours with staged incidents: each is found on every series that must show it, and little else
 * is said.
 */
final class IncidentsITCase {
    private static final long MINUTE = 60_000_000_000L;

    /**
     * A subgroup of a ratio may take 15 min; an alarm later than that no longer answers the
     * incident.
     */
    private static final long LONGEST_WAIT = 15 * MINUTE;

    @TempDir Path directory;

    @Test
    void stagedIncidentsAreFoundAndLittleElse() throws Exception {
        Path capture = Captures.simulate(directory, 6);
        Path out = Captures.replay(capture, directory.resolve("out"), 2);
        List<Episode> opened =
                Results.episodes(out).stream()
                        .filter(e -> e.getState() == EpisodeState.EPISODE_STATE_OPENED)
                        .toList();
        Map<String, Object> truth =
                Results.json(Files.readString(directory.resolve("simulated.truth.json")));
        List<String> missed = new ArrayList<>();
        List<Episode> unexplained = new ArrayList<>(opened);
        for (Map<String, Object> incident : maps(truth.get("incidents"))) {
            long start = ((Number) incident.get("startUnixNano")).longValue();
            long end = ((Number) incident.get("endUnixNano")).longValue();
            // Effects of an incident reach beyond the series it was staged for.
            unexplained.removeIf(
                    e -> e.getTimeUnixNano() > start && e.getTimeUnixNano() <= end + LONGEST_WAIT);
            for (Map<String, Object> expected : maps(incident.get("expected"))) {
                if (Boolean.TRUE.equals(expected.get("must"))
                        && opened.stream().noneMatch(e -> answers(e, expected, start, end))) {
                    missed.add(incident.get("name") + ": " + expected);
                }
            }
        }
        assertThat(missed).as("incidents without an episode").isEmpty();
        // The budget is one false episode a day; by Poisson's law a quarter of a day sees more than
        // two with
        // probability 0.002.
        assertThat(unexplained).as("episodes outside every incident").hasSizeLessThanOrEqualTo(2);
    }

    private static boolean answers(Episode e, Map<String, Object> expected, long start, long end) {
        SeriesLabels labels = e.getLabels();
        return e.getMetric().equals(expected.get("metric"))
                && e.getDirection() == (expected.get("direction").equals("up") ? 1 : -1)
                && e.getTimeUnixNano() > start
                && e.getTimeUnixNano() <= end + MINUTE
                && same(labels.getService(), expected.get("service"))
                && same(labels.getProvider(), expected.get("provider"))
                && same(labels.getModel(), expected.get("model"))
                && same(labels.getVantage(), expected.get("vantage"));
    }

    private static boolean same(String label, Object expected) {
        return expected == null || label.equals(expected);
    }

    @SuppressWarnings("unchecked") // the simulator writes lists of objects
    private static List<Map<String, Object>> maps(Object list) {
        return (List<Map<String, Object>>) list;
    }
}
