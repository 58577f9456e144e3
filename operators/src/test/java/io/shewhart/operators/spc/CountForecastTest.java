/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The forecast that the chart of requests judges by. */
class CountForecastTest {

    /**
     * Arrivals as of the code trace of Azure's LLM inference traces (2023): a minute in five has
     * none, the others vary by more than their mean. A forecast of nearly nothing must not be taken
     * for a measurement of how much they vary, or the chart alarms for ever.
     */
    @Test
    void burstyArrivalsKeepTheBudget() {
        ChartEngine engine = new ChartEngine(Sim.minutes().withBudget(1440 / 2000.0, 1));
        long opened = 0;
        for (int s = 0; s < 3; s++) {
            Sim sim = new Sim(engine, MetricKind.COUNT, 700 + s);
            sim.quiet = true;
            for (int i = 0; i < 4_000; i++) {
                double burst = -190 * StrictMath.log(1 - sim.random.nextDouble());
                sim.requests(sim.random.nextInt(5) == 0 ? 0 : Math.round(burst));
            }
            opened += sim.opened();
        }
        // 6 within the budget, which is kept on average and not by every series
        assertThat(opened).isLessThan(20);
    }
}
