/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shewhart.operators.spc.EpisodeEvent.Resolution;
import io.shewhart.operators.spc.EpisodeEvent.State;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class FixedLimitsTest {

    private static final double NONE = Double.POSITIVE_INFINITY;

    private static final FixedLimit RATIO =
            new FixedLimit("fixed_ratio", FixedLimit.Statistic.RATIO, -NONE, 0.05, 20, 2, 3);

    /** Drives limits with windows and keeps what comes out. */
    private static final class Rig implements EngineOutput {
        final List<Point> points = new ArrayList<>();
        final List<EpisodeEvent> episodes = new ArrayList<>();
        final Sim sim = new Sim(Sim.minutes(), MetricKind.RATIO, 1);
        final List<FixedLimit> limits;
        FixedLimitState state;

        Rig(FixedLimit... limits) {
            this.limits = Arrays.asList(limits);
        }

        @Override
        public void point(Point point) {
            points.add(point);
        }

        @Override
        public void episode(EpisodeEvent event) {
            episodes.add(event);
        }

        void fold(WindowSummary w) {
            state = FixedLimits.fold("00ff", limits, state, w, this);
        }

        void ratio(String version, long n, long events) {
            fold(sim.counts(version, n, events));
        }

        List<State> states() {
            return episodes.stream().map(EpisodeEvent::state).toList();
        }
    }

    @Test
    void opensAfterWindowsInARowAndEndsAfterQuietOnes() {
        Rig rig = new Rig(RATIO);
        long[] events = {5, 6, 5, 6, 7, 5, 5, 8, 5, 5, 5, 5};
        for (long x : events) {
            rig.ratio("a", 100, x);
            rig.sim.window++;
        }
        // 6 alone is one window; 6, 7 open; 8 interrupts the quiet; three times 5 end it
        assertThat(rig.states()).containsExactly(State.OPENED, State.RESOLVED);
        EpisodeEvent opened = rig.episodes.get(0);
        assertThat(Sim.windowOf(opened.timeUnixNano())).isEqualTo(4);
        assertThat(opened.changePointUnixNano()).isEqualTo(rig.sim.end(2));
        assertThat(opened.kind()).isEqualTo(EpisodeEvent.Kind.THRESHOLD);
        assertThat(opened.chart()).isEqualTo("fixed_ratio");
        assertThat(opened.quantity()).isEqualTo("ratio");
        assertThat(opened.direction()).isEqualTo(1);
        assertThat(opened.baselineLevel()).isEqualTo(0.05);
        assertThat(opened.currentLevel()).isEqualTo(0.07);
        EpisodeEvent resolved = rig.episodes.get(1);
        assertThat(resolved.resolution()).isEqualTo(Resolution.RECOVERED);
        assertThat(Sim.windowOf(resolved.timeUnixNano())).isEqualTo(10);
        assertThat(resolved.id()).isEqualTo(opened.id());
        assertThat(resolved.signals()).isEqualTo(2);
        assertThat(resolved.subgroups()).isEqualTo(7);
    }

    @Test
    void pointsCarryTheLimitAndWhyTheySayNothing() {
        Rig rig = new Rig(RATIO);
        rig.ratio("a", 100, 6);
        rig.ratio("a", 10, 10);
        rig.ratio("a", 0, 0);
        assertThat(rig.points).extracting(Point::ucl).containsOnly(0.05);
        assertThat(rig.points).extracting(Point::lcl).containsOnly(Double.NaN);
        assertThat(rig.points)
                .extracting(Point::remark)
                .containsExactly("unconfirmed", "not_enough_data", "no_data");
        assertThat(rig.points.get(1).value()).isNaN();
        assertThat(rig.episodes).isEmpty();
    }

    @Test
    void aLongEpisodeIsToldAgainAfterTenWindowsAndAtATurn() {
        FixedLimit both = new FixedLimit("fixed_mean", FixedLimit.Statistic.MEAN, 0.5, 2, 1, 1, 1);
        Rig rig = new Rig(both);
        for (int i = 0; i < 13; i++) {
            rig.fold(rig.sim.values("a", 20, i < 12 ? 2 : -3, 0.01));
            rig.sim.window++;
        }
        assertThat(rig.states()).containsExactly(State.OPENED, State.UPDATED, State.UPDATED);
        assertThat(rig.episodes).extracting(EpisodeEvent::direction).containsExactly(1, 1, -1);
        assertThat(rig.episodes.get(2).baselineLevel()).isEqualTo(0.5);
    }

    @Test
    void versionsAreComparedByThemselvesAndShareOneEpisode() {
        Rig rig = new Rig(RATIO);
        for (int i = 0; i < 9; i++) {
            rig.ratio("a", 100, i < 3 ? 50 : 0);
            rig.ratio("b", 100, i > 1 && i < 4 ? 50 : 0);
            rig.sim.window++;
        }
        assertThat(rig.states()).containsExactly(State.OPENED, State.RESOLVED);
        assertThat(rig.episodes).extracting(EpisodeEvent::version).containsExactly("a", "");
        assertThat(Sim.windowOf(rig.episodes.get(1).timeUnixNano())).isEqualTo(6);
    }

    /** One of two versions falls silent while it is in breach. */
    @Test
    void aVersionWithoutTrafficKeepsNoEpisodeOpen() {
        Rig rig = new Rig(RATIO);
        for (int i = 0; i < 40; i++) {
            if (i < 5) {
                rig.ratio("a", 100, 50);
            }
            rig.ratio("b", 100, 0);
            rig.sim.window++;
        }
        assertThat(rig.states()).containsExactly(State.OPENED, State.RESOLVED);
        assertThat(Sim.windowOf(rig.episodes.get(1).timeUnixNano())).isEqualTo(34);
    }

    @Test
    void requestsAreComparedInSumWhenTheirWindowCloses() {
        FixedLimit few =
                new FixedLimit("fixed_count", FixedLimit.Statistic.COUNT, 10, NONE, 0, 1, 1);
        Rig rig = new Rig(few);
        rig.ratio("a", 6, 6);
        rig.ratio("b", 6, 6);
        rig.sim.window++;
        rig.ratio("a", 6, 6);
        assertThat(rig.points).extracting(Point::value).containsExactly(12.0);
        rig.state =
                FixedLimits.closeWindow(
                        "00ff", rig.limits, rig.state, rig.sim.end(rig.sim.window), rig);
        assertThat(rig.points).extracting(Point::value).containsExactly(12.0, 6.0);
        assertThat(rig.states()).containsExactly(State.OPENED);
        assertThat(rig.episodes.get(0).direction()).isEqualTo(-1);
        FixedLimits.expire("00ff", rig.limits, rig.state, rig.sim.end(99), rig);
        assertThat(rig.episodes.get(1).resolution()).isEqualTo(Resolution.NO_DATA);
    }

    @Test
    void windowsThatWereCutOffAreNotCompared() {
        Rig rig = new Rig(RATIO);
        WindowSummary w = rig.sim.counts("a", 100, 90);
        rig.fold(
                new WindowSummary(
                        "a",
                        w.startUnixNano(),
                        w.endUnixNano(),
                        false,
                        100,
                        100,
                        90,
                        Double.NaN,
                        Double.NaN,
                        0,
                        Double.NaN,
                        Double.NaN,
                        null));
        assertThat(rig.points).isEmpty();
        assertThat(rig.episodes).isEmpty();
    }

    /** Many versions, many windows: the state holds eight versions of each limit. */
    @Test
    void theStateIsBounded() {
        Rig rig = new Rig(RATIO);
        for (int i = 0; i < 500; i++) {
            rig.ratio("version " + i, 100, i % 3 * 10L);
            if (i % 20 == 0) {
                rig.sim.window++;
            }
        }
        assertThat(rig.state.encode().length).isLessThan(600);
    }

    @Property(tries = 20)
    void savedAndRestoredAnywhereItContinuesAsIfNothingHappened(
            @ForAll @IntRange(min = 0, max = 59) int at, @ForAll long seed) {
        Rig straight = new Rig(RATIO);
        Rig restored = new Rig(RATIO);
        Sim random = new Sim(Sim.minutes(), MetricKind.RATIO, seed);
        for (int i = 0; i < 60; i++) {
            long x = random.random.nextInt(12);
            String version = i % 4 == 0 ? "b" : "a";
            straight.ratio(version, 100, x);
            restored.ratio(version, 100, x);
            straight.sim.window++;
            restored.sim.window++;
            if (i == at) {
                restored.state = FixedLimitState.decode(restored.state.encode());
            }
        }
        assertThat(restored.points).isEqualTo(straight.points);
        assertThat(restored.episodes).isEqualTo(straight.episodes);
        assertThat(restored.state.encode()).isEqualTo(straight.state.encode());
    }

    @Test
    void damagedBytesAreRefused() {
        Rig rig = new Rig(RATIO);
        for (int i = 0; i < 3; i++) {
            rig.ratio("a", 100, 50);
        }
        byte[] bytes = rig.state.encode();
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> FixedLimitState.decode(cut))
                    .isInstanceOf(StateFormatException.class);
        }
    }

    @Test
    void aLimitThatNothingCanBreakIsRefused() {
        assertThatThrownBy(
                        () -> new FixedLimit("x", FixedLimit.Statistic.MEAN, -NONE, NONE, 0, 1, 1))
                .hasMessageContaining("no limit");
        assertThatThrownBy(() -> new FixedLimit("x", FixedLimit.Statistic.MEAN, 2, 1, 0, 1, 1))
                .hasMessageContaining("lower 2.0, upper 1.0");
    }
}
