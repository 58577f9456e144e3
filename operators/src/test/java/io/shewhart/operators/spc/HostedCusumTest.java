/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The CUSUM beside the suite: budget, detection, state. */
class HostedCusumTest {

    private static final double ARL0 = 2000;
    private static final Set<AdditionalChart> CUSUM = Set.of(AdditionalChart.CUSUM);

    private static EngineConfig config(MetricKind kind) {
        EngineConfig config = Sim.minutes().withAdditional(CUSUM);
        int charts = new ChartEngine(config).alarmingCharts(kind);
        return config.withBudget(1440 * charts / ARL0, 1);
    }

    private static List<Point> cusum(Sim sim) {
        return sim.points.stream().filter(p -> p.chart().equals("cusum")).toList();
    }

    @Test
    void itTakesItsShareOfTheBudget() {
        EngineConfig plain = Sim.minutes();
        ChartEngine engine = new ChartEngine(plain.withAdditional(CUSUM));
        for (MetricKind kind : MetricKind.values()) {
            int suite = new ChartEngine(plain).alarmingCharts(kind);
            int more = AdditionalChart.CUSUM.suits(kind) ? 1 : 0;
            assertThat(engine.alarmingCharts(kind)).isEqualTo(suite + more);
            double factor = (suite + more) / (double) suite;
            assertThat(engine.arl0(kind))
                    .isCloseTo(factor * new ChartEngine(plain).arl0(kind), within(1e-3));
        }
    }

    /**
     * 60 series with 700 watched subgroups at an ARL of 2,000 are worth 21 first signals. Limits
     * allow for the error of phase I on average, so what is measured is 0.3 to 1.5 times that (the
     * bounds of the budget for estimated baselines), widened by two standard deviations of a count
     * of 21, 9.
     */
    @ParameterizedTest(name = "{0}, between {1}, phi {2}")
    @CsvSource({
        "LATENCY, 0, 0",
        "LATENCY, 0.1, 0",
        "VALUE, 0.2, 0.5",
        "RATIO, 0, 0",
        "RATIO, 0.3, 0"
    })
    void falseSignalsKeepTheBudget(MetricKind kind, double between, double phi) {
        ChartEngine engine = new ChartEngine(config(kind));
        assertThat(engine.arl0(kind)).isCloseTo(ARL0, within(1e-6));
        int first = 0;
        int judged = 0;
        for (int s = 0; s < 60; s++) {
            Sim sim = new Sim(engine, kind, 9000 + s);
            for (int i = 0; i < 800; i++) {
                if (kind == MetricKind.RATIO) {
                    double p = 0.05 * StrictMath.exp(between * sim.normal());
                    sim.events("v", 200, sim.binomial(200, p));
                } else {
                    sim.gaussianAr("v", 20, 0, 0.3, between, phi);
                }
            }
            boolean before = false;
            for (Point p : cusum(sim)) {
                judged++;
                first += p.signal() && !before ? 1 : 0;
                before = p.signal();
            }
        }
        double expected = judged / ARL0;
        assertThat(expected).isBetween(20.0, 22.0);
        assertThat((double) first).isBetween(0.3 * expected - 6, 1.5 * expected + 9);
        assertThat(first).isPositive();
    }

