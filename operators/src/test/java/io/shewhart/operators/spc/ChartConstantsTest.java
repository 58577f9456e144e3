/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ChartConstantsTest {

    private static final double STEP = 0.02;
    private static final int TO_TEN = 1000;

    /** Normal distribution and density at -10, -9.98, ... 10. */
    private static final double[] BELOW = new double[TO_TEN + 1];

    private static final double[] DENSITY = new double[TO_TEN + 1];

    static {
        NormalDistribution standard = NormalDistribution.of(0, 1);
        for (int i = 0; i <= TO_TEN; i++) {
            BELOW[i] = standard.cumulativeProbability(STEP * (i - TO_TEN / 2));
            DENSITY[i] = standard.density(STEP * (i - TO_TEN / 2));
        }
    }

    /**
     * Independent integration with 400 nodes; qcc 2.7 prints the same to three (d2) and five (d3)
     * decimals.
     */
    @ParameterizedTest(name = "n = {0}")
    @CsvSource({
        "2, 0.7978845608, 1.1283791671, 0.8525024664",
        "3, 0.8862269255, 1.6925687506, 0.8883680040",
        "4, 0.9213177319, 2.0587507460, 0.8798082028",
        "5, 0.9399856030, 2.3259289473, 0.8640819411"
    })
    void areThoseOfTheTables(int n, double c4, double d2, double d3) {
        assertThat(ChartConstants.c4(n)).isCloseTo(c4, within(1e-9));
        assertThat(ChartConstants.d2(n)).isCloseTo(d2, within(1e-9));
        assertThat(ChartConstants.d3(n)).isCloseTo(d3, within(1e-9));
    }

    /** Montgomery, appendix VI, to four decimals. */
    @ParameterizedTest(name = "n = {0}")
    @CsvSource({"10, 0.972659, 3.077505, 0.797051", "25, 0.989640, 3.930629, 0.708441"})
    void alsoForLargerSubgroups(int n, double c4, double d2, double d3) {
        assertThat(ChartConstants.c4(n)).isCloseTo(c4, within(5e-7));
        assertThat(ChartConstants.d2(n)).isCloseTo(d2, within(5e-7));
        assertThat(ChartConstants.d3(n)).isCloseTo(d3, within(5e-7));
    }

    /**
     * Another way to the same numbers for all sizes of the tables: c4(n) c4(n + 1) = sqrt((n - 1) /
     * n), and the integrals of spc.md section 2 by the trapezoidal rule on the whole line, which
     * converges faster than any power of its step.
     */
    @ParameterizedTest(name = "n = {0}")
    @MethodSource("sizes")
    void byAnotherMethod(int n) {
        assertThat(ChartConstants.c4(n) * ChartConstants.c4(n + 1))
                .isCloseTo(Math.sqrt((n - 1.0) / n), within(1e-9));
        double mean = 0;
        double square = 0;
        for (int i = 0; i <= TO_TEN; i++) {
            mean += STEP * (1 - Math.pow(BELOW[i], n) - Math.pow(BELOW[TO_TEN - i], n));
            // E W^2 = n (n - 1) times the integral of (y - x)^2 f(x) f(y) (F(y) - F(x))^(n - 2)
            for (int j = i + 1; j <= TO_TEN; j++) {
                double w = (j - i) * STEP;
                double inside = n == 2 ? 1 : Math.pow(BELOW[j] - BELOW[i], n - 2);
                square += STEP * STEP * w * w * DENSITY[i] * DENSITY[j] * inside;
            }
        }
        double second = n * (n - 1) * square;
        assertThat(ChartConstants.d2(n)).isCloseTo(mean, within(1e-9));
        assertThat(ChartConstants.d3(n)).isCloseTo(Math.sqrt(second - mean * mean), within(1e-6));
    }

    private static IntStream sizes() {
        return IntStream.rangeClosed(2, 25);
    }
}
