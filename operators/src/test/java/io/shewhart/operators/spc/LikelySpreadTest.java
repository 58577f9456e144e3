/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LikelySpreadTest {

    private static final double ARL0 = 2e6;

    /** Variance of the scores of subgroups like those that were seen, over that of a binomial. */
    private static double dispersion(double squares, double df, double information, double arl0) {
        return 1 + information * LikelySpread.variance(squares, df, information, information, arl0);
    }

    /** With so many subgroups what was observed is what is true. */
    @ParameterizedTest(name = "dispersion {0}, information {1}")
    @CsvSource({"1.5, 10", "3, 50", "6, 45", "12, 1000"})
    void muchDataDecide(double dispersion, double information) {
        int df = 2000;
        assertThat(dispersion(dispersion * df, df, information, ARL0))
                .isCloseTo(dispersion, within(0.1 * dispersion));
    }

    /** Subgroups that hold next to no information cannot vary much, whatever the ratio does. */
    @Test
    void rareEventsAreNearlyBinomial() {
        assertThat(dispersion(0, 0, 0.1, ARL0)).isBetween(1.0, 1.3);
    }

    /** A dozen scores do not rule out twice their variance, nor what is usual beforehand. */
    @Test
    void littleDataLeaveRoom() {
        double nothing = dispersion(0, 0, 50, ARL0);
        double quiet = dispersion(12, 12, 50, ARL0);
        double more = dispersion(100, 100, 50, ARL0);
        assertThat(nothing).isGreaterThan(8);
        assertThat(quiet).isBetween(2.0, nothing);
        assertThat(more).isBetween(1.0, quiet);
        assertThat(dispersion(36, 12, 50, ARL0)).isGreaterThan(4.5);
    }

    /** The rarer false alarms have to be, the more what is unlikely matters. */
    @Test
    void growsWithTheArl() {
        assertThat(dispersion(24, 12, 50, ARL0)).isGreaterThan(dispersion(24, 12, 50, 2000));
    }
}
