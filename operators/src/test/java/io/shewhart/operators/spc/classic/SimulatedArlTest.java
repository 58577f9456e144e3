/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc.classic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.shewhart.operators.spc.RunRules;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Run lengths of the charts themselves, by simulation with fixed seeds, against R package spc 0.6.7
 * and exact Markov chains. Run lengths are near geometric, so the mean of N runs has a standard
 * error of ARL / sqrt(N); three of them are allowed. Every build takes 4,000 runs each (5 % of the
 * ARL); {@code -Dspc.slow=true} takes 100,000 (1 %).
 */
class SimulatedArlTest {

    private static final int RUNS = Boolean.getBoolean("spc.slow") ? 100_000 : 4_000;

    private interface Series {
        double next(SplittableRandom random);
    }

    private static double arl(
            int runs, Supplier<Chart<Subgroup>> charts, Supplier<Series> series, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        long total = 0;
        for (int r = 0; r < runs; r++) {
            Chart<Subgroup> chart = charts.get();
            Series x = series.get();
            long time = 0;
            ChartPoint point;
            do {
                time++;
                point = chart.fold(Subgroup.individual(time, x.next(random)));
            } while (point.signal() == 0);
            total += time;
        }
        return (double) total / runs;
    }

    private static void agrees(Supplier<Chart<Subgroup>> charts, double shift, double expected) {
        double arl = arl(RUNS, charts, () -> r -> shift + r.nextGaussian(), 11);
        assertThat(arl).isCloseTo(expected, within(3 * expected / Math.sqrt(RUNS)));
    }

    @ParameterizedTest(name = "Shewhart, shift {0}")
    @CsvSource({"0, 370.398", "1, 43.895", "2, 6.303"})
    void shewhart(double shift, double arl) {
        agrees(() -> MeanChart.individuals(0, 1, 3), shift, arl);
    }

    @ParameterizedTest(name = "CUSUM h = {0}, head start {1}, shift {2}")
    @CsvSource({
        "4, 0, 0, 167.684",
        "4, 0, 1, 8.383",
        "5, 0, 0, 465.444",
        "5, 0, 1, 10.376",
        "4, 2, 0, 148.696",
        "4, 2, 1, 5.287",
        "5, 2.5, 0.5, 28.666"
    })
    void cusum(double h, double headStart, double shift, double arl) {
        agrees(() -> new CusumChart(0, 1, 0.5, h, headStart), shift, arl);
    }

    @ParameterizedTest(name = "EWMA lambda = {0}, L = {1}, shift {2}")
    @CsvSource({"0.1, 2.814, 0, 499.58", "0.1, 2.814, 1, 10.33", "0.2, 2.962, 0.5, 41.76"})
    void ewmaWithAsymptoticLimits(double lambda, double limit, double shift, double arl) {
        agrees(() -> EwmaChart.asymptotic(0, 1, lambda, limit), shift, arl);
    }

    @ParameterizedTest(name = "EWMA lambda = {0}, L = {1}, shift {2}, exact limits")
    @CsvSource({"0.1, 2.7, 0, 356.10", "0.1, 2.7, 1, 7.54", "0.2, 2.962, 0.5, 40.34"})
    void ewmaWithExactLimits(double lambda, double limit, double shift, double arl) {
        agrees(() -> EwmaChart.exact(0, 1, lambda, limit), shift, arl);
    }

    /** spc mewma.arl, p = 4, lambda 0.1, h 12.73; shifts in statistical distance. */
    @ParameterizedTest(name = "MEWMA, shift {0}")
    @CsvSource({"0, 200.50", "0.5, 35.07", "1, 12.15", "2, 5.18"})
    void mewma(double shift, double arl) {
        double[][] unit = {{1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}, {0, 0, 0, 1}};
        Covariance known = new Covariance(new double[4], unit);
        SplittableRandom random = new SplittableRandom(5);
        long total = 0;
        for (int r = 0; r < RUNS; r++) {
            MewmaChart chart = new MewmaChart(known, 0.1, 12.73);
            long time = 0;
            ChartPoint point;
            do {
                time++;
                double[] x = new double[4];
                for (int i = 0; i < 4; i++) {
                    x[i] = random.nextGaussian() + 0.5 * shift;
                }
                point = chart.fold(new VectorSubgroup(time, 1, x));
            } while (point.signal() == 0);
            total += time;
        }
        assertThat((double) total / RUNS).isCloseTo(arl, within(3 * arl / Math.sqrt(RUNS)));
    }