    /**
     * A lasting shift of 1.25 sigma of the subgroups: with k = 0.5 and h = 7.6 for a phase I of
     * 100, h / (1.25 - k) = 10 subgroups in theory, more or less by what the baseline is wrong (a
     * tenth of a sigma or two). 21 series; the middle one counts.
     */
    @Test
    void aSmallShiftIsFoundWithItsBeginningAndItsSize() {
        ChartEngine engine = new ChartEngine(config(MetricKind.VALUE));
        List<Integer> delays = new ArrayList<>();
        List<Integer> changes = new ArrayList<>();
        for (int s = 0; s < 21; s++) {
            Sim sim = new Sim(engine, MetricKind.VALUE, 40 + s);
            for (int i = 0; i < 150; i++) {
                sim.gaussian("v", 25, 0, 0.3, 0);
            }
            sim.points.clear();
            for (int i = 0; i < 60; i++) {
                sim.gaussian("v", 25, 0.075, 0.3, 0);
            }
            Point first = cusum(sim).stream().filter(Point::signal).findFirst().orElse(null);
            if (first == null) {
                continue;
            }
            delays.add(Sim.windowOf(first.endUnixNano()) - 149);
            assertThat(first.direction()).isEqualTo(1);
            assertThat(first.value()).isGreaterThan(first.ucl());
            assertThat(first.lcl()).isEqualTo(-first.ucl());
            assertThat(sim.last().direction()).isEqualTo(1);
            assertThat(sim.last().currentLevel()).isBetween(1.0, 1.2);
            changes.add(Sim.windowOf(sim.last().changePointUnixNano()));
        }
        // a baseline that happens to look correlated hides some
        assertThat(delays).hasSizeGreaterThanOrEqualTo(19);
        delays.sort(null);
        changes.sort(null);
        assertThat(delays.get(10)).isBetween(7, 15);
        assertThat(changes.get(10)).isBetween(146, 151);
    }

    /** Half the scores' size again beyond the limit is all that has to be worked off. */
    @Test
    void itComesBackSoonAfterALargeChangeHasEnded() {
        Sim sim = new Sim(config(MetricKind.RATIO), MetricKind.RATIO, 5);
        for (int i = 0; i < 250; i++) {
            boolean incident = i >= 150 && i < 170;
            sim.events("v", 200, sim.binomial(200, incident ? 0.4 : 0.05));
        }
        List<Point> points = cusum(sim);
        Point last = null;
        for (Point p : points) {
            last = p.signal() ? p : last;
        }
        assertThat(last).isNotNull();
        assertThat(Sim.windowOf(last.endUnixNano())).isBetween(168, 178);
        assertThat(sim.last().state()).isEqualTo(EpisodeEvent.State.RESOLVED);
        // recovered, both sums start anew
        long resolved = sim.last().timeUnixNano();
        Point next =
                points.stream().filter(p -> p.endUnixNano() > resolved).findFirst().orElseThrow();
        assertThat(Math.abs(next.value())).isLessThan(2.5);
    }

    @Test
    void taggedByItsOwnNameItOpensAnEpisodeInFieldUnits() {
        ChartEngine engine = new ChartEngine(config(MetricKind.RATIO));
        int opened = 0;
        for (int s = 0; s < 30; s++) {
            Sim sim = new Sim(engine, MetricKind.RATIO, 50 + s);
            for (int i = 0; i < 180; i++) {
                sim.events("v", 400, sim.binomial(400, i < 140 ? 0.05 : 0.064));
            }
            for (EpisodeEvent e : sim.episodes) {
                if (e.state() == EpisodeEvent.State.OPENED && e.chart().equals("cusum")) {
                    opened++;
                    assertThat(e.quantity()).isEqualTo("ratio");
                    assertThat(e.description()).contains("; cusum k 0.500, h ", " sigma; ARL0 ");
                    assertThat(e.baselineLevel()).isCloseTo(0.05, within(0.006));
                    assertThat(Math.abs(e.value())).isGreaterThan(e.ucl());
                    assertThat(e.currentLevel()).isBetween(0.03, 0.09);
                }
            }
        }
        assertThat(opened).isPositive();
    }

    /** Taken out of the configuration it no longer keeps an episode open. */
    @Test
    void withoutConfigurationItsEpisodeEnds() {
        EngineConfig with = config(MetricKind.VALUE);
        Sim sim = new Sim(with, MetricKind.VALUE, 4);
        for (int i = 0; i < 180; i++) {
            sim.gaussian("v", 25, i < 150 ? 0 : 0.12, 0.3, 0);
        }
        assertThat(sim.state.episodeOpen()).isTrue();
        assertThat(cusum(sim).get(cusum(sim).size() - 1).signal()).isTrue();
        Sim next = new Sim(with.withAdditional(Set.of()), MetricKind.VALUE, 6);
        next.state = KeyState.decode(sim.state.encode());
        next.window = sim.window;
        for (int i = 0; i < 12; i++) {
            next.gaussian("v", 25, 0, 0.3, 0);
        }
        assertThat(cusum(next)).isEmpty();
        assertThat(next.state.episodeOpen()).isFalse();
        assertThat(next.last().state()).isEqualTo(EpisodeEvent.State.RESOLVED);
    }

