/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc.classic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Q statistics; expected numbers by R's pt, pbinom, phyper and qnorm. */
class SelfStartingExamplesTest {

    private static void matches(Chart<Subgroup> chart, List<Subgroup> x, int from, double... q) {
        List<ChartPoint> points = Folded.all(chart, x);
        for (int i = 0; i < from; i++) {
            assertThat(points.get(i).statistic()).isNaN();
        }
        for (int i = 0; i < q.length; i++) {
            assertThat(points.get(from + i).statistic()).isCloseTo(q[i], within(5.1e-7 * 10));
        }
    }

    @Test
    void flowRate() {
        List<ChartPoint> points =
                Folded.all(SelfStartingChart.normal(3), Published.individuals(Published.FLOW_RATE));
        double[] q = {
            0.538679, 1.133518, -0.898927, 1.011460, 1.478572, 1.098832, 1.445002, 0.618877
        };
        for (int i = 0; i < q.length; i++) {
            assertThat(points.get(i + 2).statistic()).isCloseTo(q[i], within(1e-6));
        }
    }

    @Test
    void wafers() {
        List<Subgroup> x = Published.events(Published.WAFER_DEFECTS, 1);
        matches(
                SelfStartingChart.poisson(3),
                x,
                1,
                -0.18206,
                2.49263,
                -0.52027,
                -1.28728,
                0.75172,
                -1.67460,
                -0.93225);
        List<ChartPoint> points = Folded.all(SelfStartingChart.poisson(3), x);
        assertThat(points.get(23).statistic()).isCloseTo(3.510009, within(1e-6));
        assertThat(Folded.signals(points)).containsExactly(24);
    }

    @Test
    void orangeJuice() {
        List<Subgroup> x = Published.events(Published.ORANGE_JUICE, 50).subList(0, 30);
        matches(
                SelfStartingChart.binomial(3),
                x,
                1,
                0.90056,
                -1.30719,
                -0.27604,
                -2.23223,
                -0.71483,
                2.25872,
                -0.20767);
        List<ChartPoint> points = Folded.all(SelfStartingChart.binomial(3), x);
        assertThat(points.get(14).statistic()).isCloseTo(3.72472, within(5e-6));
        assertThat(points.get(22).statistic()).isCloseTo(3.94567, within(5e-6));
    }

    /**
     * In control, P(|Q| &gt; 3) = 0.0027 at every step. 200,000 runs have a standard error of
     * 0.000116.
     */
    @Test
    void isStandardNormalFromTheThirdOn() {
        SplittableRandom random = new SplittableRandom(3);
        int runs = 200_000;
        int[] beyond = new int[41];
        for (int r = 0; r < runs; r++) {
            SelfStartingChart chart = SelfStartingChart.normal(3);
            for (int i = 1; i <= 40; i++) {
                ChartPoint point = chart.fold(Subgroup.individual(i, random.nextGaussian()));
                beyond[i] += point.signal() != 0 ? 1 : 0;
            }
        }
        for (int i : new int[] {3, 10, 40}) {
            assertThat(beyond[i] / (double) runs).isCloseTo(0.0027, within(3 * 0.000116));
        }
    }
}
