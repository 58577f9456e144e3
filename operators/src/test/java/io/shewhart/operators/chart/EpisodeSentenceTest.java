/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.shewhart.operators.spc.EpisodeEvent;
import io.shewhart.schemas.v1.SeriesLabels;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EpisodeSentenceTest {

    private static EpisodeEvent event(
            EpisodeEvent.State state, String quantity, double from, double to) {
        return new EpisodeEvent(
                "0",
                0,
                EpisodeEvent.Kind.SHIFT,
                state,
                EpisodeEvent.Resolution.NONE,
                "",
                1,
                1,
                1,
                to > from ? 1 : -1,
                "ewma",
                List.of(),
                quantity,
                from,
                to,
                to - from,
                4.12,
                0.1,
                0.1,
                0.1,
                0,
                100,
                "",
                1,
                7,
                1,
                null);
    }

    @ParameterizedTest
    @CsvSource({
        "s, 0.1769, 0.2709, rose from 177 ms to 271 ms",
        "s, 0.9, 12.34, rose from 0.9 s to 12.3 s",
        "s, 0.01434, 0.0134, fell from 14.3 ms to 13.4 ms",
        "s, 2.0001, 2.0002, rose from 2.0001 s to 2.0002 s",
        "1, 0.011, 0.2, rose from 1.1 % to 20 %",
        "tokens, 1234567, 2000000, rose from 1230000 tokens to 2000000 tokens",
        "'', 3, NaN, fell from 3 to unknown"
    })
    void amountsCarryTheirUnit(String unit, double from, double to, String expected) {
        String change =
                EpisodeSentence.change(event(EpisodeEvent.State.OPENED, "level", from, to), unit);
        assertThat(change).isEqualTo("level " + expected + " (+4.1 sigma, chart ewma)");
    }

    @Test
    void aSentenceSaysWhichSeriesAndWhatBecameOfIt() {
        SeriesLabels labels =
                SeriesLabels.newBuilder().setService("shop").setVersion("1.4.0").build();
        EpisodeEvent e = event(EpisodeEvent.State.UPDATED, "P90", 0.1, 0.2);
        assertThat(EpisodeSentence.of("tpot", labels, e))
                .isEqualTo(
                        "tpot of shop version 1.4.0: P90 rose from 100 ms to 200 ms (+4.1 sigma,"
                                + " chart ewma) and has not come back after 7 subgroups.");
    }

    @Test
    void theSlopesOfAnAdjustmentAreNotPartOfTheSentence() {
        EpisodeEvent e =
                event(EpisodeEvent.State.OPENED, "level at equal tokens (slopes input 0.65)", 1, 2);
        assertThat(EpisodeSentence.change(e, "s"))
                .startsWith("level at equal tokens rose from 1 s to 2 s");
    }

    @Test
    void aFixedLimitIsToldAsWhatItIs() {
        EpisodeEvent e = event(EpisodeEvent.State.OPENED, "P95", 2, 2.31);
        assertThat(EpisodeSentence.change(limit(e, e.state()), "s"))
                .isEqualTo("P95 is 2.31 s, above the fixed limit of 2 s");
        assertThat(
                        EpisodeSentence.of(
                                "ttft",
                                SeriesLabels.newBuilder().setService("shop").build(),
                                limit(e, EpisodeEvent.State.UPDATED)))
                .isEqualTo(
                        "ttft of shop: P95 is 2.31 s, above the fixed limit of 2 s and has not"
                                + " come back after 7 windows.");
        EpisodeEvent low = event(EpisodeEvent.State.OPENED, "count", 10, 3);
        assertThat(EpisodeSentence.change(limit(low, EpisodeEvent.State.RESOLVED), "requests"))
                .isEqualTo("count was below the fixed limit of 10 requests, now 3 requests");
    }

    private static EpisodeEvent limit(EpisodeEvent e, EpisodeEvent.State state) {
        return new EpisodeEvent(
                e.id(),
                e.sequence(),
                EpisodeEvent.Kind.THRESHOLD,
                state,
                e.resolution(),
                e.version(),
                e.openedUnixNano(),
                e.timeUnixNano(),
                e.changePointUnixNano(),
                e.direction(),
                "fixed_p95",
                e.charts(),
                e.quantity(),
                e.baselineLevel(),
                e.currentLevel(),
                e.shift(),
                Double.NaN,
                e.value(),
                e.lcl(),
                e.ucl(),
                0,
                0,
                "",
                e.signals(),
                e.subgroups(),
                Double.NaN,
                null);
    }
}
