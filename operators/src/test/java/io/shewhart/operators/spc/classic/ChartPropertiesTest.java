/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc.classic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.shewhart.operators.spc.StateFormatException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;

/** What holds for every chart, whatever the data. */
class ChartPropertiesTest {

    private static final List<Supplier<Chart<Subgroup>>> CHARTS =
            List.of(
                    () -> MeanChart.xBar(5, 2, 3),
                    () -> MeanChart.individuals(5, 2, 3),
                    () -> MeanChart.betweenWithin(5, 1, 2, 3),
                    () -> new RangeChart(2, Limits.THREE_SIGMA),
                    () -> new RangeChart(2, Limits.probability(0.99)),
                    () -> new DeviationChart(2, Limits.THREE_SIGMA),
                    () -> new DeviationChart(2, Limits.probability(0.99)),
                    () -> new MovingRangeChart(2, 3),
                    () -> EwmaChart.exact(5, 2, 0.2, 2.7),
                    () -> EwmaChart.asymptotic(5, 2, 0.2, 2.7),
                    () -> new CusumChart(5, 2, 0.5, 4, 2),
                    () -> EventsChart.p(0.2, Limits.THREE_SIGMA),
                    () -> EventsChart.np(0.2, new Limits(3, true)),
                    () -> EventsChart.c(3, new Limits(3, true)),
                    () -> EventsChart.u(0.3, Limits.THREE_SIGMA),
                    () -> EventsChart.laneyP(0.2, 2, 3),
                    () -> EventsChart.exceedance(0.9, new Limits(3, true)),
                    () -> RareEventChart.g(5, new Limits(3, true)),
                    () -> RareEventChart.t(1.5, 0.2, 3),
                    () -> new FixedLimitsChart(1, 5, 9),
                    () -> SelfStartingChart.normal(3),
                    () -> SelfStartingChart.poisson(3),
                    () -> SelfStartingChart.binomial(3));

