/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CombinedRateTest {

    private static final double LAMBDA = 0.1;

    /** Each chart alone has the rate that {@link EwmaArl} and the normal law give it. */
    @ParameterizedTest(name = "L = {0}")
    @CsvSource({"2.814", "3.749", "4.824"})
    void aloneEachChartHasItsOwnRate(double limit) {
        double ewma = CombinedRate.rate(LAMBDA, false, CombinedRate.UNLIMITED, limit);
        double arl = EwmaArl.fixedLimits(LAMBDA, limit, 0);
        assertThat(0.5 / ewma).isCloseTo(arl, within(0.06 * arl));
        assertThat(CombinedRate.rate(LAMBDA, false, limit, CombinedRate.UNLIMITED))
                .isCloseTo(Normal.survival(limit), within(1e-4 * Normal.survival(limit)));
        double pair = ShewhartArl.pairRate(3, 0, PairRate.WITHIN);
        assertThat(CombinedRate.rate(LAMBDA, true, 3, CombinedRate.UNLIMITED))
                .isCloseTo(pair, within(0.01 * pair));
        double confirmed = EwmaRate.exitRate(LAMBDA, 3, true);
        assertThat(CombinedRate.rate(LAMBDA, true, CombinedRate.UNLIMITED, 3))
                .isCloseTo(confirmed, within(0.03 * confirmed));
    }

    /** A simulation of the chain itself: 2,000 runs have a standard error of 2.2 %. */
    @ParameterizedTest(name = "confirmed {0}")
    @CsvSource({"false, 3.2, 2.9", "true, 2, 2.2"})
    void togetherTheyHaveTheRateOfASimulation(boolean confirm, double single, double smoothed) {
        SplittableRandom random = new SplittableRandom(17);
        double h = smoothed * EwmaArl.sigma(LAMBDA);
        int runs = 2000;
        long steps = 0;
        for (int r = 0; r < runs; r++) {
            double z = 0;
            int waits = 0;
            boolean over = false;
            boolean signal = false;
            for (int i = -50; !signal; i++) {
                double x = random.nextGaussian();
                z = (1 - LAMBDA) * z + LAMBDA * x;
                boolean before = waits > 0;
                boolean above = over;
                boolean out = x > single;
                waits = out ? PairRate.WITHIN : Math.max(0, waits - 1);
                over = z > h;
                signal = confirm ? (out && before) || (over && above) : out || over;
                if (signal && i < 0) {
                    signal = false;
                    z = 0;
                    i = -50;
                }
                steps += i >= 0 ? 1 : 0;
            }
        }
        double arl = (double) steps / runs;
        assertThat(1 / CombinedRate.rate(LAMBDA, confirm, single, smoothed))
                .isCloseTo(arl, within(3 * arl / Math.sqrt(runs)));
    }

    @Test
    void chartsHaveMoreInCommonTheMoreOftenTheySignal() {
        double often = CombinedRate.share(LAMBDA, false, 1 / 370.0);
        double seldom = CombinedRate.share(LAMBDA, false, 1e-5);
        assertThat(often).isBetween(0.9, 0.96);
        assertThat(seldom).isBetween(0.99, 1.0);
    }
}
