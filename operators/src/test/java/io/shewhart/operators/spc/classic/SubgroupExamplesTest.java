/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc.classic;

import static io.shewhart.operators.spc.classic.Folded.limits;
import static io.shewhart.operators.spc.classic.Folded.millionth;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.shewhart.operators.spc.ChartConstants;
import io.shewhart.operators.spc.RunRules;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Montgomery's piston rings. Expected numbers: R package qcc 2.7, which takes d2 with three
 * decimals (so the tests that come from ranges do too); examples 6.3 and 6.4: R package qicharts2
 * 0.8.1.
 */
class SubgroupExamplesTest {

    private static final List<Subgroup> RINGS = Published.pistonRings();
    private static final List<Subgroup> PHASE_ONE = RINGS.subList(0, 25);
    private static final List<Subgroup> VARYING = Published.pistonRingsOfVaryingSize();
    private static final List<Subgroup> VARYING_ONE = VARYING.subList(0, 25);

    private static double tableD2(int n) {
        return Published.threeDecimals(ChartConstants.d2(n));
    }

    private static double sigmaR() {
        return Sigma.unweightedR(PHASE_ONE, SubgroupExamplesTest::tableD2);
    }

    @Test
    void xBarAndR() {
        assertThat(Sigma.center(PHASE_ONE)).isCloseTo(74.001176, millionth(74.0));
        assertThat(sigmaR()).isCloseTo(0.009785038693035, millionth(0.0098));
        MeanChart chart = MeanChart.xBar(Sigma.center(PHASE_ONE), sigmaR(), 3);
        List<ChartPoint> points = Folded.all(chart, RINGS);
        limits(points.get(0), 74.001176, 73.988047992992, 74.014304007008);
        assertThat(points.get(0).ucl()).isCloseTo(74.014304007008, within(1e-10));
        assertThat(Folded.signals(points)).containsExactly(37, 38, 39);
        int run = 0;
        for (int i = 33; i < 40; i++) {
            run += points.get(i).z() > 0 ? 1 : 0;
        }
        assertThat(run).as("seven in a row above the centre end at 40").isEqualTo(7);
        assertThat(points.get(32).z()).isNegative();
    }

    @Test
    void exactD2IsTheDefault() {
        assertThat(Sigma.unweightedR(PHASE_ONE))
                .isCloseTo(0.02276 / 2.3259289473, millionth(0.0098));
    }

    @Test
    void otherEstimators() {
        assertThat(Sigma.unweightedS(PHASE_ONE)).isCloseTo(0.009829976728289, millionth(0.0098));
        assertThat(Sigma.weightedS(PHASE_ONE)).isCloseTo(0.009829976728289, millionth(0.0098));
        assertThat(Sigma.weightedR(PHASE_ONE, SubgroupExamplesTest::tableD2))
                .isCloseTo(0.009785038693035, millionth(0.0098));
        assertThat(Sigma.rootMeanSquare(PHASE_ONE)).isCloseTo(0.009887547210159, millionth(0.0098));
    }

    @Test
    void ninetyNinePercentLimits() {
        double limit = Limits.probability(0.99).sigmas();
        ChartPoint point =
                MeanChart.xBar(Sigma.center(PHASE_ONE), sigmaR(), limit).fold(RINGS.get(0));
        limits(point, 74.001176, 73.98990416495, 74.012447835049);
        assertThat(point.lcl()).isCloseTo(73.98990416495, within(1e-9));
    }

    @Test
    void ranges() {
        RangeChart chart = new RangeChart(sigmaR(), Limits.THREE_SIGMA);
        ChartPoint point = chart.fold(RINGS.get(0));
        // the centre is d2 sigma, here with the exact d2 and sigma by the rounded one
        assertThat(point.center()).isCloseTo(0.02276, within(0.02276 * 6e-4));
        assertThat(point.ucl()).isCloseTo(0.04812533015477, within(0.048 * 6e-4));
        assertThat(point.lcl()).isZero();
        ChartPoint exact =
                new RangeChart(Sigma.unweightedR(PHASE_ONE), Limits.THREE_SIGMA).fold(RINGS.get(0));
        limits(exact, 0.02276, 0, 0.02276 * 2.1144991451);
        assertThat(Folded.signals(chart, RINGS)).isEmpty();
    }

    @Test
    void rangesWithProbabilityLimits() {
        ChartPoint point = new RangeChart(sigmaR(), Limits.probability(0.9973)).fold(RINGS.get(0));
        limits(point, point.center(), 0.003880042669615, 0.05261809037237);
    }

    @Test
    void standardDeviations() {
        double sigma = Sigma.unweightedS(PHASE_ONE);
        DeviationChart chart = new DeviationChart(sigma, Limits.THREE_SIGMA);
        List<ChartPoint> points = Folded.all(chart, RINGS);
        limits(points.get(0), 0.009240036602286, 0, 0.01930241676824);
        assertThat(points.get(0).statistic()).isCloseTo(0.01477159436215, millionth(0.0148));
        assertThat(Folded.signals(points)).isEmpty();
        ChartPoint exact = new DeviationChart(sigma, Limits.probability(0.9973)).fold(RINGS.get(0));
        limits(exact, 0.009240036602286, 0.001598445443599, 0.02073659893228);
    }

