/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChartConstantsTest {

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
}
