/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.jobs.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.shewhart.schemas.v1.DeadLetterReason;
import io.shewhart.schemas.v1.Episode;
import io.shewhart.schemas.v1.EpisodeState;
import io.shewhart.schemas.v1.Phase;
import io.shewhart.schemas.v1.Role;
import io.shewhart.schemas.v1.SettleReason;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReplayReportTest {

    @Test
    void constantsLoseTheNameOfTheirEnum() {
        assertThat(EnumLabels.of(Role.ROLE_LATE_DUPLICATE)).isEqualTo("late_duplicate");
        assertThat(EnumLabels.of(Phase.PHASE_LEARNING)).isEqualTo("learning");
        assertThat(EnumLabels.of(EpisodeState.EPISODE_STATE_OPENED)).isEqualTo("opened");
        assertThat(EnumLabels.of(DeadLetterReason.DEAD_LETTER_REASON_TOO_LARGE))
                .isEqualTo("too_large");
        assertThat(EnumLabels.of(SettleReason.SETTLE_REASON_MAX_DURATION))
                .isEqualTo("max_duration");
    }

    @Test
    void theTableFollowsTheJobWithNumbersToTheRight() {
        ReplaySummary summary = new ReplaySummary();
        summary.add("traces", "root", 9);
        summary.add("input", "records", 1_234_567);
        summary.add("input", "captures", 1);
        summary.add("input", "skipped a_topic_with_a_name_of_more_than_forty_letters", 2);
        assertThat(summary.table())
                .isEqualTo(
                        """
                        input
                          captures                                                        1
                          records                                                 1,234,567
                          skipped a_topic_with_a_name_of_more_than_forty_letters          2
                        traces
                          root                                                            9
                        """);
    }

    @Test
    void episodesAreToldWithoutUpdatesAndCapped() {
        Episode opened =
                Episode.newBuilder()
                        .setState(EpisodeState.EPISODE_STATE_OPENED)
                        .setTimeUnixNano(1_795_383_300_000_000_000L)
                        .setSummary("ttft of gpt-4o went up")
                        .build();
        Episode updated = opened.toBuilder().setState(EpisodeState.EPISODE_STATE_UPDATED).build();
        Episode resolved = opened.toBuilder().setState(EpisodeState.EPISODE_STATE_RESOLVED).build();
        assertThat(ReplayReport.episodes(List.of(opened, updated, resolved)))
                .isEqualTo(
                        """
                        episodes
                          2026-11-22T21:35:00Z  opened    ttft of gpt-4o went up
                          2026-11-22T21:35:00Z  resolved  ttft of gpt-4o went up
                        """);
        assertThat(ReplayReport.episodes(Collections.nCopies(25, opened)).lines())
                .hasSize(22)
                .last()
                .isEqualTo("  ... and 5 more lines in episodes.jsonl");
        assertThat(ReplayReport.episodes(List.of(updated))).isEqualTo("No episodes.\n");
    }
}
