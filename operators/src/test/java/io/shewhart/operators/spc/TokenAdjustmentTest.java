/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Charts of latency under a traffic mix whose truth is known. */
class TokenAdjustmentTest {

    /** The product's defaults, budget included. */
    private static final ChartEngine ENGINE = new ChartEngine(Sim.minutes());

    private static final int BEFORE = 130;
    private static final int AFTER = 100;

    private static TokenTraffic traffic(long seed, boolean duration, boolean told) {
        TokenTraffic traffic = new TokenTraffic(new Sim(ENGINE, MetricKind.LATENCY, seed));
        traffic.duration = duration;
        traffic.told = told;
        return traffic;
    }

    /** Windows from a change to the first episode; {@link #AFTER} if there was none. */
    private static int delay(
            long seed, boolean duration, boolean told, Consumer<TokenTraffic> change) {
        TokenTraffic traffic = traffic(seed, duration, told);
        traffic.windows(BEFORE);
        assertThat(traffic.sim.episodes).isEmpty();
        change.accept(traffic);
        for (int i = 0; i < AFTER; i++) {
            traffic.window();
            if (!traffic.sim.episodes.isEmpty()) {
                return i + 1;
            }
        }
        return AFTER;
    }

    private static int median(boolean duration, boolean told, Consumer<TokenTraffic> change) {
        double[] delays = new double[5];
        for (int seed = 0; seed < delays.length; seed++) {
            delays[seed] = delay(seed, duration, told, change);
        }
        return (int) PhaseOne.median(delays);
    }

    @Test
    void longerRequestsAtTheSameSpeedAreNoAlarm() {
        List<Consumer<TokenTraffic>> mixes =
                List.of(
                        t -> t.input *= 2,
                        t -> t.output *= 2,
                        t -> {
                            t.input /= 2;
                            t.output /= 2;
                        });
        for (Consumer<TokenTraffic> mix : mixes) {
            for (int seed = 0; seed < 3; seed++) {
                assertThat(delay(seed, true, true, mix)).isEqualTo(AFTER);
                assertThat(delay(seed, false, true, mix)).isEqualTo(AFTER);
            }
        }
        // the same windows without their token counts
        assertThat(median(true, false, t -> t.output *= 2)).isLessThanOrEqualTo(3);
        assertThat(median(false, false, t -> t.input *= 2)).isLessThanOrEqualTo(5);
    }

    @Test
    void aSlowerServerIsFoundSoonerThanWithoutAdjustment() {
        for (boolean duration : new boolean[] {true, false}) {
            int adjusted = median(duration, true, t -> t.slower = 1.15);
            int plain = median(duration, false, t -> t.slower = 1.15);
            assertThat(adjusted).isLessThanOrEqualTo(plain).isLessThanOrEqualTo(10);
        }
    }

    @Test
    void aSlowerServerIsFoundWhileRequestsAreLongerToo() {
        int found =
                median(
                        true,
                        true,
                        t -> {
                            t.output *= 2;
                            t.input *= 2;
                            t.slower = 1.3;
                        });
        assertThat(found).isLessThanOrEqualTo(10);
    }

    @Test
    void anEpisodeTellsLevelsAtEqualTokensAndTheSlopes() {
        TokenTraffic traffic = traffic(1, true, true);
        traffic.windows(BEFORE);
        traffic.input *= 2;
        traffic.output *= 2;
        traffic.windows(20);
        traffic.slower = 1.5;
        traffic.windows(25);
        EpisodeEvent event = traffic.sim.last();
        assertThat(event.state()).isEqualTo(EpisodeEvent.State.UPDATED);
        // typically 0.18 s of 4 s are prefill and 3.6 s are decoding
        assertThat(event.quantity())
                .matches("level at equal tokens \\(slopes input 0\\.0\\d, output 0\\.9\\d\\)");
        assertThat(event.currentLevel() / event.baselineLevel()).isCloseTo(1.5, within(0.1));
    }

    @Test
    void longerRequestsWhileItLearnsAreNoAlarmEither() {
        for (int seed = 0; seed < 3; seed++) {
            TokenTraffic told = traffic(seed, true, true);
            TokenTraffic untold = traffic(seed, true, false);
            for (TokenTraffic traffic : List.of(told, untold)) {
                traffic.windows(40);
                traffic.output *= 2;
                traffic.windows(40);
            }
            assertThat(told.sim.episodes).isEmpty();
            assertThat(untold.sim.episodes).isNotEmpty();
        }
    }

    @Test
    void aNewVersionWithLongerRequestsIsNotWorse() {
        TokenTraffic traffic = traffic(3, true, true);
        traffic.windows(BEFORE);
        double output = traffic.output;
        for (int i = 0; i < 60; i++) {
            traffic.output = output;
            traffic.sim.fold(traffic.next("v"));
            traffic.output = 2 * output;
            traffic.sim.fold(traffic.next("w"));
            traffic.sim.window++;
        }
        assertThat(traffic.sim.episodes).isEmpty();
    }

    @Test
    void withoutTokensASubgroupIsJudgedAsItIsAndSaysSo() {
        TokenTraffic traffic = traffic(4, true, true);
        traffic.windows(BEFORE);
        for (double known : new double[] {0, 0.5, 0.95}) {
            traffic.sim.points.clear();
            traffic.known = known;
            traffic.windows(10);
            String expected = known > 0.9 ? null : "tokens_unknown";
            List<Point> judged = judged(traffic.sim);
            assertThat(judged).hasSizeBetween(28, 32).allMatch(p -> p.sigma() > 0);
            assertThat(judged).extracting(Point::remark).containsOnly(expected);
        }
        assertThat(traffic.sim.episodes).isEmpty();
        // and longer requests then are what they look like
        traffic.known = 0;
        traffic.output *= 2;
        traffic.windows(10);
        assertThat(traffic.sim.episodes).isNotEmpty();
        assertThat(traffic.sim.episodes.get(0).quantity()).isEqualTo("level");
    }

