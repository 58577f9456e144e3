/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc.classic;

import static io.shewhart.operators.spc.classic.Folded.millionth;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.shewhart.operators.spc.MewmaArl;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** T² by R package qcc 2.7, MEWMA by R package spc 0.6.7. */
class MultivariateExamplesTest {

    private static List<VectorSubgroup> boiler() {
        List<VectorSubgroup> subgroups = new ArrayList<>();
        for (double[] row : Published.BOILER) {
            subgroups.add(new VectorSubgroup(subgroups.size() + 1, 1, row));
        }
        return subgroups;
    }

    @Test
    void boilerTemperatures() {
        Covariance baseline = Covariance.individuals(Published.BOILER);
        assertThat(baseline.covariance(0, 1)).isCloseTo(0.9583333333333, millionth(1));
        assertThat(baseline.center(2)).isCloseTo(538.92, millionth(539));
        double limit = HotellingChart.phaseOneIndividuals(25, 8, 0.001);
        assertThat(limit).isCloseTo(17.417046600585, millionth(17));
        assertThat(HotellingChart.phaseTwoIndividuals(25, 8, 0.001))
                .isCloseTo(70.029432495723, millionth(70));
        List<ChartPoint> points = Folded.all(new HotellingChart(baseline, limit), boiler());
        double[] t2 = {
            13.963961741563,
            9.779083582216,
            5.472671456068,
            14.740979651092,
            6.575786378615,
            5.305689189798,
            7.88524066591,
            9.775744469451,
            17.575293477433
        };
        for (int i = 0; i < t2.length; i++) {
            assertThat(points.get(i).statistic()).isCloseTo(t2[i], millionth(t2[i]));
        }
        assertThat(Folded.signals(points)).containsExactly(9);
    }

    @Test
    void subgroupsOfRyan() {
        List<double[][]> subgroups = new ArrayList<>();
        List<VectorSubgroup> means = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            double[][] x = new double[4][];
            for (int j = 0; j < 4; j++) {
                x[j] = new double[] {Published.RYAN_X1[i][j], Published.RYAN_X2[i][j]};
            }
            subgroups.add(x);
            means.add(new VectorSubgroup(i + 1, 4, Covariance.mean(x)));
        }
        Covariance baseline = Covariance.subgroups(subgroups);
        assertThat(baseline.center(0)).isCloseTo(60.375, millionth(60));
        assertThat(baseline.center(1)).isCloseTo(18.4875, millionth(18));
        assertThat(baseline.covariance(0, 0)).isCloseTo(222.033333333333, millionth(222));
        double alpha = 1 - 0.99460729;
        double limit = HotellingChart.phaseOneSubgroups(20, 4, 2, alpha);
        assertThat(limit).isCloseTo(11.039756662954, millionth(11));
        assertThat(HotellingChart.phaseTwoSubgroups(20, 4, 2, alpha))
                .isCloseTo(12.201836311686, millionth(12));
        List<ChartPoint> points = Folded.all(new HotellingChart(baseline, limit), means);
        assertThat(points.get(9).statistic()).isCloseTo(63.760421379735, millionth(63));
        assertThat(points.get(19).statistic()).isCloseTo(13.037617154705, millionth(13));
        assertThat(Folded.signals(points)).containsExactly(10, 20);
    }

    /** Differences 1 and 3 of the first, 2 and -2 of the second: by hand. */
    @Test
    void successiveDifferences() {
        double[][] x = {{0, 0}, {1, 2}, {4, 0}, {4, 1}};
        Covariance baseline = Covariance.successiveDifferences(x);
        assertThat(baseline.covariance(0, 0)).isCloseTo(10 / 6.0, within(1e-12));
        assertThat(baseline.covariance(1, 1)).isCloseTo(9 / 6.0, within(1e-12));
        assertThat(baseline.covariance(0, 1)).isCloseTo(-4 / 6.0, within(1e-12));
    }

    /** spc mewma.crit, lambda 0.1. */
    @ParameterizedTest(name = "p = {0}, ARL0 = {1}")
    @CsvSource({
        "2, 200, 8.634",
        "3, 200, 10.784",
        "4, 200, 12.723",
        "2, 370.4, 10.075",
        "3, 370.4, 12.346"
    })
    void mewmaLimits(int p, double arl0, double h) {
        assertThat(MewmaArl.limitFor(0.1, p, arl0)).isCloseTo(h, within(5e-4));
    }

    /** spc mewma.arl, lambda 0.1, h 12.73. */
    @Test
    void mewmaArl() {
        assertThat(MewmaArl.inControl(0.1, 4, 12.73)).isCloseTo(200.50, within(0.005));
    }
}
