/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc.classic;

import static io.shewhart.operators.spc.classic.Folded.limits;
import static io.shewhart.operators.spc.classic.Folded.millionth;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Attributes; expected numbers by R packages qcc 2.7 and qicharts2 0.8.1 where not said otherwise.
 */
class EventsExamplesTest {

    private static final double QICHARTS_D2 = 1.128;

    private static final List<Subgroup> JUICE = Published.events(Published.ORANGE_JUICE, 50);
    private static final List<Subgroup> CIRCUIT = Published.events(Published.CIRCUIT, 1);

    private static Chart<Subgroup> p(List<Subgroup> from) {
        return EventsChart.p(Sigma.center(from), Limits.THREE_SIGMA);
    }

    private static Chart<Subgroup> c(List<Subgroup> from) {
        return EventsChart.c(Sigma.center(from), Limits.THREE_SIGMA);
    }

    /** NIST/SEMATECH e-Handbook 6.3.3.2 has the first 30 samples. */
    @Test
    void ratiosOfOrangeJuice() {
        List<ChartPoint> points = Folded.all(p(JUICE.subList(0, 30)), JUICE);
        limits(points.get(0), 0.2313333333333, 0.05242754807193, 0.4102391185947);
        assertThat(Folded.signals(points)).containsExactly(15, 23, 41);
    }

    @Test
    void phaseOneOfOrangeJuiceByHand() {
        List<Subgroup> kept = new java.util.ArrayList<>(JUICE.subList(0, 30));
        kept.remove(22);
        kept.remove(14);
        Chart<Subgroup> chart = p(kept);
        limits(chart.fold(kept.get(0)), 0.215, 0.04070283995429, 0.3892971600457);
        assertThat(Folded.signals(chart, JUICE.subList(0, 30))).containsExactly(15, 21, 23);
    }

    /** What Montgomery does by hand goes on until nothing signals any more: 21 goes as well. */
    @Test
    void phaseOneOfOrangeJuiceToAFixedPoint() {
        Function<List<Subgroup>, Chart<Subgroup>> fit = EventsExamplesTest::p;
        Screening screened = Screening.of(JUICE.subList(0, 30), fit, fit, 0.25).orElseThrow();
        assertThat(screened.excluded()).containsExactly(14, 20, 22);
        assertThat(Folded.signals(screened.chart(), screened.used())).isEmpty();
        Optional<Screening> refused = Screening.of(JUICE.subList(0, 30), fit, fit, 0.05);
        assertThat(refused).isEmpty();
    }

    @Test
    void countsOfOrangeJuice() {
        double p = Sigma.center(JUICE.subList(0, 30));
        EventsChart chart = EventsChart.np(p, Limits.THREE_SIGMA);
        limits(chart.fold(JUICE.get(0)), 11.566666666667, 2.621377403596, 20.511955929737);
        assertThat(Folded.signals(chart, JUICE.subList(0, 30))).containsExactly(15, 23);
        EventsChart exact = EventsChart.np(p, Limits.probability(0.9973));
        limits(exact.fold(JUICE.get(0)), 11.566666666667, 4, 21);
        assertThat(Folded.signals(exact, JUICE.subList(0, 30))).containsExactly(15, 23);
    }

    /** NIST/SEMATECH e-Handbook 6.3.3.1: 28 lies on the limit and is not out. */
    @Test
    void wafersOfTheHandbook() {
        List<Subgroup> x = Published.events(Published.WAFER_DEFECTS, 1);
        List<ChartPoint> points = Folded.all(c(x), x);
        limits(points.get(0), 16, 4, 28);
        assertThat(Folded.signals(points)).containsExactly(24);
    }

    @Test
    void circuits() {
        List<Subgroup> learned = CIRCUIT.subList(0, 26);
        Chart<Subgroup> chart = c(learned);
        limits(chart.fold(CIRCUIT.get(0)), 19.846153846154, 6.481447167166, 33.210860525142);
        assertThat(Folded.signals(chart, CIRCUIT)).containsExactly(6, 20);
        Function<List<Subgroup>, Chart<Subgroup>> fit = EventsExamplesTest::c;
        Screening screened = Screening.of(learned, fit, fit, 0.25).orElseThrow();
        assertThat(screened.excluded()).containsExactly(5, 19);
        limits(
                screened.chart().fold(CIRCUIT.get(0)),
                19.666666666667,
                6.362531971017,
                32.970801362317);
        EventsChart exact = EventsChart.c(19.846153846154, Limits.probability(0.9973));
        limits(exact.fold(CIRCUIT.get(0)), 19.846153846154, 8, 34);
        assertThat(Folded.signals(exact, learned)).containsExactly(6, 20);
        List<Subgroup> boards = Published.events(Published.CIRCUIT, 100);
        EventsChart rate = EventsChart.u(Sigma.center(boards.subList(0, 26)), Limits.THREE_SIGMA);
        limits(rate.fold(boards.get(0)), 0.1984615384615, 0.06481447167166, 0.3321086052514);
    }

