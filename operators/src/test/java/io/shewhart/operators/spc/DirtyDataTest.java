/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Data as they must not be: no exception, no limit that is no number, state bounded. */
class DirtyDataTest {

    private static final long BILLION = 1_000_000_000L;

    private static final ChartEngine ENGINE =
            new ChartEngine(Sim.minutes().withBudget(1, 2).withPhaseOne(30, 25));

    private static final double[] NUMBERS = {
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        0,
        -0.0,
        -1,
        1,
        1e-300,
        1e300,
        Double.MIN_VALUE,
        Double.MAX_VALUE
    };

    private static final long[] COUNTS = {0, 1, 2, 5, 100, BILLION, 40 * BILLION};

    /** A sketch that answers with whatever it was given. */
    private record Odd(long count, long above, double value) implements SketchView {

        @Override
        public long countAbove(double x) {
            return above;
        }

        @Override
        public double quantile(double q) {
            return value;
        }
    }

    private static WindowSummary window(
            Sim sim, long n, long events, double mean, double variance, double q) {
        return new WindowSummary(
                "v",
                sim.end(sim.window) - Sim.MINUTE,
                sim.end(sim.window),
                true,
                n,
                n,
                events,
                mean,
                variance,
                n,
                mean,
                variance,
                new Odd(n, Math.min(n, events), q));
    }

    private static void step(Sim sim, WindowSummary w) {
        sim.fold(w);
        if (sim.kind == MetricKind.COUNT) {
            sim.state = ENGINE.closeWindow(sim.key, sim.kind, sim.state, sim.end(sim.window), sim);
        }
        sim.window++;
    }

    /** Scores and limits are numbers, or there are none; ratios are ratios. */
    private static void assertSound(Sim sim) {
        for (Point p : sim.points) {
            if (Double.isNaN(p.z())) {
                continue;
            }
            assertThat(p.z()).as(p.toString()).isFinite();
            assertThat(p.value()).as(p.toString()).isFinite();
            assertThat(p.center()).as(p.toString()).isFinite();
            for (double limit : new double[] {p.lcl(), p.ucl()}) {
                assertThat(limit).as(p.toString()).isNotIn(Double.POSITIVE_INFINITY);
                if (sim.kind == MetricKind.RATIO && !p.chart().equals("ewma")) {
                    assertThat(Double.isNaN(limit) ? 0 : limit).isBetween(0.0, 1.0);
                }
            }
            boolean location = p.chart().equals("i_prime") || p.chart().startsWith("self_");
            if (location) {
                assertThat(p.lcl()).as(p.toString()).isLessThan(p.center());
                assertThat(p.ucl()).as(p.toString()).isGreaterThan(p.center());
            }
        }
        for (EpisodeEvent e : sim.episodes) {
            assertThat(e.confidence()).as(e.toString()).isBetween(0.0, 1.0);
            assertThat(e.baselineLevel()).as(e.toString()).isNotNaN();
        }
        assertThat(sim.state.encode().length).isLessThan(4000);
        assertThat(KeyState.decode(sim.state.encode()).encode()).isEqualTo(sim.state.encode());
    }

    @Property(tries = 60)
    void anyNumbersAreSurvived(@ForAll MetricKind kind, @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Sim sim = new Sim(ENGINE, kind, seed);
        for (int i = 0; i < 150; i++) {
            boolean odd = i > 60 || random.nextInt(4) == 0;
            long n = odd ? COUNTS[random.nextInt(COUNTS.length)] : 200;
            step(
                    sim,
                    window(
                            sim,
                            n,
                            odd ? COUNTS[random.nextInt(COUNTS.length)] : 20,
                            odd ? NUMBERS[random.nextInt(NUMBERS.length)] : sim.normal(),
                            odd ? NUMBERS[random.nextInt(NUMBERS.length)] : 0.1,
                            odd ? NUMBERS[random.nextInt(NUMBERS.length)] : 1.5));
            sim.window += random.nextInt(20) == 0 ? random.nextInt(100) : 0;
        }
        assertSound(sim);
    }