    /** Subgroups of all sizes with holes, broken values and gaps in time. */
    private static List<Subgroup> series(long seed, int length) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Subgroup> subgroups = new ArrayList<>();
        long time = 0;
        for (int i = 0; i < length; i++) {
            time += 1 + (random.nextInt(8) == 0 ? random.nextInt(5) : 0);
            double[] x = new double[1 + random.nextInt(6)];
            for (int j = 0; j < x.length; j++) {
                x[j] = 5 + 2 * random.nextGaussian();
            }
            Subgroup s = Subgroup.of(time, x);
            double events = random.nextInt(x.length + 1);
            subgroups.add(
                    switch (random.nextInt(12)) {
                        case 0 -> Subgroup.individual(time, Double.NaN);
                        case 1 -> new Subgroup(time, 0, 1, 1, 1, 1);
                        case 2 -> Subgroup.individual(time, Double.POSITIVE_INFINITY);
                        default -> new Subgroup(time, s.n(), s.mean(), s.sd(), s.range(), events);
                    });
        }
        return subgroups;
    }

    @Property(tries = 60)
    void savedAndRestoredAnywhereItContinuesAsIfNothingHappened(
            @ForAll long seed,
            @ForAll @IntRange(min = 0, max = 22) int which,
            @ForAll @IntRange(min = 0, max = 59) int at) {
        List<Subgroup> x = series(seed, 60);
        Chart<Subgroup> straight = CHARTS.get(which).get();
        Chart<Subgroup> saved = CHARTS.get(which).get();
        for (int i = 0; i < x.size(); i++) {
            assertThat(saved.fold(x.get(i))).isEqualTo(straight.fold(x.get(i)));
            if (i == at) {
                byte[] bytes = saved.encode();
                saved = CHARTS.get(which).get();
                saved.restore(bytes);
                assertThat(saved.encode()).isEqualTo(bytes);
            }
        }
    }

    @Property(tries = 60)
    void aSubgroupWithoutValueChangesNothing(
            @ForAll long seed, @ForAll @IntRange(min = 0, max = 22) int which) {
        Chart<Subgroup> chart = CHARTS.get(which).get();
        for (Subgroup s : series(seed, 20)) {
            chart.fold(s);
        }
        byte[] before = chart.encode();
        double nan = Double.NaN;
        ChartPoint point = chart.fold(new Subgroup(1000, 5, nan, nan, nan, nan));
        assertThat(point.statistic()).isNaN();
        assertThat(point.signal()).isZero();
        assertThat(chart.encode()).isEqualTo(before);
    }

    @Property(tries = 60)
    void aSignalIsBeyondItsLimitAndNothingElseIs(
            @ForAll long seed, @ForAll @IntRange(min = 0, max = 22) int which) {
        for (ChartPoint p : Folded.all(CHARTS.get(which).get(), series(seed, 60))) {
            boolean above = p.statistic() > p.ucl();
            boolean below = p.statistic() < p.lcl();
            assertThat(p.signal()).isEqualTo(above ? 1 : below ? -1 : 0);
        }
    }

    private static final List<BiFunction<Double, Double, Chart<Subgroup>>> MEASURED =
            List.of(
                    (center, sigma) -> MeanChart.xBar(center, sigma, 3),
                    (center, sigma) -> MeanChart.betweenWithin(center, sigma / 2, sigma, 3),
                    (center, sigma) -> EwmaChart.exact(center, sigma, 0.2, 2.7),
                    (center, sigma) -> new CusumChart(center, sigma, 0.5, 4, 0),
                    (center, sigma) -> SelfStartingChart.normal(3));

    private static Subgroup move(Subgroup s, double factor, double by) {
        double size = Math.abs(factor);
        return new Subgroup(
                s.time(), s.n(), factor * s.mean() + by, size * s.sd(), size * s.range(), 0);
    }

    /** Another unit or origin, or the other way up: the same z, mirrored where it is. */
    @Property(tries = 60)
    void unitOriginAndDirectionDoNotMatter(
            @ForAll long seed,
            @ForAll @IntRange(min = 0, max = 4) int which,
            @ForAll @Scale(3) @DoubleRange(min = 0.01, max = 100) double factor,
            @ForAll @DoubleRange(min = -50, max = 50) double by,
            @ForAll boolean mirrored) {
        double signed = mirrored ? -factor : factor;
        Chart<Subgroup> one = MEASURED.get(which).apply(5.0, 2.0);
        Chart<Subgroup> other = MEASURED.get(which).apply(signed * 5 + by, factor * 2);
        for (Subgroup s : series(seed, 60)) {
            ChartPoint a = one.fold(s);
            ChartPoint b = other.fold(move(s, signed, by));
            if (Double.isNaN(a.statistic())) {
                assertThat(b.statistic()).isNaN();
                continue;
            }
            double z = mirrored ? -a.z() : a.z();
            assertThat(b.z()).isCloseTo(z, within(1e-6 * (1 + Math.abs(z))));
            if (Math.abs(Math.abs(a.statistic()) - a.ucl()) > 1e-6) {
                assertThat(b.signal()).isEqualTo(mirrored ? -a.signal() : a.signal());
            }
        }
    }

    @Test
    void statesOfOtherChartsOtherFormatsAndDamagedOnesAreRefused() {
        byte[] cusum = new CusumChart(0, 1, 0.5, 4, 0).encode();
        assertThatThrownBy(() -> EwmaChart.exact(0, 1, 0.2, 3).restore(cusum))
                .isInstanceOf(StateFormatException.class)
                .hasMessage("state of chart cusum for chart ewma");
        byte[] other = cusum.clone();
        other[0] = 98;
        assertThatThrownBy(() -> new CusumChart(0, 1, 0.5, 4, 0).restore(other))
                .isInstanceOf(StateFormatException.class)
                .hasMessage("chart format 49, known: 1");
        for (int length = 0; length < cusum.length; length++) {
            byte[] cut = Arrays.copyOf(cusum, length);
            assertThatThrownBy(() -> new CusumChart(0, 1, 0.5, 4, 0).restore(cut))
                    .isInstanceOf(StateFormatException.class);
        }
        byte[] more = Arrays.copyOf(cusum, cusum.length + 1);
        assertThatThrownBy(() -> new CusumChart(0, 1, 0.5, 4, 0).restore(more))
                .isInstanceOf(StateFormatException.class);
    }

    @Test
    void statesAreSmall() {
        for (Supplier<Chart<Subgroup>> chart : CHARTS) {
            Chart<Subgroup> folded = chart.get();
            for (Subgroup s : series(1, 50)) {
                folded.fold(s);
            }
            assertThat(folded.encode().length).isLessThan(64);
        }
    }

    @Test
    void impossibleParametersAreRefused() {
        assertThatThrownBy(() -> MeanChart.xBar(0, 0, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("sigma is 0.0, allowed: > 0");
        assertThatThrownBy(() -> EwmaChart.exact(0, 1, 1.5, 3))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new CusumChart(0, 1, 0.5, 4, 4))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> EventsChart.p(1, Limits.THREE_SIGMA))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Covariance(new double[2], new double[][] {{1, 1}, {1, 1}}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("covariance matrix has no inverse");
        assertThatThrownBy(() -> new FixedLimitsChart(Double.NaN, 1, Double.NaN))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
