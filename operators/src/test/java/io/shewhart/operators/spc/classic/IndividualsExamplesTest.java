/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc.classic;

import static io.shewhart.operators.spc.classic.Folded.limits;
import static io.shewhart.operators.spc.classic.Folded.millionth;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Individuals with the sigma of each source; handbooks and qcc 2.7 divide by 1.128. */
class IndividualsExamplesTest {

    private static final double HANDBOOK_D2 = 1.128;

    @Test
    void flowRateOfTheHandbook() {
        List<Subgroup> x = Published.individuals(Published.FLOW_RATE);
        double sigma = SigmaBetween.movingRange(x, HANDBOOK_D2);
        assertThat(HANDBOOK_D2 * sigma).isCloseTo(1.8778, within(5e-5));
        MeanChart chart = MeanChart.individuals(Sigma.center(x), sigma, 3);
        limits(chart.fold(x.get(0)), 50.81, 45.815910165485, 55.804089834515);
        assertThat(Folded.signals(chart, x)).isEmpty();
        ChartPoint exact =
                MeanChart.individuals(Sigma.center(x), SigmaBetween.movingRange(x), 3)
                        .fold(x.get(0));
        assertThat(exact.ucl()).isCloseTo(55.8024, within(5e-5));
    }

    @Test
    void antifreeze() {
        List<Subgroup> x = Published.individuals(Published.ANTIFREEZE);
        double ranges = SigmaBetween.movingRange(x, HANDBOOK_D2);
        assertThat(ranges).isCloseTo(0.1794541156243, millionth(0.18));
        limits(
                MeanChart.individuals(Sigma.center(x), ranges, 3).fold(x.get(0)),
                2.569705882353,
                2.03134353548,
                3.108068229226);
        double deviation = SigmaBetween.standardDeviation(x);
        assertThat(deviation).isCloseTo(0.2216794742516, millionth(0.22));
        limits(
                MeanChart.individuals(Sigma.center(x), deviation, 3).fold(x.get(0)),
                2.569705882353,
                1.904667459598,
                3.234744305108);
        assertThat(SigmaBetween.median(x)).isCloseTo(2.55, within(1e-12));
        assertThat(SigmaBetween.medianDeviation(x)).isCloseTo(0.192738, within(5e-7));
        // R's acf
        assertThat(SigmaBetween.autocorrelation(x)).isCloseTo(0.257, within(5e-4));
    }

    @Test
    void viscosity() {
        List<Subgroup> x = Published.individuals(Published.VISCOSITY);
        List<Subgroup> learned = x.subList(0, 20);
        double sigma = SigmaBetween.movingRange(learned, HANDBOOK_D2);
        assertThat(sigma).isCloseTo(0.5076521089959, millionth(0.5));
        MeanChart chart = MeanChart.individuals(Sigma.center(learned), sigma, 3);
        limits(chart.fold(x.get(0)), 34.088, 32.565043673012, 35.610956326988);
        assertThat(Folded.signals(chart, x)).containsExactly(4);
    }

    /** Example 6.5; figures by R package qicharts2 0.8.1. */
    @Test
    void mortgageCost() {
        List<Subgroup> x = Published.individuals(Published.MORTGAGE_COST);
        List<Subgroup> learned = x.subList(0, 20);
        double sigma = SigmaBetween.movingRange(learned, HANDBOOK_D2);
        assertThat(HANDBOOK_D2 * sigma).isCloseTo(7.789473684211, millionth(7.8));
        MeanChart chart = MeanChart.individuals(Sigma.center(learned), sigma, 3);
        limits(chart.fold(x.get(0)), 300.5, 279.783314669653, 321.216685330347);
        assertThat(Folded.signals(chart, x)).containsExactly(39, 40);
        // the book's 3.267 against the exact 3.2665
        MovingRangeChart ranges = new MovingRangeChart(SigmaBetween.movingRange(learned), 3);
        List<ChartPoint> points = Folded.all(ranges, x);
        assertThat(points.get(0).statistic()).isNaN();
        assertThat(points.get(1).center()).isCloseTo(7.789473684211, millionth(7.8));
        assertThat(points.get(1).ucl()).isCloseTo(25.448210526316, within(25.4 * 6e-4));
        assertThat(Folded.signals(points)).containsExactly(39);
    }

    /** Medians of the four moving ranges 1, 2, 1, 3 and of the deviations from 3, by hand. */
    @Test
    void robustEstimates() {
        List<Subgroup> x = Published.individuals(new double[] {2, 3, 5, 4, 1});
        assertThat(SigmaBetween.medianMovingRange(x)).isCloseTo(1.5 / 0.9538725, millionth(1.5));
        assertThat(SigmaBetween.medianDeviation(x)).isCloseTo(1.4826022, millionth(1.5));
    }

    @Test
    void aGapBreaksMovingRanges() {
        List<Subgroup> x =
                List.of(
                        Subgroup.individual(1, 1),
                        Subgroup.individual(2, 2),
                        Subgroup.individual(4, 9),
                        Subgroup.individual(5, 8));
        assertThat(SigmaBetween.movingRange(x, 1)).isEqualTo(1);
        assertThat(Folded.all(new MovingRangeChart(1, 3), x).get(2).statistic()).isNaN();
    }

    /** Figures by R package qicharts2 0.8.1; range of UCL as printed there. */
    @Test
    void iPrimeOfComplaintsAndAttendances() {
        List<Subgroup> complaints = Published.events(Published.COMPLAINTS, Published.SALES);
        double center = Sigma.center(complaints);
        assertThat(center).isCloseTo(0.004997252747253, millionth(0.005));
        MeanChart chart = MeanChart.iPrime(center, SigmaBetween.iPrime(complaints), 3);
        List<ChartPoint> points = Folded.all(chart, complaints);
        assertThat(points.get(0).ucl()).isCloseTo(0.008940975682772, millionth(0.009));
        assertThat(points.get(19).ucl()).isCloseTo(0.007056794880314, millionth(0.007));
        assertThat(points.get(19).lcl()).isCloseTo(0.00293771, within(5e-9));
        assertThat(Folded.signals(points)).isEmpty();

        List<Subgroup> seen = Published.events(Published.NHS_SEEN, Published.NHS_ALL);
        MeanChart weeks = MeanChart.iPrime(Sigma.center(seen), SigmaBetween.iPrime(seen), 3);
        limits(weeks.fold(seen.get(0)), 0.9528997113442, 0.940116389312, 0.9656830333764);
        assertThat(Folded.signals(weeks, seen)).isEmpty();
    }

    /** qicharts2: the unweighted individuals chart of the same weeks. */
    @Test
    void individualsOfAttendances() {
        List<Subgroup> seen = Published.events(Published.NHS_SEEN, Published.NHS_ALL);
        double center = seen.stream().mapToDouble(Subgroup::mean).average().orElseThrow();
        double sigma = SigmaBetween.movingRange(seen, HANDBOOK_D2);
        limits(
                MeanChart.individuals(center, sigma, 3).fold(seen.get(0)),
                0.9529699106736,
                0.9401253539071,
                0.9658144674401);
    }
}
