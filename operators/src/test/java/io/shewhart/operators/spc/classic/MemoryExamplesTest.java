/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc.classic;

import static io.shewhart.operators.spc.classic.Folded.millionth;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** EWMA and CUSUM; expected numbers by R package qcc 2.7 where not said otherwise. */
class MemoryExamplesTest {

    private static final double RING_SIGMA = 0.009785038693035;
    private static final double RING_CENTER = 74.001176;
    private static final List<Subgroup> RINGS = Published.pistonRings();

    /** NIST/SEMATECH e-Handbook 6.3.2.4: lambda 0.3, target 50, sigma 2.0539. */
    @Test
    void ewmaOfTheHandbook() {
        List<Subgroup> x = Published.individuals(Published.HANDBOOK_EWMA);
        List<ChartPoint> points = Folded.all(EwmaChart.exact(50, 2.0539, 0.3, 3), x);
        double[] z = {
            50.60, 49.52, 50.56, 50.18, 50.16, 49.21, 49.75, 49.85, 50.26, 50.33, 50.11, 49.36,
            49.52, 50.05, 49.38, 49.92, 50.73, 51.23, 51.94, 51.99
        };
        for (int i = 0; i < z.length; i++) {
            assertThat(points.get(i).statistic()).isCloseTo(z[i], within(0.005));
        }
        assertThat(points.get(19).statistic()).isCloseTo(51.988243, within(5e-7));
        assertThat(points.get(0).ucl()).isCloseTo(51.84851, millionth(51));
        assertThat(points.get(1).ucl()).isCloseTo(52.256394012124, millionth(52));
        assertThat(Folded.signals(points)).isEmpty();
        ChartPoint fixed = EwmaChart.asymptotic(50, 2.0539, 0.3, 3).fold(x.get(0));
        assertThat(fixed.ucl()).isCloseTo(52.5884, within(5e-5));
        assertThat(fixed.lcl()).isCloseTo(47.41157, within(5e-6));
    }

    @Test
    void ewmaOfPistonRings() {
        List<ChartPoint> wide = Folded.all(EwmaChart.exact(RING_CENTER, RING_SIGMA, 0.2, 3), RINGS);
        assertThat(wide.get(0).ucl()).isCloseTo(74.003801601402, within(1e-9));
        assertThat(wide.get(39).ucl()).isCloseTo(74.0055520, within(5e-8));
        assertThat(wide.get(39).statistic()).isCloseTo(74.0125973, within(5e-8));
        assertThat(Folded.signals(wide)).containsExactly(37, 38, 39, 40);
        EwmaChart narrow = EwmaChart.exact(RING_CENTER, RING_SIGMA, 0.2, 2.7);
        assertThat(Folded.signals(narrow, RINGS)).containsExactly(35, 37, 38, 39, 40);
    }

    @Test
    void viscosity() {
        List<Subgroup> x = Published.individuals(Published.VISCOSITY);
        List<ChartPoint> ewma = Folded.all(EwmaChart.exact(34.088, 0.5076521089959, 0.2, 2.7), x);
        assertThat(ewma.get(10).statistic()).isCloseTo(33.959861663785, millionth(34));
        assertThat(ewma.get(8).ucl()).isCloseTo(34.54075292439, millionth(34));
        assertThat(Folded.signals(ewma)).containsExactly(35);
        CusumChart cusum = new CusumChart(34.088, 0.5076521089959, 0.5, 4, 0);
        assertThat(Folded.signals(cusum, x)).containsExactly(28, 29, 30, 31, 32, 33, 34, 35);
    }

    @Test
    void cusumOfPistonRings() {
        CusumChart five = new CusumChart(RING_CENTER, RING_SIGMA, 0.5, 5, 0);
        double most = 0;
        List<Integer> signals = new ArrayList<>();
        for (Subgroup s : RINGS) {
            if (five.fold(s).signal() > 0) {
                signals.add((int) s.time());
            }
            most = Math.max(most, five.upper());
        }
        assertThat(signals).containsExactly(37, 38, 39, 40);
        assertThat(most).isCloseTo(17.632529, within(5e-7));
        CusumChart four = new CusumChart(RING_CENTER, RING_SIGMA, 0.5, 4, 0);
        assertThat(Folded.signals(four, RINGS)).containsExactly(35, 36, 37, 38, 39, 40);
        CusumChart head = new CusumChart(RING_CENTER, RING_SIGMA, 0.5, 5, 2.5);
        double[] first = {4.062156120378, 3.430529133976, 4.489943292383};
        for (int i = 0; i < first.length; i++) {
            head.fold(RINGS.get(i));
            assertThat(head.upper()).isCloseTo(first[i], millionth(4));
        }
    }