    @ParameterizedTest
    @EnumSource(MetricKind.class)
    void aConstantSeriesHasLimitsAndAChangeOfItIsSeen(MetricKind kind) {
        Sim sim = new Sim(ENGINE, kind, 1);
        for (int i = 0; i < 80; i++) {
            step(sim, window(sim, 1000, kind == MetricKind.RATIO ? 100 : 1000, 0.5, 0, 1));
        }
        assertThat(sim.episodes).isEmpty();
        assertSound(sim);
        for (int i = 0; i < 10; i++) {
            step(sim, window(sim, 1000, kind == MetricKind.RATIO ? 300 : 4000, 2, 0, 5));
        }
        assertThat(sim.opened()).isEqualTo(1);
        assertThat(sim.episodes.get(0).direction()).isEqualTo(1);
        assertSound(sim);
    }

    /** Every observation is an event: the limit is the largest ratio there is, not one less. */
    @Test
    void aRatioOfOneIsWithinItsLimit() {
        BetaBinomial law = BetaBinomial.predictive(80_000, 80_000, 1000);
        assertThat(law.upperLimit(4)).isEqualTo(1000);
        assertThat(law.lowerLimit(4)).isBetween(990.0, 1000.0);
    }

    /** One observation a window: windows are merged until there are enough. */
    @Test
    void thinWindowsAreMergedToSubgroups() {
        Sim sim = new Sim(ENGINE, MetricKind.VALUE, 2);
        for (int i = 0; i < 400; i++) {
            step(sim, sim.values("v", 1, 0, 0.3));
        }
        assertSound(sim);
        assertThat(sim.points).filteredOn(p -> Double.isFinite(p.z())).isNotEmpty();
        assertThat(sim.points)
                .filteredOn(p -> Double.isFinite(p.z()))
                .allSatisfy(p -> assertThat(p.n()).isEqualTo(5));
        assertThat(sim.points)
                .filteredOn(p -> "not_enough_data".equals(p.remark()))
                .allSatisfy(p -> assertThat(p.n()).isLessThan(5));
        assertThat(sim.episodes).isEmpty();
    }

    /** Billions of events: a change of 1 in 1,000 is significant, and nothing overflows. */
    @Test
    void hugeCountsAreJudgedExactly() {
        Sim sim = new Sim(ENGINE, MetricKind.RATIO, 3);
        for (int i = 0; i < 80; i++) {
            long x = BILLION / 10 + Math.round(9487 * sim.normal());
            step(sim, window(sim, BILLION, x, 0, 0, 1));
        }
        assertThat(sim.episodes).isEmpty();
        for (int i = 0; i < 3; i++) {
            step(sim, window(sim, BILLION, BILLION / 10 + 100_000, 0, 0, 1));
        }
        assertThat(sim.opened()).isEqualTo(1);
        assertSound(sim);
    }

    /** Traffic vanishes for good: the chart says so and its state does not grow. */
    @ParameterizedTest
    @EnumSource(MetricKind.class)
    void vanishedTrafficLeavesABoundedState(MetricKind kind) {
        Sim sim = new Sim(ENGINE, kind, 4);
        for (int i = 0; i < 60; i++) {
            long n = 900L + sim.random.nextInt(200);
            step(sim, window(sim, n, n / 10, 0.1 * sim.normal(), 0.1, 1.5));
        }
        int before = sim.state.encode().length;
        for (int i = 0; i < 3000; i++) {
            step(sim, window(sim, 0, 0, Double.NaN, Double.NaN, Double.NaN));
        }
        assertSound(sim);
        assertThat(sim.state.encode().length).isLessThan(before + 400);
        if (kind == MetricKind.COUNT) {
            assertThat(sim.episodes.get(0).direction()).isEqualTo(-1);
            assertThat(sim.last().resolution()).isEqualTo(EpisodeEvent.Resolution.NO_DATA);
        } else {
            assertThat(sim.episodes).isEmpty();
            assertThat(sim.points.get(sim.points.size() - 1).remark()).isEqualTo("no_data");
        }
    }
}
