/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ChartEngineTest {

    @Test
    void latencyShiftOpensAnEpisodeAndRecoveryClosesIt() {
        Sim sim = new Sim(Sim.minutes(), MetricKind.LATENCY, 1);
        for (int i = 0; i < 160; i++) {
            sim.logNormal("v1", 20, 0, 0.3);
        }
        assertThat(sim.episodes).isEmpty();
        for (int i = 0; i < 12; i++) {
            sim.logNormal("v1", 20, StrictMath.log(1.5), 0.3);
        }
        EpisodeEvent opened = sim.episodes.get(0);
        assertThat(opened.state()).isEqualTo(EpisodeEvent.State.OPENED);
        assertThat(Sim.windowOf(opened.timeUnixNano())).isBetween(160, 163);
        assertThat(Sim.windowOf(opened.changePointUnixNano())).isBetween(158, 160);
        assertThat(opened.direction()).isEqualTo(1);
        assertThat(opened.baselineLevel()).isCloseTo(1, within(0.03));
        assertThat(opened.currentLevel()).isCloseTo(1.5, within(0.15));
        assertThat(opened.id()).matches("[0-9a-f]{32}");
        for (int i = 0; i < 30; i++) {
            sim.logNormal("v1", 20, 0, 0.3);
        }
        assertThat(sim.last().state()).isEqualTo(EpisodeEvent.State.RESOLVED);
        assertThat(sim.last().resolution()).isEqualTo(EpisodeEvent.Resolution.RECOVERED);
        // five quiet subgroups of the tail, each of which has to expect five calls above its P95
        assertThat(Sim.windowOf(sim.last().timeUnixNano())).isBetween(176, 200);
        assertThat(sim.opened()).isEqualTo(1);
    }

    @Test
    void errorBurstIsSeenWithinTwoWindows() {
        Sim sim = new Sim(Sim.minutes(), MetricKind.RATIO, 2);
        for (int i = 0; i < 200; i++) {
            sim.events("v1", 50, sim.binomial(50, 0.01));
        }
        assertThat(sim.episodes).isEmpty();
        for (int i = 0; i < 5; i++) {
            sim.events("v1", 50, sim.binomial(50, 0.2));
        }
        assertThat(Sim.windowOf(sim.episodes.get(0).timeUnixNano())).isBetween(200, 201);
    }

    @Test
    void vanishedTrafficIsSeenAndTheRhythmOfTheDayIsNot() {
        Sim sim = new Sim(Sim.minutes(), MetricKind.COUNT, 3);
        for (int i = 0; i < 360; i++) {
            sim.requests(sim.poisson(60 * (1 + 0.8 * StrictMath.sin(2 * Math.PI * i / 360))));
        }
        assertThat(sim.episodes).isEmpty();
        for (int i = 0; i < 5; i++) {
            sim.requests(0);
        }
        assertThat(sim.episodes).hasSize(1);
        assertThat(Sim.windowOf(sim.last().timeUnixNano())).isBetween(360, 363);
        assertThat(sim.last().direction()).isEqualTo(-1);
    }
}
