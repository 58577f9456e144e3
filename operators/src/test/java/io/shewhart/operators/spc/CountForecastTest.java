/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Random;
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

    /**
     * Rates that are log-normal with standard deviation 0.5 vary by exp(0.25) - 1 relative to the
     * square of their mean (Johnson, Kotz and Balakrishnan, Continuous Univariate Distributions,
     * 14.3). Their variance is an estimate of some hundred subgroups.
     */
    @Test
    void theVarianceOfLogNormalRatesIsFound() {
        Sums sums = learn(new Random(11), 0.5);
        assertThat(sums.spread).isCloseTo(Math.expm1(0.25), withinPercentage(12));
        assertThat(sums.df).isBetween(100.0, 130.0);
    }

    /** What cannot be less than Poisson's variance is known, and not estimated. */
    @Test
    void theVarianceOfPoissonCountsIsAsGoodAsKnown() {
        Sums sums = learn(new Random(12), 0);
        assertThat(sums.spread).isLessThan(0.1 / 60);
        assertThat(sums.df).isGreaterThan(1000);
    }

    private record Sums(double spread, double df) {}

    /** Means over 8,000 windows of 60 requests, once 200 were learned. */
    private static Sums learn(Random random, double sigma) {
        CountForecast forecast = new CountForecast();
        double spread = 0;
        double df = 0;
        for (int i = 0; i < 8_200; i++) {
            double away = sigma * random.nextGaussian() - 0.5 * sigma * sigma;
            double rate = 60 * StrictMath.exp(away);
            double count = Math.max(0, Math.rint(rate + Math.sqrt(rate) * random.nextGaussian()));
            double u = 0;
            if (forecast.steps() > 1) {
                double relative = forecast.relativeVariance(60_000_000_000L, 0);
                u = new NegativeBinomial(forecast.expected(1), relative).midZ(count);
            }
            forecast.adapt(count, 1, u, u);
            if (i >= 200) {
                spread += forecast.spread() / 8_000;
                df += forecast.df() / 8_000;
            }
        }
        return new Sums(spread, df);
    }
}
