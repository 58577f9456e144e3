/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class VersionsAndEpisodesTest {

    private static Sim learned(MetricKind kind, long seed) {
        Sim sim = new Sim(Sim.minutes(), kind, seed);
        for (int i = 0; i < 130; i++) {
            sim.logNormal("v1", 30, 0, 0.3);
        }
        assertThat(sim.episodes).isEmpty();
        return sim;
    }

    @Test
    void aWorseNewcomerIsJudgedAgainstTheIncumbentAtOnce() {
        Sim sim = learned(MetricKind.LATENCY, 1);
        sim.points.clear();
        for (int i = 0; i < 8; i++) {
            sim.fold(sim.values("v1", 30, 0, 0.3));
            sim.logNormal("v2", 30, 0.5, 0.3);
        }
        EpisodeEvent opened = sim.episodes.get(0);
        assertThat(opened.version()).isEqualTo("v2");
        assertThat(Sim.windowOf(opened.openedUnixNano())).isBetween(130, 132);
        assertThat(sim.points)
                .filteredOn(p -> p.version().equals("v2") && p.value() > 0)
                .allMatch(p -> "v1".equals(p.baselineVersion()));
        assertThat(sim.points)
                .filteredOn(p -> p.version().equals("v1") && p.value() > 0)
                .allMatch(p -> p.baselineVersion() == null);
    }

    @Test
    void versionsSideBySideAreNoChange() {
        Sim sim = learned(MetricKind.LATENCY, 2);
        for (int i = 0; i < 100; i++) {
            sim.fold(sim.values("v1", 30, 0, 0.3));
            sim.logNormal("v2", 30, 0, 0.3);
        }
        assertThat(sim.episodes).isEmpty();
    }

    @Test
    void aLearnedNewcomerTakesOverWhenTheIncumbentIsGone() {
        Sim sim = learned(MetricKind.LATENCY, 3);
        for (int i = 0; i < 140; i++) {
            sim.logNormal("v2", 30, 0, 0.3);
        }
        sim.points.clear();
        sim.logNormal("v3", 30, 0, 0.3);
        assertThat(sim.points)
                .filteredOn(p -> p.value() > 0)
                .allMatch(p -> "v2".equals(p.baselineVersion()));
        assertThat(sim.episodes).isEmpty();
    }

    @Test
    void moreVersionsThanFitPushOutTheOneSeenLongestAgo() {
        Sim sim = learned(MetricKind.LATENCY, 4);
        for (int v = 2; v <= 8; v++) {
            sim.logNormal("v" + v, 30, 0, 0.3);
        }
        assertThat(sim.state.evictedVersions()).isEqualTo(3);
        sim.points.clear();
        sim.logNormal("v1", 30, 0, 0.3);
        assertThat(sim.points.get(0).phase()).isEqualTo(Phase.WATCHING);
    }

    @Test
    void aStableNewLevelIsAcceptedAfterSixtySubgroups() {
        Sim sim = learned(MetricKind.LATENCY, 5);
        for (int i = 0; i < 90; i++) {
            sim.logNormal("v1", 30, 0.7, 0.3);
        }
        assertThat(sim.opened()).isEqualTo(1);
        assertThat(sim.last().state()).isEqualTo(EpisodeEvent.State.RESOLVED);
        assertThat(sim.last().resolution()).isEqualTo(EpisodeEvent.Resolution.NEW_LEVEL);
        assertThat(sim.last().shift()).isCloseTo(StrictMath.exp(0.7) - 1, within(0.15));
        assertThat(Sim.windowOf(sim.last().timeUnixNano())).isBetween(190, 195);
        assertThat(sim.points)
                .filteredOn(p -> p.chart().equals("i_prime"))
                .last()
                .satisfies(
                        // a level that has changed is followed, with a fifth of a subgroup's sigma
                        p -> assertThat(p.center()).isCloseTo(StrictMath.exp(0.7), within(0.1)));
        assertThat(sim.episodes).extracting(EpisodeEvent::sequence).doesNotHaveDuplicates();
        assertThat(sim.episodes.size()).isLessThan(9);
    }

    @Test
    void anEpisodeEndsWithItsTraffic() {
        Sim sim = learned(MetricKind.LATENCY, 6);
        for (int i = 0; i < 5; i++) {
            sim.logNormal("v1", 30, 1, 0.3);
        }
        for (int i = 0; i < 40; i++) {
            sim.logNormal("v1", 0, 0, 0);
        }
        assertThat(sim.last().resolution()).isEqualTo(EpisodeEvent.Resolution.NO_DATA);
    }

    @Test
    void aReleaseThatIsTakenBackEndsItsEpisodeAndHidesNothing() {
        Sim sim = learned(MetricKind.LATENCY, 16);
        for (int i = 0; i < 6; i++) {
            sim.logNormal("v2", 30, 1, 0.3);
        }
        assertThat(sim.last().version()).isEqualTo("v2");
        for (int i = 0; i < 10; i++) {
            sim.logNormal("v1", 30, 0, 0.3);
        }
        assertThat(sim.last().resolution()).isEqualTo(EpisodeEvent.Resolution.NO_DATA);
        for (int i = 0; i < 3; i++) {
            sim.logNormal("v1", 30, 1, 0.3);
        }
        assertThat(sim.opened()).isEqualTo(2);
        assertThat(sim.last().version()).isEqualTo("v1");
    }

    @Test
    void aSmallShareOfTheTrafficIsNotTakenBack() {
        Sim sim = learned(MetricKind.LATENCY, 17);
        for (int i = 0; i < 200; i++) {
            sim.fold(sim.values("v1", 30, 0, 0.3));
            sim.logNormal("v2", i % 8 == 0 ? 10 : 0, 1, 0.3);
        }
        assertThat(sim.opened()).isEqualTo(1);
        assertThat(sim.last().state()).isNotEqualTo(EpisodeEvent.State.RESOLVED);
    }

    @Test
    void aTurnOfDirectionIsTold() {
        Sim sim = learned(MetricKind.VALUE, 7);
        for (int i = 0; i < 4; i++) {
            sim.logNormal("v1", 30, 1, 0.3);
        }
        for (int i = 0; i < 4; i++) {
            sim.logNormal("v1", 30, -2, 0.3);
        }
        assertThat(sim.episodes)
                .anyMatch(
                        e ->
                                e.state() == EpisodeEvent.State.UPDATED
                                        && e.direction() == -1
                                        && e.sequence() == 1);
    }

    @Test
    void aConstantSeriesLearnsAndSaysSo() {
        Sim sim = new Sim(Sim.minutes(), MetricKind.LATENCY, 8);
        for (int i = 0; i < 130; i++) {
            sim.logNormal("v1", 10, 0, 0);
        }
        assertThat(sim.episodes).isEmpty();
        assertThat(sim.points)
                .filteredOn(p -> p.chart().equals("i_prime"))
                .last()
                .satisfies(
                        p -> {
                            assertThat(p.remark()).isEqualTo("zero_variance");
                            assertThat(p.z()).isZero();
                            assertThat(p.ucl()).isGreaterThan(p.center());
                        });
        for (int i = 0; i < 3; i++) {
            sim.logNormal("v1", 10, 0.1, 0);
        }
        assertThat(sim.opened()).isEqualTo(1);
    }

    @Test
    void thinWindowsAreMergedAndIncompleteOnesAreLeftOut() {
        Sim sim = new Sim(Sim.minutes(), MetricKind.LATENCY, 9);
        for (int i = 0; i < 9; i++) {
            sim.logNormal("v1", 2, 0, 0.3);
        }
        assertThat(sim.points)
                .filteredOn(p -> p.remark() == null)
                .allMatch(p -> p.n() == 6)
                .hasSizeGreaterThan(2);
        assertThat(sim.points).filteredOn(p -> "not_enough_data".equals(p.remark())).hasSize(6);
        byte[] before = sim.state.encode();
        sim.points.clear();
        WindowSummary w = sim.values("v1", 20, 5, 0.3);
        sim.fold(
                new WindowSummary(
                        w.version(),
                        w.startUnixNano(),
                        w.endUnixNano(),
                        false,
                        w.requests(),
                        w.count(),
                        w.events(),
                        w.mean(),
                        w.variance(),
                        w.logCount(),
                        w.logMean(),
                        w.logVariance(),
                        w.sketch()));
        assertThat(sim.points).singleElement().extracting(Point::remark).isEqualTo("incomplete");
        assertThat(sim.state.encode()).isEqualTo(before);
    }

    @Test
    void aRolloutIsNoVanishedTraffic() {
        Sim sim = new Sim(Sim.minutes(), MetricKind.COUNT, 10);
        for (int i = 0; i < 120; i++) {
            sim.requests(sim.poisson(50));
        }
        for (int i = 0; i < 30; i++) {
            sim.fold(sim.counts("v1", 0, 0));
            sim.fold(sim.counts("v2", 0, sim.poisson(50)));
            sim.window++;
        }
        assertThat(sim.episodes).isEmpty();
    }

    /** A third of the requests gets slow, the others faster: the mean logarithm stays. */
    private static double[] slowTail(Sim sim) {
        double[] x = new double[100];
        for (int i = 0; i < x.length; i++) {
            x[i] = StrictMath.exp(i % 3 == 0 ? 0.9 : -0.46 + 0.1 * sim.normal());
        }
        return x;
    }

    @Test
    void aSlowTailIsToldAsTheQuantileInFieldUnits() {
        Sim sim = new Sim(Sim.minutes(), MetricKind.LATENCY, 11);
        for (int i = 0; i < 140; i++) {
            sim.logNormal("v1", 100, 0, 0.3);
        }
        for (int i = 0; i < 30; i++) {
            sim.fold(sim.summary("v1", slowTail(sim)));
            sim.window++;
        }
        assertThat(sim.episodes).hasSizeGreaterThan(1);
        assertThat(sim.episodes)
                .allSatisfy(
                        e -> {
                            assertThat(e.chart()).isEqualTo("exceedance_p95");
                            assertThat(e.quantity()).isEqualTo("P95");
                            assertThat(e.baselineLevel())
                                    .isCloseTo(StrictMath.exp(1.6449 * 0.3), within(0.05));
                            assertThat(e.currentLevel())
                                    .isCloseTo(StrictMath.exp(0.9), within(0.15));
                            assertThat(e.value()).isLessThan(1);
                        });
    }

    @Test
    void anEpisodeOfTheLocationKeepsTellingTheLocation() {
        Sim sim = new Sim(Sim.minutes(), MetricKind.LATENCY, 12);
        for (int i = 0; i < 140; i++) {
            sim.logNormal("v1", 100, 0, 0.3);
        }
        for (int i = 0; i < 3; i++) {
            sim.logNormal("v1", 100, -0.7, 0.1);
        }
        for (int i = 0; i < 13; i++) {
            sim.fold(sim.summary("v1", slowTail(sim)));
            sim.window++;
        }
        assertThat(sim.episodes.get(0).quantity()).isEqualTo("level");
        assertThat(sim.last().charts()).contains("exceedance");
        assertThat(sim.episodes)
                .allSatisfy(
                        e -> {
                            assertThat(e.quantity()).isEqualTo("level");
                            assertThat(e.baselineLevel()).isCloseTo(1, within(0.03));
                            assertThat(e.direction()).isEqualTo((int) Math.signum(e.shift()));
                        });
    }

    @Test
    void anEpisodeKeepsTheVersionThatOpenedItUntilAnotherOneSignalsToo() {
        Sim alone = learned(MetricKind.LATENCY, 13);
        Sim both = learned(MetricKind.LATENCY, 13);
        for (int i = 0; i < 4; i++) {
            alone.logNormal("v1", 30, 1, 0.3);
            both.logNormal("v1", 30, 1, 0.3);
        }
        for (int i = 0; i < 40; i++) {
            alone.logNormal("v2", 30, 0, 0.3);
            both.logNormal("v2", 30, i < 20 ? 1 : 0, 0.3);
        }
        assertThat(alone.last().state()).isEqualTo(EpisodeEvent.State.RESOLVED);
        assertThat(alone.episodes).extracting(EpisodeEvent::version).containsOnly("v1");
        assertThat(both.episodes.get(0).version()).isEqualTo("v1");
        assertThat(both.last().state()).isEqualTo(EpisodeEvent.State.RESOLVED);
        assertThat(both.last().version()).isEmpty();
    }
}
