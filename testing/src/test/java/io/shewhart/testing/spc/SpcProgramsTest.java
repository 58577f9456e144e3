/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.spc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.shewhart.operators.spc.ChartEngine;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SpcProgramsTest {

    private static BudgetFigures figures(Scenario.Band band, double expected, long opened) {
        return new BudgetFigures("n", band, 2000, 1, 1, expected, opened, 1, Map.of());
    }

    /** Ten events: 4.795 to 18.39 (Garwood 1936, Fiducial limits for the Poisson distribution). */
    @Test
    void intervalsAreGarwoods() {
        BudgetFigures ten = figures(Scenario.Band.LEARNED, 10, 10);
        assertThat(ten.low()).isCloseTo(0.4795, within(1e-4));
        assertThat(ten.high()).isCloseTo(1.8390, within(1e-4));
        BudgetFigures none = figures(Scenario.Band.LEARNED, 10, 0);
        assertThat(none.low()).isZero();
        assertThat(none.high()).isCloseTo(0.3689, within(1e-4));
    }

    @Test
    void aBandIsMissedByAWholeInterval() {
        assertThat(figures(Scenario.Band.LEARNED, 10, 16).missed()).isFalse();
        assertThat(figures(Scenario.Band.LEARNED, 10, 40).missed()).isTrue();
        assertThat(figures(Scenario.Band.LEARNED, 100, 10).missed()).isTrue();
        assertThat(figures(Scenario.Band.LEARNED_DISCRETE, 100, 10).missed()).isFalse();
        assertThat(figures(Scenario.Band.OPEN, 10, 1000).missed()).isFalse();
    }

    @Test
    void theSameSeedGivesTheSameEpisodes() {
        Scenario scenario =
                Scenarios.all().stream()
                        .filter(s -> s.name().equals("value varying n"))
                        .findFirst()
                        .orElseThrow();
        BudgetFigures one = new BudgetRun(scenario, 100).run(5, 4, 400);
        BudgetFigures two = new BudgetRun(scenario, 100).run(5, 4, 400);
        assertThat(one.arl0()).isCloseTo(100, within(1e-9));
        assertThat(one.expected()).isCloseTo(2 * 4 * 400 / 100.0, within(1e-9));
        assertThat(one.opened()).isPositive().isEqualTo(two.opened());
        assertThat(new TreeMap<>(one.charts())).isEqualTo(new TreeMap<>(two.charts()));
    }

    @Test
    void scenarioNamesAreUnique() {
        assertThat(Scenarios.all().stream().map(Scenario::name)).doesNotHaveDuplicates();
    }

    @Test
    void aChangeIsDetectedSoonerTheLargerItIs() {
        Change change = Change.all().get(0);
        DetectionRun run =
                new DetectionRun(
                                new ChartEngine(BudgetRun.config(change.kind(), 1000)),
                                change.kind())
                        .prepare(10, 3, change.feed().apply(0), Series::learned, 0);
        int large = run.change(change.feed().apply(6)).quantile(0.5);
        int small = run.change(change.feed().apply(2)).quantile(0.5);
        assertThat(large).isEqualTo(1);
        assertThat(small).isGreaterThan(large).isLessThan(30);
    }

    @Test
    void delaysOfSeriesNotDetectedAreLongerThanAny() {
        Delays delays = new Delays(new int[] {3, Delays.NEVER, 1, 2, 5, 4, 6, 7, 8, 9});
        assertThat(delays.text()).isEqualTo("6 / -");
        assertThat(delays.detected()).isEqualTo(9);
    }
}