    /** NIST/SEMATECH e-Handbook 6.3.2.3 in data units: k 0.3175, h 4.1959, sigma of means 0.635. */
    @Test
    void cusumOfTheHandbook() {
        CusumChart chart = new CusumChart(325, 0.635, 0.5, 4.1959 / 0.635, 0);
        double[] upper = {3.0075, 4.94, 7.4475, 10.63, 11.9875, 14.445, 16.0025, 19.035};
        List<Integer> signals = new ArrayList<>();
        double lowest = 0;
        for (Subgroup s : Published.individuals(Published.HANDBOOK_MEANS)) {
            if (chart.fold(s).signal() != 0) {
                signals.add((int) s.time());
            }
            lowest = Math.max(lowest, 0.635 * chart.lower());
            if (s.time() == 8) {
                assertThat(0.635 * chart.lower()).isCloseTo(0.715, within(1e-9));
            }
            if (s.time() >= 13) {
                double expected = upper[(int) s.time() - 13];
                assertThat(0.635 * chart.upper()).isCloseTo(expected, millionth(expected));
            }
        }
        assertThat(lowest).isCloseTo(0.715, within(1e-9));
        assertThat(signals).containsExactly(14, 15, 16, 17, 18, 19, 20);
    }

    /** Montgomery, section 9.1: the change came after 22, the new level is 10 + 0.5 + 5.28 / 7. */
    @Test
    void cusumAndEwmaOfTheBook() {
        List<Subgroup> x = Published.individuals(Published.TABLE_9_1);
        CusumChart chart = new CusumChart(10, 1, 0.5, 5, 0);
        List<Double> upper = new ArrayList<>();
        int first = 0;
        for (Subgroup s : x) {
            if (chart.fold(s).signal() != 0 && first == 0) {
                first = (int) s.time();
                assertThat(chart.changePoint(1)).isEqualTo(22);
                assertThat(chart.newLevel(1, 1)).isCloseTo(10.5 + 5.28 / 7, within(1e-9));
            }
            upper.add(chart.upper());
        }
        assertThat(first).isEqualTo(29);
        assertThat(upper.get(27)).isCloseTo(4.47, within(1e-9));
        assertThat(upper.get(28)).isCloseTo(5.28, within(1e-9));
        assertThat(upper.get(29)).isCloseTo(5.30, within(1e-9));
        List<ChartPoint> ewma = Folded.all(EwmaChart.exact(10, 1, 0.1, 2.7), x);
        assertThat(ewma.get(28).statistic()).isCloseTo(10.64682, within(5e-6));
        assertThat(ewma.get(28).ucl()).isCloseTo(10.61873, within(5e-6));
        assertThat(Folded.signals(ewma).get(0)).isEqualTo(29);
    }

    /** A gap of g windows weighs 1 - (1 - lambda)^g: the same as g equal windows, only noisier. */
    @Test
    void ewmaAcrossAGap() {
        EwmaChart gap = EwmaChart.exact(0, 1, 0.2, 3);
        EwmaChart none = EwmaChart.exact(0, 1, 0.2, 3);
        gap.fold(Subgroup.individual(1, 1));
        none.fold(Subgroup.individual(1, 1));
        none.fold(Subgroup.individual(2, 2));
        none.fold(Subgroup.individual(3, 2));
        ChartPoint a = gap.fold(Subgroup.individual(4, 2));
        ChartPoint b = none.fold(Subgroup.individual(4, 2));
        assertThat(a.statistic()).isCloseTo(b.statistic(), within(1e-12));
        double weight = 1 - 0.8 * 0.8 * 0.8;
        double variance = weight * weight + (1 - weight) * (1 - weight) * 0.04;
        assertThat(a.sigma()).isCloseTo(Math.sqrt(variance), within(1e-12));
    }

    /** Var z = lambda² / n1 (1 - lambda)² + lambda² / n2: each subgroup with its own size. */
    @Test
    void ewmaOfVaryingSizes() {
        EwmaChart chart = EwmaChart.exact(0, 2, 0.25, 3);
        chart.fold(Subgroup.mean(1, 4, 1));
        ChartPoint point = chart.fold(Subgroup.mean(2, 25, 1));
        double variance = 0.0625 * 4 / 4 * 0.5625 + 0.0625 * 4 / 25;
        assertThat(point.sigma()).isCloseTo(Math.sqrt(variance), within(1e-12));
    }
}
