/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BurstWatchTest {

    private static final ChartEngine ENGINE =
            new ChartEngine(Sim.minutes().withBudget(1, 256).withPhaseOne(50, 50));

    private static final int CALLS = 10;
    private static final double USUAL = 0.0074;

    /** Windows of a subgroup of so few calls: its greatest age. */
    private static final int SUBGROUP = 15;

    /** Nine errors in 70 calls, never more than two in a window. */
    private static final int[] BURST = {1, 1, 1, 2, 1, 2, 1};

    /** A series with a stated ratio, whose open subgroup has waited for so many windows. */
    private static Sim waiting(int windows) {
        Sim sim = new Sim(ENGINE, MetricKind.RATIO, 3);
        Standard standard = new Standard(USUAL, 0, 0, 0);
        sim.state = ENGINE.stated(sim.key, sim.kind, "v", standard, sim.end(-1));
        for (int i = 0; i < 2 * SUBGROUP + windows; i++) {
            sim.events("v", CALLS, 0);
        }
        long complete = sim.points.stream().filter(p -> p.remark() == null).count();
        assertThat(complete).as("points of two charts and two subgroups").isEqualTo(4);
        return sim;
    }

    private static void burst(Sim sim) {
        for (int errors : BURST) {
            sim.events("v", CALLS, errors);
        }
    }

    /**
     * Whether it begins with a subgroup, within it, or in the last windows of one, whose other
     * windows it may then be dated to.
     */
    @ParameterizedTest
    @CsvSource({"0, 1", "4, 1", "8, 1", "11, 11", "12, 12"})
    void isToldWhereverItsSubgroupBegan(int waited, int early) {
        Sim sim = waiting(waited);
        int first = sim.window;
        burst(sim);
        assertThat(sim.opened()).isEqualTo(1);
        EpisodeEvent opened = sim.episodes.get(0);
        assertThat(opened.direction()).isEqualTo(1);
        assertThat(Sim.windowOf(opened.changePointUnixNano()) + 1)
                .as("first window of the change")
                .isBetween(first - early, first + 1);
    }

    /** Half an hour, where five subgroups without an error would take an hour and a quarter. */
    @Test
    void isOverAsSoonAsItsRatioWouldHaveShown() {
        Sim sim = waiting(0);
        burst(sim);
        assertThat(sim.last().state()).isNotEqualTo(EpisodeEvent.State.RESOLVED);
        for (int i = 0; i < 2 * SUBGROUP; i++) {
            sim.events("v", CALLS, 0);
        }
        assertThat(sim.last().state()).isEqualTo(EpisodeEvent.State.RESOLVED);
        assertThat(sim.last().resolution()).isEqualTo(EpisodeEvent.Resolution.RECOVERED);
        burst(sim);
        assertThat(sim.opened()).as("and the next one is told").isEqualTo(2);
    }

    /** Its episode does not end in between. */
    @Test
    void isNotOverWhileItLasts() {
        Sim sim = waiting(0);
        for (int i = 0; i < 60; i++) {
            sim.events("v", CALLS, sim.binomial(CALLS, 0.2));
        }
        assertThat(sim.opened()).isEqualTo(1);
        assertThat(sim.last().state()).isNotEqualTo(EpisodeEvent.State.RESOLVED);
    }

    @Test
    void asManyErrorsFarApartAreNone() {
        Sim sim = waiting(0);
        for (int errors : BURST) {
            for (int e = 0; e < errors; e++) {
                sim.events("v", CALLS, 1);
                for (int i = 0; i < 7; i++) {
                    sim.events("v", CALLS, 0);
                }
            }
        }
        assertThat(sim.opened()).isZero();
    }

    @Test
    void gathersSinceTheLastZeroOfItsSum() {
        GatheringEvents gathering = new GatheringEvents();
        gathering.add(window(0, 1, 10), 0.01);
        assertThat(gathering.windows().start()).isEqualTo(1);
        // one event outweighs 1 / (2.485 x 0.01) = 40 trials
        gathering.add(window(1, 0, 29), 0.01);
        assertThat(gathering.windows().trials()).isEqualTo(39);
        gathering.add(window(2, 0, 2), 0.01);
        assertThat(gathering.windows().start()).isZero();
        assertThat(gathering.windows().trials()).isZero();
        gathering.add(window(3, 2, 10), 0.01);
        gathering.add(window(4, 3, 1), 0.01);
        assertThat(gathering.windows().start()).isEqualTo(4);
        assertThat(gathering.windows().events()).as("no more events than trials").isEqualTo(3);
    }

    private static AttributeCounts window(long at, long events, long trials) {
        return new AttributeCounts(at + 1, at + 2, events, trials, "", 100, 0);
    }

    @Property(tries = 20)
    void savedAndRestoredAnywhereItContinues(
            @ForAll @IntRange(min = 0, max = 199) int at, @ForAll long seed) {
        KeyStateTest.continues(
                ENGINE,
                MetricKind.RATIO,
                seed,
                200,
                at,
                (sim, i) -> sim.events("v", CALLS, sim.binomial(CALLS, i % 50 > 40 ? 0.1 : 0.02)));
    }
}