    @Test
    void rates() {
        List<Subgroup> computers = Published.events(Published.COMPUTERS, 5);
        EventsChart chart = EventsChart.u(Sigma.center(computers), Limits.THREE_SIGMA);
        limits(chart.fold(computers.get(0)), 1.93, 0.06613305195891, 3.793866948041);
        assertThat(Folded.signals(chart, computers)).isEmpty();
        List<Subgroup> cloth = Published.events(Published.DYED_CLOTH, Published.DYED_CLOTH_SIZE);
        EventsChart rolls = EventsChart.u(Sigma.center(cloth), Limits.THREE_SIGMA);
        List<ChartPoint> points = Folded.all(rolls, cloth);
        double[] upper = {
            2.55503769778, 2.688626427923, 2.41589419127, 2.55503769778, 2.584439526042,
            2.55503769778, 2.456426593866, 2.527761836942, 2.456426593866, 2.435552305129
        };
        assertThat(points.get(0).center()).isCloseTo(1.423255813953, millionth(1.4));
        for (int i = 0; i < upper.length; i++) {
            assertThat(points.get(i).ucl()).isCloseTo(upper[i], millionth(2.5));
        }
    }

    @Test
    void dispersion() {
        Dispersion juice = Dispersion.binomial(JUICE.subList(0, 30));
        assertThat(juice.ratio()).isCloseTo(2.945148944132, millionth(2.9));
        assertThat(juice.statistic()).isCloseTo(85.409319379841, millionth(85));
        assertThat(juice.pValue()).isCloseTo(1.8211e-07, within(5e-12));
        Dispersion circuit = Dispersion.poisson(CIRCUIT.subList(0, 26));
        assertThat(circuit.ratio()).isCloseTo(2.586666666667, millionth(2.6));
        assertThat(circuit.statistic()).isCloseTo(64.666666666667, millionth(65));
        assertThat(circuit.pValue()).isCloseTo(2.3091e-05, within(5e-10));
    }

    /** Mohammed and Worthington's weeks; sigmaZ also printed by Laney's own spreadsheet rule. */
    @Test
    void laneyOfAttendances() {
        List<Subgroup> seen = Published.events(Published.NHS_SEEN, Published.NHS_ALL);
        double p = Sigma.center(seen);
        assertThat(p).isCloseTo(0.952899711, within(5e-10));
        List<ChartPoint> plain = Folded.all(EventsChart.p(p, Limits.THREE_SIGMA), seen);
        assertThat(Folded.signals(plain))
                .containsExactly(1, 2, 3, 4, 6, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 19);
        double sigmaZ = SigmaBetween.laneyP(seen, p, false, QICHARTS_D2);
        assertThat(sigmaZ).isCloseTo(10.64042, within(1e-5));
        assertThat(SigmaBetween.laneyP(seen, p, true, QICHARTS_D2)).isEqualTo(sigmaZ);
        EventsChart chart = EventsChart.laneyP(p, sigmaZ, 3);
        List<ChartPoint> points = Folded.all(chart, seen);
        limits(points.get(0), 0.9528997113442, 0.9401296441775, 0.9656697785109);
        limits(points.get(3), 0.9528997113442, 0.9404730074779, 0.9653264152105);
        assertThat(Folded.signals(points)).isEmpty();
    }

    @Test
    void laneyOfComplaints() {
        List<Subgroup> months = Published.events(Published.COMPLAINTS, Published.SALES);
        double u = Sigma.center(months);
        List<ChartPoint> plain = Folded.all(EventsChart.u(u, Limits.THREE_SIGMA), months);
        assertThat(plain.get(0).ucl()).isCloseTo(0.005704165241643, millionth(0.006));
        assertThat(Folded.signals(plain))
                .containsExactly(4, 6, 7, 8, 11, 12, 14, 15, 16, 17, 18, 19, 20);
        double sigmaZ = SigmaBetween.laneyU(months, u, false, QICHARTS_D2);
        assertThat(sigmaZ).isCloseTo(5.317393, within(1e-5));
        List<ChartPoint> points = Folded.all(EventsChart.laneyU(u, sigmaZ, 3), months);
        assertThat(points.get(3).ucl()).isCloseTo(0.01063564977918, millionth(0.01));
        assertThat(points.get(3).lcl()).isZero();
        assertThat(points.get(19).ucl()).isCloseTo(0.006960290624582, millionth(0.007));
        assertThat(Folded.signals(points)).isEmpty();
    }

