/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AttributeRefinementTest {

    private static final ChartEngine ENGINE = new ChartEngine(Sim.minutes());
    private static final long CALLS = 1000;

    /** Sizes of the baselines that a chart was judged by, one after the other. */
    private static List<Integer> sizes(Sim sim, String chart) {
        return sim.points.stream()
                .filter(p -> p.chart().startsWith(chart) && p.description() != null)
                .map(p -> p.description().replaceAll(".*phase I of (\\d+) subgroups.*", "$1"))
                .map(Integer::valueOf)
                .toList();
    }

    private static long binomial(Sim draw, double odds) {
        return draw.binomial(CALLS, LogitNormal.share(odds));
    }

    private static AttributeSubgroup subgroup(long events) {
        AttributeSubgroup subgroup = new AttributeSubgroup();
        subgroup.add(new AttributeCounts(1, 2, events, CALLS, "", 100, 0));
        return subgroup;
    }

    @Test
    void theBaselineOfATailGrowsWhileItWatches() {
        Sim sim = new Sim(ENGINE, MetricKind.LATENCY, 1);
        for (int i = 0; i < 900; i++) {
            sim.calls("v", 200, 0, 0.3, 0.1);
        }
        assertThat(sim.opened()).isZero();
        List<Integer> sizes = sizes(sim, "exceedance");
        assertThat(sizes).hasSize(4);
        assertThat(sizes.get(0)).isBetween(70, 75);
        for (int i = 1; i < sizes.size(); i++) {
            assertThat(sizes.get(i)).isEqualTo(2 * sizes.get(i - 1));
        }
    }

    @Test
    void theBaselineOfARatioGrowsWhileItWatches() {
        Sim sim = new Sim(ENGINE, MetricKind.RATIO, 1);
        for (int i = 0; i < 1000; i++) {
            sim.events("v", CALLS, binomial(sim, -3 + 0.3 * sim.normal()));
        }
        assertThat(sim.opened()).isZero();
        List<Integer> sizes = sizes(sim, "laney_p");
        assertThat(sizes).hasSize(4);
        assertThat(sizes.get(3)).isBetween(QuietSums.ENOUGH, 800);
    }

    /** What all subgroups together would have given, up to the step being one of several. */
    @ParameterizedTest(name = "{0} +- {1}")
    @CsvSource({"-3, 0.2", "-3, 0.5", "-1, 0.3"})
    void isNearTheEstimateOfAllItsSubgroups(double center, double spread) {
        AttributeSample first = new AttributeSample();
        AttributeSample all = new AttributeSample();
        AttributeRefinement refinement = new AttributeRefinement();
        Sim draw = new Sim(ENGINE, MetricKind.RATIO, 5);
        AttributeBaseline old = null;
        for (int i = 0; i < 200; i++) {
            long events = binomial(draw, center + spread * draw.normal());
            all.add(events, CALLS, false, i);
            if (i < 100) {
                first.add(events, CALLS, false, i);
                old = i == 99 ? AttributePhaseOne.learn(first, "a", "v", Link.LOGIT) : null;
            } else {
                AttributeSubgroup subgroup = subgroup(events);
                double score = AttributeReference.of(old).score(subgroup);
                refinement.add(subgroup, score, old, i == 100);
            }
        }
        assertThat(old.m()).isEqualTo(100);
        assertThat(refinement.due(old)).isTrue();
        AttributeBaseline pooled = refinement.take(old, "b", "v");
        AttributeBaseline together = AttributePhaseOne.learn(all, "b", "v", Link.LOGIT);
        assertThat(pooled.m()).isEqualTo(together.m());
        assertThat(pooled.events()).isEqualTo(together.events());
        assertThat(pooled.trials()).isEqualTo(together.trials());
        assertThat(pooled.center()).isCloseTo(together.center(), within(0.02 * spread));
        double variance = together.variance();
        assertThat(pooled.variance()).isCloseTo(variance, within(0.06 * variance));
    }

    /** The spread was there all the time, but phase I happened to see none of it. */
    @Test
    void aSpreadThatPhaseOneMissedIsFound() {
        AttributeBaseline old =
                new AttributeBaseline("a", "v", 5000, 100 * CALLS, 0, 0, 0, 100, Link.LOGIT);
        AttributeRefinement refinement = new AttributeRefinement();
        Sim draw = new Sim(ENGINE, MetricKind.RATIO, 7);
        for (int i = 0; i < 100; i++) {
            AttributeSubgroup subgroup =
                    subgroup(binomial(draw, LogitNormal.logOdds(0.05) + 0.15 * draw.normal()));
            refinement.add(subgroup, AttributeReference.of(old).score(subgroup), old, false);
        }
        AttributeBaseline better = refinement.take(old, "b", "v");
        assertThat(better.variance()).isCloseTo(0.5 * 0.15 * 0.15, within(0.006));
        AttributeReference by = AttributeReference.of(better);
        assertThat(by.law(CALLS).mean() / CALLS).isCloseTo(better.p(), within(2e-4));
    }

    @ParameterizedTest
    @EnumSource(Link.class)
    void subgroupsThatLieApartAreForgotten(Link link) {
        AttributeRefinement refinement = new AttributeRefinement();
        AttributeBaseline learned =
                new AttributeBaseline("a", "v", 5000, 100 * CALLS, 0, 0, 0, 100, link);
        for (int i = 0; i < 100; i++) {
            refinement.add(subgroup(54), 0.55, learned, false);
        }
        assertThat(refinement.due(learned)).isTrue();
        assertThat(refinement.take(learned, "b", "v")).isNull();
        assertThat(refinement.due(learned)).isFalse();
        AttributeBaseline stated = new Standard(0.05, 0, 0, 0).ratio("a", "v");
        refinement.add(subgroup(50), 0, stated, false);
        assertThat(refinement.due(stated)).as("a stated standard is not refined").isFalse();
    }

    /** A fifth more errors an hour, which no window shows by itself. */
    @Test
    void aSlowDegradationIsNotSwallowed() {
        int found = 0;
        for (int s = 0; s < 20; s++) {
            Sim sim = new Sim(ENGINE, MetricKind.RATIO, 100 + s);
            sim.quiet = true;
            for (int i = 0; i < 600; i++) {
                double rise = Math.max(0, i - 120) / 60.0 * 0.2;
                double odds = LogitNormal.logOdds(0.05) + 0.2 * sim.normal() + rise;
                sim.events("v", CALLS, binomial(sim, odds));
            }
            found += sim.opened() > 0 ? 1 : 0;
        }
        assertThat(found).isGreaterThanOrEqualTo(19);
    }

    @Test
    void nothingIsLearnedFromAnEpisode() {
        Sim sim = new Sim(ENGINE, MetricKind.RATIO, 3);
        for (int i = 0; i < 190; i++) {
            sim.events("v", CALLS, sim.binomial(CALLS, 0.05));
        }
        for (int i = 0; i < 40; i++) {
            sim.events("v", CALLS, sim.binomial(CALLS, 0.1));
        }
        assertThat(sim.state.episodeOpen()).isTrue();
        assertThat(sizes(sim, "laney_p")).containsExactly(100);
    }
}
