/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc.classic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.shewhart.operators.spc.ChartConstants;
import io.shewhart.operators.spc.CusumArl;
import io.shewhart.operators.spc.EwmaArl;
import io.shewhart.operators.spc.ShewhartArl;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whole result vectors of R packages qcc 2.7, qicharts2 0.8.1 and spc 0.6.7, where the files with
 * them are at hand.
 */
class ReferenceVectorsTest {

    private static final String QCC = "qcc_results.json";
    private static final String QICHARTS = "qicharts2_results.json";

    private Path folder;

    @BeforeEach
    void find() {
        assumeTrue(
                ReferenceFiles.folder().isPresent(),
                "no reference files: SHEWHART_SHARED names no folder that holds them");
        folder = ReferenceFiles.folder().orElseThrow();
    }

    private void matches(
            List<ChartPoint> points,
            ToDoubleFunction<ChartPoint> part,
            String file,
            String... path) {
        double[] expected = ReferenceFiles.vector(folder, file, path);
        assertThat(expected).isNotEmpty();
        for (int i = 0; i < expected.length; i++) {
            assertThat(part.applyAsDouble(points.get(i)))
                    .as("%s of %d", String.join(" ", path), i + 1)
                    .isCloseTo(expected[i], within(1e-6 * Math.abs(expected[i]) + 1e-12));
        }
    }

    private void limits(List<ChartPoint> points, String file, String key, String low, String up) {
        matches(points, ChartPoint::lcl, file, key, low);
        matches(points, ChartPoint::ucl, file, key, up);
    }

    @Test
    void constants() {
        Map<String, double[]> table = ReferenceFiles.columns(folder, "constants.csv");
        double[] size = table.get("n");
        assertThat(size).hasSize(24);
        for (int i = 0; i < size.length; i++) {
            int n = (int) size[i];
            double c4 = ChartConstants.c4(n);
            double d2 = ChartConstants.d2(n);
            double d3 = ChartConstants.d3(n);
            assertThat(c4).isCloseTo(table.get("c4")[i], within(1e-9));
            assertThat(d2).isCloseTo(table.get("d2")[i], within(1e-9));
            assertThat(d3).isCloseTo(table.get("d3")[i], within(1e-9));
            Subgroup one = new Subgroup(1, n, 0, 1, 1, 0);
            ChartPoint mean = MeanChart.xBar(0, 1, 3).fold(one);
            ChartPoint range = new RangeChart(1, Limits.THREE_SIGMA).fold(one);
            ChartPoint deviation = new DeviationChart(1, Limits.THREE_SIGMA).fold(one);
            assertThat(mean.ucl()).isCloseTo(table.get("A")[i], within(1e-9));
            assertThat(mean.ucl() / d2).isCloseTo(table.get("A2")[i], within(1e-9));
            assertThat(mean.ucl() / c4).isCloseTo(table.get("A3")[i], within(1e-9));
            assertThat(deviation.lcl()).isCloseTo(table.get("B5")[i], within(1e-9));
            assertThat(deviation.ucl()).isCloseTo(table.get("B6")[i], within(1e-9));
            assertThat(deviation.lcl() / c4).isCloseTo(table.get("B3")[i], within(1e-9));
            assertThat(deviation.ucl() / c4).isCloseTo(table.get("B4")[i], within(1e-9));
            assertThat(range.lcl()).isCloseTo(table.get("D1")[i], within(1e-9));
            assertThat(range.ucl()).isCloseTo(table.get("D2")[i], within(1e-9));
            assertThat(range.lcl() / d2).isCloseTo(table.get("D3")[i], within(1e-9));
            assertThat(range.ucl() / d2).isCloseTo(table.get("D4")[i], within(1e-9));
            assertThat(3 / d2).isCloseTo(table.get("E2")[i], within(1e-9));
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"pistonrings_ewma_l0.2_L3, 3", "pistonrings_ewma_l0.2_L2.7, 2.7"})
    void ewma(String key, double limit) {
        List<ChartPoint> points =
                Folded.all(
                        EwmaChart.exact(74.001176, 0.009785038693035, 0.2, limit),
                        Published.pistonRings());
        matches(points, ChartPoint::statistic, QCC, key, "y");
        matches(points, ChartPoint::sigma, QCC, key, "sigma");
        limits(points, QCC, key, "LCL", "UCL");
    }

