/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The threshold that a tail is watched at. */
class TailThresholdTest {

    private static final EngineConfig MINUTES = Sim.minutes();

    private static TailThreshold threshold(Sim sim, int smallest, int largest, double slower) {
        TailThreshold threshold = new TailThreshold();
        for (int i = 0; i < 25; i++) {
            boolean busy = i % 3 == 0;
            int n = busy ? largest : smallest;
            threshold.collect(MINUTES, sim.values("v", n, busy ? slower : 0, 0.3), 1);
            sim.window++;
        }
        return threshold;
    }

    /** Windows of a minute are merged to at most fifteen, or tell P99 by themselves. */
    @ParameterizedTest(name = "{0} calls a window")
    @CsvSource({"1, P50", "5, P90", "20, P95", "100, P95", "600, P95", "700, P99"})
    void itIsTheHighestThatASubgroupCanTell(int n, String quantity) {
        TailThreshold threshold = threshold(new Sim(MINUTES, MetricKind.LATENCY, 1), n, n, 0);
        assertThat(threshold.quantity()).isEqualTo(quantity);
    }

    @Test
    void alikeWindowsHaveTheirOwnQuantile() {
        TailThreshold threshold = threshold(new Sim(MINUTES, MetricKind.LATENCY, 2), 200, 200, 0);
        assertThat(StrictMath.log(threshold.value())).isCloseTo(1.645 * 0.3, within(0.05));
    }

    /**
     * Every third window is busy, with six times the calls, and slower by 1: three quarters of all
     * calls. The P95 of all is where the busy ones have 1 - 0.05 / 0.75 = 0.933 below it, by 1.50
     * sigma; the median of the windows' own would be 0.49.
     */
    @Test
    void busyWindowsCountWithTheirCalls() {
        TailThreshold threshold = threshold(new Sim(MINUTES, MetricKind.LATENCY, 3), 30, 180, 1);
        assertThat(StrictMath.log(threshold.value())).isCloseTo(1 + 1.5 * 0.3, within(0.12));
    }
}