    /** Crowder 1987 and spc imr.arl: individuals and moving ranges together. */
    @Test
    void movingRangesAsAlarmsCostTwoThirdsOfTheArl() {
        class Both extends BaseChart<Subgroup> {
            private final Chart<Subgroup> x = MeanChart.individuals(0, 1, 3);
            private final Chart<Subgroup> range = new MovingRangeChart(1, 3);

            Both() {
                super("both");
            }

            @Override
            public ChartPoint fold(Subgroup s) {
                ChartPoint a = x.fold(s);
                ChartPoint b = range.fold(s);
                return a.signal() != 0 ? a : b;
            }
        }
        agrees(Both::new, 0, 105.35);
    }

    /** Champ and Woodall 1987, Technometrics 29, table 1: 91.75; Nelson 1-8 by Monte Carlo. */
    @ParameterizedTest(name = "rules {0}, shift {1}")
    @CsvSource({
        // Western Electric 1-4
        "15, 0, 91.75",
        "15, 1, 9.22",
        // Nelson 1-8; 1, 2, 3, 5, 6; 1, 2
        "4080, 0, 73.51",
        "4080, 1, 9.62",
        "880, 0, 89.07",
        "48, 0, 216.70"
    })
    void runRules(int rules, double shift, double arl) {
        SplittableRandom random = new SplittableRandom(2);
        long total = 0;
        for (int r = 0; r < RUNS; r++) {
            RunRules state = RunRules.EMPTY;
            do {
                state = state.add(shift + random.nextGaussian());
                total++;
            } while ((state.bits() & rules) == 0);
        }
        assertThat((double) total / RUNS).isCloseTo(arl, within(3 * arl / Math.sqrt(RUNS)));
    }

    /** Log-normal of log sigma 1: 55.4 on the raw scale, 370.4 on the log scale. */
    @Test
    void logarithmsBringBackWhatSkewnessTakes() {
        double mean = StrictMath.exp(0.5);
        double sd = mean * Math.sqrt(StrictMath.E - 1);
        ToDoubleFunction<SplittableRandom> raw = r -> StrictMath.exp(r.nextGaussian());
        double onRaw =
                arl(RUNS, () -> MeanChart.individuals(mean, sd, 3), () -> raw::applyAsDouble, 3);
        assertThat(onRaw).isCloseTo(55.4, within(3 * 55.4 / Math.sqrt(RUNS)));
        double onLog =
                arl(
                        RUNS,
                        () -> MeanChart.individuals(0, 1, 3),
                        () -> r -> StrictMath.log(raw.applyAsDouble(r)),
                        3);
        assertThat(onLog).isCloseTo(370.4, within(3 * 370.4 / Math.sqrt(RUNS)));
    }

    /**
     * First-order autoregression, phi 0.5: sigma from moving ranges is too small by sqrt(1 - phi),
     * so the ARL falls from 396.3 to 34.2 (spc xshewhart.ar1.arl; Kramer and Schmid 2000).
     */
    @ParameterizedTest(name = "sigma factor {0}")
    @CsvSource({"1, 396.28", "0.70710678, 34.23"})
    void autocorrelation(double factor, double arl) {
        class Autoregression implements Series {
            private double x = Double.NaN;

            @Override
            public double next(SplittableRandom random) {
                double e = random.nextGaussian();
                x = Double.isNaN(x) ? e : 0.5 * x + Math.sqrt(0.75) * e;
                return x;
            }
        }
        double found = arl(RUNS, () -> MeanChart.individuals(0, factor, 3), Autoregression::new, 4);
        assertThat(found).isCloseTo(arl, within(3 * arl / Math.sqrt(RUNS)));
    }
}