    @Test
    void varyingSizes() {
        double sigma = Sigma.unweightedR(VARYING_ONE, SubgroupExamplesTest::tableD2);
        assertThat(Sigma.center(VARYING_ONE)).isCloseTo(74.000752212389, within(1e-10));
        assertThat(sigma).isCloseTo(0.009856700635669, millionth(0.0099));
        List<ChartPoint> points =
                Folded.all(MeanChart.xBar(Sigma.center(VARYING_ONE), sigma, 3), VARYING);
        assertThat(points.get(0).ucl()).isCloseTo(74.013976363983, within(1e-9));
        assertThat(points.get(1).ucl()).isCloseTo(74.017824518685, within(1e-9));
        assertThat(points.get(5).ucl()).isCloseTo(74.015537263343, within(1e-9));
        assertThat(Folded.signals(points)).containsExactly(37, 38, 39);
        assertThat(Sigma.weightedS(VARYING_ONE)).isCloseTo(0.01010857954284, millionth(0.0101));
        assertThat(Sigma.rootMeanSquare(VARYING_ONE))
                .isCloseTo(0.01013947672594, millionth(0.0101));
        assertThat(Sigma.unweightedS(VARYING_ONE)).isCloseTo(0.009930922991016, millionth(0.0099));
    }

    /** Example 6.4: limits S / c4(n) with the pooled S, uncorrected, as the book has it. */
    @Test
    void varyingSizesOfTheBook() {
        List<Subgroup> rings = Published.pistonRingsOfTheBook(true);
        double pooled = Sigma.pooled(rings);
        assertThat(pooled).isCloseTo(0.01029117745126, millionth(0.0103));
        double[] upper = {74.020865393002, 74.017507307447, 74.015440802689};
        double[] upperS = {0.02642948910561, 0.02332029260136, 0.02149824776138};
        for (int n = 3; n <= 5; n++) {
            double sigma = pooled / ChartConstants.c4(n);
            Subgroup s = new Subgroup(1, n, 74, pooled, Double.NaN, Double.NaN);
            ChartPoint mean = MeanChart.xBar(Sigma.center(rings), sigma, 3).fold(s);
            assertThat(mean.ucl()).isCloseTo(upper[n - 3], within(1e-9));
            ChartPoint deviation = new DeviationChart(sigma, Limits.THREE_SIGMA).fold(s);
            assertThat(deviation.ucl()).isCloseTo(upperS[n - 3], millionth(0.02));
        }
    }

    /** Example 6.3: X-bar and S. */
    @Test
    void equalSizesOfTheBook() {
        List<Subgroup> rings = Published.pistonRingsOfTheBook(false);
        double sigma = Sigma.unweightedS(rings);
        ChartPoint point = MeanChart.xBar(Sigma.center(rings), sigma, 3).fold(rings.get(0));
        assertThat(point.lcl()).isCloseTo(73.987760123296, within(1e-9));
        assertThat(point.ucl()).isCloseTo(74.014591876704, within(1e-9));
        limits(
                new DeviationChart(sigma, Limits.THREE_SIGMA).fold(rings.get(0)),
                0.009399483885737,
                0,
                0.01963550180353);
    }

    /** Rules by R package qcc 3.0 (2026-05-04). */
    @Test
    void runRules() {
        MeanChart chart = MeanChart.xBar(Sigma.center(PHASE_ONE), sigmaR(), 3);
        List<List<Integer>> hits = new ArrayList<>();
        for (int rule = 0; rule < 12; rule++) {
            hits.add(new ArrayList<>());
        }
        RunRules rules = RunRules.EMPTY;
        for (Subgroup s : RINGS) {
            rules = rules.add(chart.fold(s).z());
            for (int rule = 0; rule < 12; rule++) {
                if ((rules.bits() & 1 << rule) != 0) {
                    hits.get(rule).add((int) s.time());
                }
            }
        }
        assertThat(hits.get(0)).containsExactly(37, 38, 39);
        assertThat(hits.get(1)).containsExactly(35, 37, 38, 39, 40);
        assertThat(hits.get(2)).containsExactly(35, 38, 39, 40);
        assertThat(hits.get(3)).isEmpty();
        assertThat(hits.get(4)).containsExactly(37, 38, 39);
        assertThat(hits.get(5)).isEmpty();
        assertThat(hits.get(6)).isEmpty();
        assertThat(hits.get(7)).isEmpty();
        assertThat(hits.get(8)).containsExactly(35, 37, 38, 39, 40);
        assertThat(hits.get(9)).containsExactly(35, 38, 39, 40);
        assertThat(hits.get(10)).isEmpty();
        assertThat(hits.get(11)).isEmpty();
    }

    /** Direct computation: moving ranges of the 25 means, pooled variance inside. */
    @Test
    void betweenAndWithin() {
        double ofMeans = SigmaBetween.movingRange(PHASE_ONE, 1.128);
        double within = Sigma.pooled(PHASE_ONE);
        double between = SigmaBetween.between(ofMeans, within, 5);
        assertThat(1.128 * ofMeans).isCloseTo(0.006316667, within(5e-10));
        assertThat(ofMeans).isCloseTo(0.005599882, within(5e-10));
        assertThat(within).isCloseTo(0.00986286, within(5e-9));
        assertThat(between).isCloseTo(0.00345014, within(5e-9));
        ChartPoint point =
                MeanChart.betweenWithin(Sigma.center(PHASE_ONE), between, within, 3)
                        .fold(RINGS.get(0));
        assertThat(point.lcl()).isCloseTo(73.98438, within(5e-6));
        assertThat(point.ucl()).isCloseTo(74.01798, within(5e-6));
    }
}
