/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class BudgetWatchTest {
    private final BudgetWatch watch = new BudgetWatch(1_000, 2);

    @Test
    void theNumberIsKnownWhenEverySubtaskHasToldAndIsTheNewestOfEach() {
        watch.report(0, 2, 700);
        assertThat(watch.alarmingCharts()).isEmpty();
        assertThat(watch.expectedFalseEpisodesPerDay()).isEqualTo(-1);
        watch.report(1, 2, 100);
        watch.report(0, 2, 200);
        assertThat(watch.alarmingCharts()).hasValue(300);
        assertThat(watch.expectedFalseEpisodesPerDay()).isCloseTo(0.6, within(1e-12));
    }

    @Test
    void reportsOfAnotherParallelismCountNoMore() {
        watch.report(0, 2, 700);
        watch.report(1, 2, 700);
        watch.report(0, 1, 5);
        assertThat(watch.alarmingCharts()).hasValue(5);
    }

    @Test
    void warnsOnceThenWhenTheExcessHasDoubledAndTellsOnceWhenItIsOver() {
        assertThat(warnedAt(1_000)).isFalse();
        assertThat(warnedAt(1_001)).isTrue();
        assertThat(warnedAt(1_001)).isFalse();
        assertThat(warnedAt(1_500)).isTrue();
        assertThat(warnedAt(1_999)).isFalse();
        assertThat(watch.recovered()).isFalse();
        assertThat(warnedAt(2_000)).isTrue();
        assertThat(warnedAt(900)).isFalse();
        assertThat(watch.recovered()).isTrue();
        assertThat(watch.recovered()).isFalse();
        assertThat(warnedAt(1_200)).isTrue();
    }

    @Test
    void theWarningNamesNumbersAndKeys() {
        watch.report(0, 1, 1_500);
        assertThat(watch.warning())
                .hasValueSatisfying(
                        text ->
                                assertThat(text)
                                        .contains("1500 charts")
                                        .contains("budget.charts is 1000")
                                        .contains("expect 3.00 false episodes a day")
                                        .contains("not 2.00"));
    }

    private boolean warnedAt(long charts) {
        watch.report(0, 1, charts);
        return watch.warning().isPresent();
    }
}