    @Test
    void ewmaOfIndividuals() {
        List<ChartPoint> points =
                Folded.all(
                        EwmaChart.exact(34.088, 0.5076521089959, 0.2, 2.7),
                        Published.individuals(Published.VISCOSITY));
        matches(points, ChartPoint::statistic, QCC, "viscosity_ewma", "y");
        limits(points, QCC, "viscosity_ewma", "LCL", "UCL");
        List<ChartPoint> handbook =
                Folded.all(
                        EwmaChart.exact(50, 2.0539, 0.3, 3),
                        Published.individuals(Published.HANDBOOK_EWMA));
        matches(handbook, ChartPoint::statistic, QCC, "nist_ewma", "y");
        limits(handbook, QCC, "nist_ewma", "LCL", "UCL");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"pistonrings_cusum, 5, 0", "pistonrings_cusum_h4, 4, 0"})
    void cusum(String key, double h, double headStart) {
        cusum(
                new CusumChart(74.001176, 0.009785038693035, 0.5, h, headStart),
                Published.pistonRings(),
                key);
    }

    @Test
    void cusumOfIndividuals() {
        cusum(
                new CusumChart(34.088, 0.5076521089959, 0.5, 4, 0),
                Published.individuals(Published.VISCOSITY),
                "viscosity_cusum");
    }

    private void cusum(CusumChart chart, List<Subgroup> x, String key) {
        double[] up = ReferenceFiles.vector(folder, QCC, key, "pos");
        double[] down = ReferenceFiles.vector(folder, QCC, key, "neg");
        for (int i = 0; i < x.size(); i++) {
            chart.fold(x.get(i));
            assertThat(chart.upper()).isCloseTo(up[i], within(1e-6 * up[i] + 1e-9));
            assertThat(-chart.lower()).isCloseTo(down[i], within(1e-6 * -down[i] + 1e-9));
        }
    }

    @Test
    void cusumAndEwmaOfTheBook() {
        Map<String, double[]> table =
                ReferenceFiles.columns(folder, "montgomery_9.1_cusum_ewma.csv");
        CusumChart cusum = new CusumChart(10, 1, 0.5, 5, 0);
        EwmaChart ewma = EwmaChart.exact(10, 1, 0.1, 2.7);
        List<Subgroup> x = Published.individuals(Published.TABLE_9_1);
        for (int i = 0; i < 30; i++) {
            ChartPoint point = ewma.fold(x.get(i));
            cusum.fold(x.get(i));
            assertThat(cusum.upper()).isCloseTo(table.get("C_plus")[i], within(1e-6));
            assertThat(cusum.lower()).isCloseTo(table.get("C_minus")[i], within(1e-6));
            assertThat(point.statistic()).isCloseTo(table.get("ewma_0.1")[i], within(1e-7));
            assertThat(point.ucl()).isCloseTo(table.get("UCL_2.7")[i], within(1e-7));
            assertThat(point.lcl()).isCloseTo(table.get("LCL_2.7")[i], within(1e-7));
        }
    }

    @Test
    void subgroupsOfVaryingSize() {
        List<Subgroup> rings = Published.pistonRingsOfVaryingSize();
        List<ChartPoint> points =
                Folded.all(MeanChart.xBar(74.000752212389, 0.009856700635669, 3), rings);
        limits(points, QCC, "pistonrings_varn_xbar", "LCL", "UCL");
        matches(points, ChartPoint::statistic, QCC, "pistonrings_varn_xbar", "statistics");
        List<ChartPoint> deviations =
                Folded.all(new DeviationChart(0.009930922991016, Limits.THREE_SIGMA), rings);
        // limits are not compared: qcc keeps one centre line whatever the size
        matches(deviations, ChartPoint::statistic, QCC, "pistonrings_varn_S", "statistics");
    }

    @Test
    void attributes() {
        List<Subgroup> cloth = Published.events(Published.DYED_CLOTH, Published.DYED_CLOTH_SIZE);
        List<ChartPoint> u =
                Folded.all(EventsChart.u(Sigma.center(cloth), Limits.THREE_SIGMA), cloth);
        limits(u, QCC, "dyedcloth_u", "LCL", "UCL");
        matches(u, ChartPoint::statistic, QCC, "dyedcloth_u", "statistics");

        List<Subgroup> seen = Published.events(Published.NHS_SEEN, Published.NHS_ALL);
        double p = Sigma.center(seen);
        limits(
                Folded.all(EventsChart.p(p, Limits.THREE_SIGMA), seen),
                QICHARTS,
                "nhs_p",
                "lcl",
                "ucl");
        limits(
                Folded.all(
                        EventsChart.laneyP(p, SigmaBetween.laneyP(seen, p, false, 1.128), 3), seen),
                QICHARTS,
                "nhs_pprime",
                "lcl",
                "ucl");
        limits(
                Folded.all(MeanChart.iPrime(p, SigmaBetween.iPrime(seen), 3), seen),
                QICHARTS,
                "nhs_iprime",
                "lcl",
                "ucl");

        List<Subgroup> months = Published.events(Published.COMPLAINTS, Published.SALES);
        double rate = Sigma.center(months);
        limits(
                Folded.all(EventsChart.u(rate, Limits.THREE_SIGMA), months),
                QICHARTS,
                "complaints_u",
                "lcl",
                "ucl");
        limits(
                Folded.all(
                        EventsChart.laneyU(
                                rate, SigmaBetween.laneyU(months, rate, false, 1.128), 3),
                        months),
                QICHARTS,
                "complaints_uprime",
                "lcl",
                "ucl");
        limits(
                Folded.all(MeanChart.iPrime(rate, SigmaBetween.iPrime(months), 3), months),
                QICHARTS,
                "complaints_iprime",
                "lcl",
                "ucl");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"q_chart_antifreeze.csv", "q_chart_viscosity.csv"})
    void selfStarting(String file) {
        Map<String, double[]> table = ReferenceFiles.columns(folder, file);
        List<ChartPoint> points =
                Folded.all(SelfStartingChart.normal(3), Published.individuals(table.get("x")));
        double[] q = table.get("Q");
        assertThat(q.length).isGreaterThan(10);
        for (int i = 2; i < q.length; i++) {
            assertThat(points.get(i).statistic()).isCloseTo(q[i], within(1e-6));
        }
    }

    /** Column names tell the design: sides, k, h, head start at h / 2. */
    @Test
    void runLengthsOfCusum() {
        Map<String, double[]> table = ReferenceFiles.columns(folder, "arl_cusum.csv");
        double[] shift = table.get("shift");
        for (String name : table.keySet()) {
            if (name.equals("shift")) {
                continue;
            }
            String[] parts = name.split("_", -1);
            double k = Double.parseDouble(parts[1].substring(1));
            double h = Double.parseDouble(parts[2].substring(1));
            double head = parts.length > 3 ? h / 2 : 0;
            for (int i = 0; i < shift.length; i++) {
                double arl =
                        parts[0].equals("two")
                                ? CusumArl.twoSided(k, h, shift[i], head)
                                : CusumArl.oneSided(k, h, shift[i], head);
                double expected = table.get(name)[i];
                assertThat(arl)
                        .as("%s at %s", name, shift[i])
                        .isCloseTo(expected, within(1e-5 * expected));
            }
        }
    }

    @Test
    void runLengthsOfEwmaAndShewhart() {
        Map<String, double[]> table = ReferenceFiles.columns(folder, "arl_ewma.csv");
        double[] shift = table.get("shift");
        for (String name : table.keySet()) {
            if (name.equals("shift")) {
                continue;
            }
            String[] parts = name.split("_", -1);
            double lambda = Double.parseDouble(parts[1].substring(1));
            double limit = Double.parseDouble(parts[2].substring(1));
            for (int i = 0; i < shift.length; i += 2) {
                double arl =
                        parts[0].equals("fix")
                                ? EwmaArl.fixedLimits(lambda, limit, shift[i])
                                : EwmaArl.exactLimits(lambda, limit, shift[i]);
                double expected = table.get(name)[i];
                assertThat(arl)
                        .as("%s at %s", name, shift[i])
                        .isCloseTo(expected, within(1e-4 * expected));
            }
        }
        Map<String, double[]> shewhart = ReferenceFiles.columns(folder, "arl_shewhart.csv");
        double[] limits = {3, 3.09, 3.5, 4};
        String[] names = {"L3", "L3.09", "L3.5", "L4"};
        for (int c = 0; c < limits.length; c++) {
            for (int i = 0; i < shewhart.get("shift").length; i++) {
                double expected = shewhart.get(names[c])[i];
                // the column's head is rounded: 3.0902
                double limit = c == 1 ? 3.0902 : limits[c];
                assertThat(ShewhartArl.twoSided(limit, shewhart.get("shift")[i]))
                        .isCloseTo(expected, within((c == 1 ? 1e-3 : 1e-6) * expected));
            }
        }
    }

    @Test
    void designsForAnArl() {
        Map<String, double[]> h = ReferenceFiles.columns(folder, "cusum_h_for_arl0.csv");
        for (String name : List.of("h_ARL0_370.398", "h_ARL0_1000", "h_ARL0_10000")) {
            double arl0 = Double.parseDouble(name.substring("h_ARL0_".length()));
            for (int i = 0; i < h.get("k").length; i++) {
                assertThat(CusumArl.limitFor(h.get("k")[i], arl0))
                        .isCloseTo(h.get(name)[i], within(2e-5));
            }
        }
    }
}