    /** Points but for those of a tail that waits for company. */
    private static List<Point> judged(Sim sim) {
        return sim.points.stream().filter(p -> !"not_enough_data".equals(p.remark())).toList();
    }

    @Test
    void aBaselineOfFewSubgroupsWithTokensIsNotAdjusted() {
        TokenTraffic traffic = traffic(5, true, true);
        for (int i = 0; i < 105; i++) {
            traffic.told = i % 2 == 0;
            traffic.window();
        }
        traffic.sim.points.clear();
        traffic.told = true;
        traffic.windows(20);
        assertThat(judged(traffic.sim)).extracting(Point::remark).containsOnlyNulls();
        traffic.output *= 2;
        traffic.windows(10);
        assertThat(traffic.sim.episodes.get(0).quantity()).isEqualTo("level");
    }

    @Test
    void nothingChangesWhereTokensExplainNothing() {
        List<List<Point>> both = new ArrayList<>();
        for (boolean told : new boolean[] {true, false}) {
            TokenTraffic traffic = traffic(6, true, told);
            traffic.prefill = 0;
            traffic.decode = 0;
            traffic.windows(BEFORE);
            traffic.slower = 1.3;
            traffic.windows(20);
            assertThat(traffic.sim.episodes).isNotEmpty();
            both.add(traffic.sim.points);
        }
        assertThat(both.get(0)).isEqualTo(both.get(1));
    }

    @Test
    void aMixThatGoesWithLoadTheOtherWayIsNotAdjustedToTheWorse() {
        // long requests come when the server is idle: what tokens do within windows is undone
        List<Double> sigmas = new ArrayList<>();
        for (boolean told : new boolean[] {true, false}) {
            TokenTraffic traffic = traffic(8, false, told);
            traffic.fixed = 0.01;
            double input = traffic.input;
            for (int i = 0; i < 120; i++) {
                double mix = 0.5 * traffic.sim.normal();
                traffic.input = input * StrictMath.exp(mix);
                traffic.slower = StrictMath.exp(-mix);
                traffic.window();
            }
            Point last =
                    traffic.sim.points.stream()
                            .filter(p -> p.chart().equals("i_prime"))
                            .reduce((a, b) -> b)
                            .orElseThrow();
            sigmas.add(last.sigma());
        }
        assertThat(sigmas.get(0)).isEqualTo(sigmas.get(1));
    }

    @Test
    void aSampleForgetsTheTokensOfTheSubgroupsThatItForgets() {
        LocationSample sample = new LocationSample();
        for (int i = 0; i < 30; i++) {
            // 20 calls on a line of slope one, at the level i and the mix i
            double[] means = {i, i};
            double[] products = {20, 20 + 1e-9 * i, 21};
            Covariates tokens = new Covariates(20, 1, means, products);
            sample.add(new LocationPoint(i, i + 1, 20, i, i, 0, 21, tokens, 0), false, false);
        }
        sample.drop(20);
        LocationSample adjusted = sample.adjusted(sample.slopes());
        assertThat(adjusted.size()).isEqualTo(10);
        for (int i = 0; i < 10; i++) {
            assertThat(adjusted.mean(i)).isCloseTo(adjusted.mean(0), within(1e-4));
        }
    }

    /** Thin windows, unknown tokens, another mix, a second version and an incident. */
    private static void feed(TokenTraffic traffic, int i) {
        traffic.calls = i % 7 == 0 ? 3 : i % 11 == 0 ? 1 : 30;
        traffic.known = i % 13 == 0 ? 0 : i % 5 == 0 ? 0.8 : 1;
        traffic.input = i > 60 ? 1200 : 600;
        traffic.slower = i > 80 && i < 100 ? 2 : 1;
        traffic.sim.fold(traffic.next("a"));
        if (i > 50) {
            traffic.sim.fold(traffic.next("b"));
        }
        traffic.sim.window++;
    }

    @Property(tries = 30)
    void savedAndRestoredAnywhereItContinuesAsIfNothingHappened(
            @ForAll @IntRange(max = 139) int at, @ForAll boolean duration, @ForAll long seed) {
        ChartEngine engine = new ChartEngine(Sim.minutes().withBudget(1, 2).withPhaseOne(30, 25));
        TokenTraffic straight = new TokenTraffic(new Sim(engine, MetricKind.LATENCY, seed));
        TokenTraffic restored = new TokenTraffic(new Sim(engine, MetricKind.LATENCY, seed));
        straight.duration = duration;
        restored.duration = duration;
        for (int i = 0; i < 140; i++) {
            feed(straight, i);
            feed(restored, i);
            if (i == at) {
                byte[] bytes = restored.sim.state.encode();
                restored.sim.state = KeyState.decode(bytes);
                assertThat(restored.sim.state.encode()).isEqualTo(bytes);
            }
        }
        assertThat(restored.sim.points).isEqualTo(straight.sim.points);
        assertThat(restored.sim.episodes).isEqualTo(straight.sim.episodes);
        assertThat(restored.sim.state.encode()).isEqualTo(straight.sim.state.encode());
    }

    @Test
    void statesStaySmall() {
        TokenTraffic traffic = traffic(9, true, true);
        traffic.windows(99);
        assertThat(traffic.sim.state.encode().length).isLessThan(3000);
        traffic.windows(30);
        assertThat(traffic.sim.state.encode().length).isLessThan(1300);
    }
}
