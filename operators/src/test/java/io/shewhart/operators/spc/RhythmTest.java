/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Charts of series whose level has a rhythm, at the default budget and windows of a minute. */
class RhythmTest {

    private static final ChartEngine ENGINE = new ChartEngine(Sim.minutes());
    private static final int DAY = 1440;

    private static double sine(int minute) {
        return StrictMath.sin(2 * Math.PI * minute / DAY);
    }

    /** Latency of 50 calls a minute whose median swings by 0.3 on the log scale. */
    private static Sim latency(long seed, int from, int minutes, double shift) {
        Sim sim = new Sim(ENGINE, MetricKind.LATENCY, seed);
        sim.quiet = true;
        for (int i = 0; i < minutes; i++) {
            sim.calls("v", 50, 0.3 * sine(i) + (i >= from ? shift : 0), 0.3, 0.03);
        }
        return sim;
    }

    /** A flat baseline gives nine episodes a day here. */
    @Test
    void aRhythmAlarmsAtMostOnceBeforeItIsKnownAndNeverAfterwards() {
        for (int seed = 0; seed < 4; seed++) {
            Sim sim = latency(seed, 0, 6 * DAY, 0);
            assertThat(sim.opened()).isLessThanOrEqualTo(1);
            for (EpisodeEvent e : sim.episodes) {
                assertThat(Sim.windowOf(e.openedUnixNano())).isLessThan(DAY);
            }
        }
    }

    @Test
    void aSlowdownIsFoundByAQuarterInARhythmThatIsFollowedAndByAFifthInOneThatIsKnown() {
        for (int at : new int[] {DAY + 400, 4 * DAY + 400}) {
            for (int seed = 0; seed < 4; seed++) {
                Sim sim = latency(seed, at, at + 30, at < 2 * DAY ? 0.25 : 0.18);
                assertThat(sim.opened()).isPositive();
                EpisodeEvent last = sim.last();
                assertThat(last.direction()).isEqualTo(1);
                assertThat(Sim.windowOf(last.openedUnixNano())).isBetween(at, at + 25);
                assertThat(last.quantity()).isIn("level", "P95");
                double truth = StrictMath.exp(0.3 * sine(at));
                if (last.quantity().equals("level")) {
                    assertThat(last.baselineLevel() / truth).isCloseTo(1, within(0.08));
                }
            }
        }
    }

    @Test
    void centreAndLimitsOfAPointAreThoseOfItsTime() {
        Sim sim = new Sim(ENGINE, MetricKind.LATENCY, 1);
        for (int i = 0; i < 4 * DAY; i++) {
            sim.quiet = i < 3 * DAY;
            sim.calls("v", 50, 2 + 0.3 * sine(i), 0.3, 0.03);
        }
        assertThat(sim.points).hasSizeGreaterThan(DAY);
        for (Point p : sim.points) {
            if (p.chart().equals("i_prime")) {
                double truth = StrictMath.exp(2 + 0.3 * sine(Sim.windowOf(p.endUnixNano())));
                assertThat(p.center() / truth).isCloseTo(1, within(0.03));
                assertThat(p.lcl()).isLessThan(p.center());
                assertThat(p.ucl() / p.center()).isCloseTo(p.center() / p.lcl(), within(1e-9));
            }
        }
    }

    @Test
    void aNewVersionTakesOverTheRhythm() {
        Sim sim = new Sim(ENGINE, MetricKind.LATENCY, 2);
        sim.quiet = true;
        for (int i = 0; i < 6 * DAY; i++) {
            sim.calls(i < 4 * DAY ? "v1" : "v2", 50, 0.3 * sine(i), 0.3, 0.03);
        }
        for (EpisodeEvent e : sim.episodes) {
            assertThat(Sim.windowOf(e.openedUnixNano())).isLessThan(DAY);
        }
    }

    @Test
    void aRatioHasARhythmToo() {
        Sim sim = new Sim(ENGINE, MetricKind.RATIO, 3);
        sim.quiet = true;
        int at = 5 * DAY + 300;
        for (int i = 0; i < at + 30; i++) {
            double p = 0.02 * StrictMath.exp(0.4 * sine(i)) * (i >= at ? 1.5 : 1);
            sim.events("v", 5000, sim.binomial(5000, p));
        }
        assertThat(sim.opened()).isLessThanOrEqualTo(4);
        int known = 0;
        for (EpisodeEvent e : sim.episodes) {
            int opened = Sim.windowOf(e.openedUnixNano());
            assertThat(opened < 2 * DAY || opened >= at).isTrue();
            known += opened >= at ? 1 : 0;
        }
        assertThat(known).isPositive();
    }

    @Property(tries = 6)
    void savedAndRestoredAnywhereItContinuesAsIfNothingHappened(
            @ForAll @IntRange(min = 0, max = 4 * DAY) int at, @ForAll boolean ratio) {
        Sim straight = new Sim(ENGINE, ratio ? MetricKind.RATIO : MetricKind.LATENCY, at);
        Sim restored = new Sim(ENGINE, straight.kind, at);
        for (int i = 0; i < 4 * DAY; i++) {
            for (Sim sim : new Sim[] {straight, restored}) {
                double level = 0.3 * sine(i) + (i > 3 * DAY && i < 3 * DAY + 90 ? 0.3 : 0);
                if (ratio) {
                    sim.events("v", 2000, sim.binomial(2000, 0.03 * StrictMath.exp(level)));
                } else {
                    sim.calls("v", 50, level, 0.3, 0.03);
                }
                sim.points.clear();
            }
            if (i == at) {
                restored.state = KeyState.decode(restored.state.encode());
            }
        }
        assertThat(restored.episodes).isEqualTo(straight.episodes);
        assertThat(restored.state.encode()).isEqualTo(straight.state.encode());
    }
}