    /** One range of 30 among ranges of 1 lies beyond 3.267 times their mean; by hand. */
    @Test
    void screeningDropsTheRangeThatSticksOut() {
        double[] events = {50, 51, 50, 51, 50, 51, 50, 51, 50, 80};
        List<Subgroup> x = Published.events(events, 1);
        double all = SigmaBetween.laneyU(x, 50, false, 1);
        double screened = SigmaBetween.laneyU(x, 50, true, 1);
        assertThat(all).isCloseTo((8 + 30) / 9.0 / Math.sqrt(50), millionth(1));
        assertThat(screened).isCloseTo(1 / Math.sqrt(50), millionth(1));
    }

    /** R's qbinom(1 - 0.00135, n, p). */
    @ParameterizedTest(name = "n = {0}, p = {1}")
    @CsvSource({"100, 0.01, 5", "1000, 0.01, 21", "10000, 0.01, 131"})
    void exactBinomialLimits(double n, double p, double limit) {
        EventsChart chart = EventsChart.np(p, new Limits(3, true));
        assertThat(chart.fold(Subgroup.events(1, n, 0)).ucl()).isEqualTo(limit);
        assertThat(chart.fold(Subgroup.events(1, n, limit)).signal()).isZero();
        assertThat(chart.fold(Subgroup.events(1, n, limit + 1)).signal()).isEqualTo(1);
        EventsChart tail = EventsChart.exceedance(1 - p, new Limits(3, true));
        assertThat(tail.fold(Subgroup.events(1, n, limit + 1)).signal()).isEqualTo(1);
    }

    /** Montgomery 7.6 by R package qicharts2 0.8.1. */
    @Test
    void timesBetweenFailures() {
        double[] y = Published.VALVE_FAILURES.clone();
        for (int i = 0; i < y.length; i++) {
            y[i] = RareEventChart.transformed(y[i]);
        }
        List<Subgroup> transformed = Published.individuals(y);
        double sigma = SigmaBetween.movingRange(transformed, QICHARTS_D2);
        RareEventChart chart = RareEventChart.t(Sigma.center(transformed), sigma, 3);
        List<Subgroup> hours = Published.individuals(Published.VALVE_FAILURES);
        limits(chart.fold(hours.get(0)), 430.040951789758, 0, 6937.93348816658);
        assertThat(Folded.signals(chart, hours)).isEmpty();
    }

    /** Geometric with mean 99: sd sqrt(99 x 100), P(X at least x) = 0.99^x. */
    @Test
    void opportunitiesBetweenEvents() {
        ChartPoint point = RareEventChart.g(99, Limits.THREE_SIGMA).fold(Subgroup.individual(1, 0));
        limits(point, 99, 0, 99 + 3 * Math.sqrt(9900));
        RareEventChart exact = RareEventChart.g(99, Limits.probability(0.9));
        // ln 0.95 / ln 0.99 = 5.1, ln 0.05 / ln 0.99 = 298.07
        limits(exact.fold(Subgroup.individual(1, 5)), 99, 5, 298);
        assertThat(exact.fold(Subgroup.individual(1, 4)).signal()).isEqualTo(-1);
        assertThat(exact.fold(Subgroup.individual(1, 299)).signal()).isEqualTo(1);
        assertThat(exact.fold(Subgroup.individual(1, 299)).z())
                .isCloseTo(Limits.probability(0.9).sigmas(), within(0.01));
    }

    @Test
    void limitsThatSomebodySet() {
        FixedLimitsChart chart = new FixedLimitsChart(Double.NaN, Double.NaN, 2);
        assertThat(chart.fold(Subgroup.individual(1, 2)).signal()).isZero();
        assertThat(chart.fold(Subgroup.individual(1, 2.01)).signal()).isEqualTo(1);
        assertThat(chart.fold(Subgroup.individual(1, -9)).signal()).isZero();
        assertThat(chart.fold(Subgroup.individual(1, Double.NaN)).statistic()).isNaN();
    }
}
