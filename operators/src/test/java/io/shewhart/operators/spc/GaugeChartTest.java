/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GaugeChartTest {

    private static final int DAY = 1440;

    private static Sim learned(double level, double sd) {
        Sim sim = new Sim(Sim.minutes(), MetricKind.GAUGE, 1);
        for (int i = 0; i < 600; i++) {
            sim.gauge(level + sd * sim.normal());
        }
        assertThat(sim.episodes).isEmpty();
        return sim;
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 10", "0, 1, -10", "-500, 3, 30", "80, 2, -20"})
    void aJumpIsSeenAtOnceOnceConfirmed(double level, double sd, double jump) {
        Sim sim = learned(level, sd);
        sim.gauge(level + jump);
        sim.gauge(level + jump);
        EpisodeEvent e = sim.last();
        assertThat(e.state()).isEqualTo(EpisodeEvent.State.OPENED);
        assertThat(e.direction()).isEqualTo((int) Math.signum(jump));
        assertThat(e.chart()).isEqualTo("adaptive_gauge");
        assertThat(e.currentLevel()).isCloseTo(level + jump, within(0.5 * Math.abs(jump)));
        assertThat(e.baselineLevel()).isCloseTo(level, within(sd));
        assertThat(Sim.windowOf(e.changePointUnixNano())).isBetween(597, 599);
    }

    @Test
    void anAverageSeesAShiftThatNoSingleWindowShows() {
        Sim sim = learned(0, 1);
        for (int i = 0; i < 30; i++) {
            sim.gauge(2.5 + 0.1 * sim.normal());
        }
        assertThat(sim.opened()).isEqualTo(1);
        Point shown = sim.points.get(sim.points.size() - 1);
        assertThat(shown.value()).isLessThan(shown.ucl());
    }

    @Test
    void aLastingChangeBecomesTheLevel() {
        Sim sim = learned(50, 1);
        for (int i = 0; i < 80; i++) {
            sim.gauge(80 + sim.normal());
        }
        assertThat(sim.last().state()).isEqualTo(EpisodeEvent.State.RESOLVED);
        assertThat(sim.last().resolution()).isEqualTo(EpisodeEvent.Resolution.NEW_LEVEL);
        assertThat(sim.last().subgroups()).isBetween(60, 62);
        int events = sim.episodes.size();
        for (int i = 0; i < 300; i++) {
            sim.gauge(80 + sim.normal());
        }
        assertThat(sim.episodes).hasSize(events);
    }

    @Test
    void whatReturnsRecoversAndItsRepetitionIsNoNews() {
        Sim sim = learned(0, 1);
        spike(sim, 12);
        assertThat(sim.last().resolution()).isEqualTo(EpisodeEvent.Resolution.RECOVERED);
        spike(sim, 12);
        assertThat(sim.opened()).isEqualTo(1);
        assertThat(sim.points).extracting(Point::remark).contains("repeats");
        spike(sim, 60);
        assertThat(sim.opened()).isEqualTo(2);
        for (int i = 0; i < 700; i++) {
            sim.gauge(sim.normal());
        }
        spike(sim, 60);
        assertThat(sim.opened()).isEqualTo(3);
    }

    private static void spike(Sim sim, double height) {
        sim.gauge(height);
        sim.gauge(height);
        for (int i = 0; i < 20; i++) {
            sim.gauge(sim.normal());
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -3, 1, 1e9})
    void aConstantIsQuietUntilItEnds(double level) {
        Sim sim = learned(level, 0);
        assertThat(sim.points).allMatch(p -> !p.signal());
        double other = level == 0 ? 1e-3 : 1.1 * level;
        sim.gauge(other);
        sim.gauge(other);
        assertThat(sim.opened()).isEqualTo(1);
        assertThat(sim.last().direction()).isEqualTo((int) Math.signum(other - level));
        assertThat(sim.points).allMatch(p -> !(Math.abs(p.z()) > 1000));
    }

    @Test
    void aRhythmIsExpectedAndItsAbsenceSeen() {
        Sim sim = new Sim(Sim.minutes(), MetricKind.GAUGE, 3);
        for (int i = 0; i < 6 * DAY + DAY / 4; i++) {
            sim.gauge(rhythm(i) + sim.normal());
        }
        assertThat(sim.opened()).isLessThanOrEqualTo(1);
        sim.episodes.clear();
        // at its usual peak it stays at its mean, where it is twice a day
        for (int i = 0; i < 3; i++) {
            sim.gauge(sim.normal());
        }
        assertThat(sim.opened()).isEqualTo(1);
        assertThat(sim.last().direction()).isEqualTo(-1);
    }

    private static double rhythm(int i) {
        return 20 * StrictMath.sin(2 * Math.PI * i / DAY);
    }

    @Test
    void noValueIsNoObservation() {
        Sim sim = learned(5, 1);
        byte[] charts = sim.state.encode();
        sim.gauge(Double.NaN);
        Point p = sim.points.get(sim.points.size() - 1);
        assertThat(p.remark()).isEqualTo("no_data");
        assertThat(p.z()).isNaN();
        assertThat(sim.state.encode()).isEqualTo(charts);
    }

    @Test
    void directionAndUnitDoNotMatter() {
        Sim up = new Sim(Sim.minutes(), MetricKind.GAUGE, 9);
        Sim down = new Sim(Sim.minutes(), MetricKind.GAUGE, 9);
        for (int i = 0; i < 500; i++) {
            double x = up.normal() + (i == 400 || i == 401 ? 15 : 0);
            up.gauge(x);
            down.gauge(-1024 * x);
        }
        assertThat(up.opened()).isEqualTo(1);
        assertThat(down.opened()).isEqualTo(1);
        for (int i = 0; i < up.points.size(); i++) {
            Point a = up.points.get(i);
            Point b = down.points.get(i);
            if (Double.isNaN(a.z())) {
                assertThat(b.z()).isNaN();
            } else {
                assertThat(b.z()).isCloseTo(-a.z(), within(1e-9));
                assertThat(b.lcl()).isCloseTo(-1024 * a.ucl(), within(1e-6));
            }
        }
    }

    @Test
    void theStateStaysSmall() {
        Sim sim = new Sim(Sim.minutes(), MetricKind.GAUGE, 4);
        sim.quiet = true;
        for (int i = 0; i < 8 * DAY; i++) {
            sim.gauge(100 + sim.normal());
        }
        assertThat(sim.state.encode().length).isLessThan(4096);
    }

    /** Seeded; expected are 45 false episodes in each series. */
    @ParameterizedTest
    @CsvSource({"0, 0", "0.5, 0", "0, 3", "0, 10"})
    void falseEpisodesStayWithinTheBudget(double phi, double swing) {
        double arl0 = 2000;
        EngineConfig config = Sim.minutes().withBudget(3 * DAY / arl0, 1);
        ChartEngine engine = new ChartEngine(config);
        double expected = 30_000 * 3 / arl0;
        int opened = 0;
        for (long seed : List.of(1L, 2L, 3L)) {
            Sim sim = new Sim(engine, MetricKind.GAUGE, seed);
            sim.quiet = true;
            double level = 0;
            for (int i = 0; i < 10_000; i++) {
                level = phi * level + Math.sqrt(1 - phi * phi) * sim.normal();
                sim.gauge(level + swing * rhythm(i) / 20);
            }
            opened += (int) sim.opened();
        }
        assertThat(opened / expected).isBetween(0.1, 1.5);
    }
}
