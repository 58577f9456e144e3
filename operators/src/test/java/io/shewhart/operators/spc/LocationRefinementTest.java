/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LocationRefinementTest {

    private static final ChartEngine ENGINE = new ChartEngine(Sim.minutes());

    private static LocationBaseline baseline(Sim sim) {
        VersionCharts charts = sim.state.versions.get(0).charts;
        StateWriter out = new StateWriter();
        charts.write(out);
        LocationChart chart = new LocationChart(LocationScale.LOG);
        StateReader in = new StateReader(out.toBytes());
        in.format(KeyState.FORMAT);
        chart.read(in);
        return chart.baseline();
    }

    private static Set<String> baselines(Sim sim) {
        Set<String> ids = new HashSet<>();
        sim.points.forEach(p -> ids.add(p.baselineId()));
        ids.remove("");
        return ids;
    }

    @Test
    void aBaselineGrowsWhileItWatches() {
        Sim sim = new Sim(ENGINE, MetricKind.VALUE, 1);
        for (int i = 0; i < 1000; i++) {
            sim.gaussianAr("v", 20 + 80 * (i % 2), 3, 0.3, 0.1, 0.5);
        }
        assertThat(sim.opened()).isZero();
        assertThat(baselines(sim)).hasSize(4);
        LocationBaseline learned = baseline(sim);
        assertThat(learned.m()).isBetween(QuietSums.ENOUGH, 800);
        // standard errors of 776 autocorrelated subgroups, times three
        assertThat(learned.fit().center()).isCloseTo(3, within(0.025));
        assertThat(Math.sqrt(learned.fit().between())).isCloseTo(0.1, within(0.012));
        assertThat(Math.sqrt(learned.fit().within())).isCloseTo(0.3, within(0.006));
        assertThat(learned.phi()).isCloseTo(0.5, within(0.13));
    }

    /** Of independent equal subgroups the estimate is the one that all of them would have given. */
    @Test
    void isTheEstimateOfAllItsSubgroups() {
        LocationSample first = new LocationSample();
        LocationSample all = new LocationSample();
        LocationRefinement refinement = new LocationRefinement();
        LocationMethod method = new LocationMethod(LocationScale.LOG, new LocationRhythm());
        Sim draw = new Sim(ENGINE, MetricKind.VALUE, 5);
        LocationBaseline old = null;
        for (int i = 0; i < 200; i++) {
            LocationPoint p =
                    new LocationPoint(i, i + 1, 30, 2 + 0.2 * draw.normal(), 29 * 0.3 * 0.3);
            all.add(p, false, false);
            if (i < 100) {
                first.add(p, false, false);
                old = i == 99 ? method.learn(first, "a", "v") : null;
            } else {
                refinement.add(p, old, i == 100);
            }
        }
        assertThat(old.m()).isEqualTo(100);
        assertThat(refinement.due(old)).isTrue();
        LocationBaseline pooled = refinement.take(old, "b", "v");
        LocationBaseline together = method.learn(all, "b", "v");
        assertThat(pooled.fit().center()).isCloseTo(together.fit().center(), within(1e-6));
        double variance = together.fit().variance(30.0);
        assertThat(pooled.fit().variance(30.0)).isCloseTo(variance, within(1e-4 * variance));
        assertThat(pooled.m()).isEqualTo(together.m());
    }

    /** Half a sigma an hour, which no window shows by itself. */
    @Test
    void aSlowDegradationIsNotSwallowed() {
        int found = 0;
        for (int s = 0; s < 20; s++) {
            Sim sim = new Sim(ENGINE, MetricKind.VALUE, 100 + s);
            for (int i = 0; i < 600; i++) {
                double level = i < 120 ? 0 : (i - 120) / 60.0 * 0.5 * 0.12;
                sim.gaussian("v", 20, level, 0.3, 0.1);
            }
            found += sim.opened() > 0 ? 1 : 0;
        }
        assertThat(found).isGreaterThanOrEqualTo(19);
    }

    @Test
    void subgroupsThatLieApartAreForgotten() {
        LocationRefinement refinement = new LocationRefinement();
        LocationBaseline old = new Standard(1, 0, 0.3, 0).location(LocationScale.LOG, "a", "v");
        LocationFit fit = new LocationFit(0, 0, 0.09, 1, 0, 100);
        LocationBaseline learned =
                new LocationBaseline(old.scale(), "a", "v", fit, 0, false, 0, null, null);
        Sim draw = new Sim(ENGINE, MetricKind.VALUE, 5);
        double sigma = 0.3 / Math.sqrt(20);
        for (int i = 0; i < 100; i++) {
            double level = sigma * (0.5 + draw.normal());
            refinement.add(new LocationPoint(i, i + 1, 20, level, 19 * 0.09), learned, false);
        }
        assertThat(refinement.due(learned)).isTrue();
        assertThat(refinement.take(learned, "b", "v")).isNull();
        assertThat(refinement.due(learned)).isFalse();
        refinement.add(new LocationPoint(0, 1, 20, 0, 1), old, false);
        assertThat(refinement.due(old)).as("a stated standard is not refined").isFalse();
    }

    @Test
    void nothingIsLearnedFromAnEpisode() {
        Sim sim = new Sim(ENGINE, MetricKind.VALUE, 3);
        for (int i = 0; i < 150; i++) {
            sim.logNormal("v", 50, 0, 0.3);
        }
        double before = baseline(sim).fit().center();
        for (int i = 0; i < 50; i++) {
            sim.logNormal("v", 50, 0.7, 0.3);
        }
        assertThat(sim.state.episodeOpen()).isTrue();
        assertThat(baseline(sim).fit().center()).isEqualTo(before);
    }
}
