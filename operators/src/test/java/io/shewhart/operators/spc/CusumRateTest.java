/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CusumRateTest {

    /** The ARL starts at zero, the rate is settled, which differs by about the time to settle. */
    @ParameterizedTest(name = "k = {0}, h = {1}")
    @CsvSource({"0.5, 4", "0.5, 8.05", "0.25, 11", "1, 3", "0.42, 12"})
    void exitRateIsTheReciprocalOfTheArl(double k, double h) {
        double arl = CusumArl.oneSided(k, h, 0, 0);
        assertThat(1 / CusumRate.exitRate(k, h, false)).isCloseTo(arl, within(2 * h / k));
    }

    /** Between the points of the grid what is left after Siegmund's formula is nearly linear. */
    @ParameterizedTest(name = "k = {0}, h = {1}, confirmed {2}")
    @CsvSource({
        "0.5, 5, false",
        "0.42, 12, false",
        "0.17, 15, false",
        "-0.2, 10, false",
        "0.05, 11, false",
        "0.6, 7.3, true",
        "0.42, 21, true",
        "0.17, 15, true",
        "0.05, 11, true"
    })
    void interpolatedRateIsNearTheExactOne(double k, double h, boolean confirm) {
        double exact = CusumRate.exitRate(k, h, confirm);
        assertThat(CusumRate.of(confirm).at(k, h)).isCloseTo(exact, within(0.04 * exact));
    }

    /**
     * Second consecutive value above the limit, by simulation: 20,000 runs of about 300 have a
     * standard error of 2.
     */
    @Test
    void confirmedRateIsThatOfTheSecondValueInARow() {
        SplittableRandom random = new SplittableRandom(1);
        int runs = 20_000;
        double k = 0.5;
        double h = 3.5;
        long total = 0;
        for (int r = 0; r < runs; r++) {
            double c = 0;
            boolean pending = false;
            while (true) {
                total++;
                c = Math.max(0, c + random.nextGaussian() - k);
                if (c > h && pending) {
                    break;
                }
                pending = c > h;
            }
        }
        double arl = 1 / CusumRate.exitRate(k, h, true);
        assertThat((double) total / runs).isCloseTo(arl, within(3 * arl / Math.sqrt(runs) + 7));
    }

    /** R package spc, xcusum.crit(0.5, L0, sided = "two"). */
    @ParameterizedTest(name = "ARL0 = {0}")
    @CsvSource({"1000, 5.75735", "10000, 8.05305", "1000000, 12.65721"})
    void designForKnownParameters(double arl0, double h) {
        CusumDesign design = new LimitSolver(arl0, 0.1).cusum().design(LimitSolver.KNOWN, 0);
        assertThat(design.k()).isEqualTo(0.5);
        assertThat(design.h()).isCloseTo(h, within(0.02));
    }

    @Test
    void aShortBaselineTakesALargerReferenceValue() {
        LimitSolver high = new LimitSolver(4.4e6, 0.1);
        assertThat(high.cusum().design(1000, 0).k()).isEqualTo(0.5);
        assertThat(high.cusum().design(100, 0).k()).isEqualTo(0.75);
        assertThat(high.cusum().design(60, 0).k()).isEqualTo(1.25);
        assertThat(new LimitSolver(2000, 0.1).cusum().design(100, 0).k()).isEqualTo(0.5);
    }
}