    /** Both sums are carried from fold to fold: a mirrored series gives mirrored points. */
    @Test
    void upAndDownAreTheSame() {
        ChartEngine engine = new ChartEngine(config(MetricKind.VALUE));
        Sim up = new Sim(engine, MetricKind.VALUE, 3);
        Sim down = new Sim(engine, MetricKind.VALUE, 3);
        for (int i = 0; i < 160; i++) {
            double level = i < 120 ? 0.3 * up.normal() : 0.3 * up.normal() + 0.6;
            up.logNormal("v", 1000, level, 1e-6);
            down.logNormal("v", 1000, -level, 1e-6);
        }
        List<Point> rises = cusum(up);
        List<Point> falls = cusum(down);
        assertThat(falls).hasSameSizeAs(rises);
        assertThat(rises.stream().anyMatch(Point::signal)).isTrue();
        for (int i = 0; i < rises.size(); i++) {
            assertThat(falls.get(i).value()).isCloseTo(-rises.get(i).value(), within(1e-3));
            assertThat(falls.get(i).direction()).isEqualTo(-rises.get(i).direction());
        }
    }

    /** What a newcomer was off against the incumbent is nothing against its own baseline. */
    @Test
    void anotherBaselineStartsTheSumsAnew() {
        Sim sim = new Sim(config(MetricKind.VALUE), MetricKind.VALUE, 5);
        for (int i = 0; i < 130; i++) {
            sim.gaussian("v1", 25, 0, 0.3, 0);
        }
        sim.points.clear();
        for (int i = 0; i < 110; i++) {
            sim.gaussian("v2", 25, i >= 92 && i < 100 ? 0.065 : 0, 0.3, 0);
        }
        List<Point> points = cusum(sim);
        int first = 0;
        while (points.get(first).baselineVersion() != null) {
            first++;
        }
        assertThat(first).isEqualTo(100);
        assertThat(points.get(99).value()).isGreaterThan(4);
        assertThat(Math.abs(points.get(100).value())).isLessThan(3);
        assertThat(points.get(100).description()).isNotNull();
        assertThat(points.get(101).description()).isNull();
    }

    @Test
    void aBaselineTooShortForTheArlIsSaidToBe() {
        EngineConfig config = Sim.minutes().withPhaseOne(25, 25).withAdditional(CUSUM);
        Sim sim = new Sim(config, MetricKind.VALUE, 8);
        // so few that the baseline is not refined yet
        for (int i = 0; i < 48; i++) {
            sim.gaussianAr("v", 25, 0, 0.3, 0.3, 0.6);
        }
        assertThat(cusum(sim)).isNotEmpty();
        assertThat(cusum(sim).get(0).description()).contains("phase I too short for any h");
        assertThat(cusum(sim))
                .allSatisfy(
                        p -> {
                            assertThat(p.remark()).isEqualTo("short_baseline");
                            assertThat(p.signal()).isFalse();
                        });
    }

    @Property(tries = 20)
    void savedAndRestoredAnywhereItContinuesAsIfNothingHappened(
            @ForAll @IntRange(min = 0, max = 139) int at, @ForAll long seed) {
        ChartEngine engine =
                new ChartEngine(
                        Sim.minutes().withBudget(1, 2).withPhaseOne(30, 25).withAdditional(CUSUM));
        Sim straight = new Sim(engine, MetricKind.LATENCY, seed);
        Sim restored = new Sim(engine, MetricKind.LATENCY, seed);
        for (int i = 0; i < 140; i++) {
            double level = i > 80 && i < 100 ? 0.2 : 0;
            straight.logNormal("a", 30, level, 0.3);
            restored.logNormal("a", 30, level, 0.3);
            if (i == at) {
                restored.state = KeyState.decode(restored.state.encode());
            }
        }
        assertThat(restored.points).isEqualTo(straight.points);
        assertThat(restored.episodes).isEqualTo(straight.episodes);
        assertThat(cusum(straight)).isNotEmpty();
    }
}
