/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class TokenSlopesTest {

    private static TokenSlopes slopes(double... b) {
        int n = b.length;
        return new TokenSlopes(n, b, new double[n], new double[n * n], 0.1, 0.5);
    }

    /** A window whose mix lies at distances from the reference. */
    private static double[] at(double... distances) {
        return distances;
    }

    /** A window of ten equal calls whose mix lies at distances from the reference. */
    private static Covariates window(double... distances) {
        double[] means = Arrays.copyOf(distances, distances.length + 1);
        double[] products = new double[means.length * (means.length + 1) / 2];
        return new Covariates(10, distances.length == 1 ? 1 : 2, means, products);
    }

    @Property
    void aFixedTimeAndATimePerTokenAreCorrectedExactly(
            @ForAll @DoubleRange(min = 0.01, max = 10) double fixed,
            @ForAll @DoubleRange(min = 0.01, max = 10) double prefill,
            @ForAll @DoubleRange(min = 0.01, max = 10) double decode,
            @ForAll @DoubleRange(min = -3, max = 3) double longer,
            @ForAll @DoubleRange(min = -3, max = 3) double more) {
        double all = fixed + prefill + decode;
        double then = fixed + prefill * StrictMath.exp(longer) + decode * StrictMath.exp(more);
        TokenSlopes shares = slopes(prefill / all, decode / all);
        assertThat(shares.shift(at(longer, more)))
                .isCloseTo(StrictMath.log(then / all), within(1e-9));
    }

    @Property
    void nearTheReferenceTheSlopeIsTheElasticity(@ForAll @DoubleRange(min = -2, max = 2) double b) {
        assertThat(slopes(b).shift(at(1e-5))).isCloseTo(b * 1e-5, within(1e-9));
    }

    @Test
    void aPowerOfTheTokensIsCorrectedExactlyWhereNoFixedTimeIsLeft() {
        assertThat(slopes(1).shift(at(2))).isCloseTo(2, within(1e-12));
        assertThat(slopes(1.4).shift(at(2))).isCloseTo(2.8, within(1e-12));
        assertThat(slopes(1.4).shift(at(-2))).isCloseTo(-2.8, within(1e-12));
        assertThat(slopes(-0.3).shift(at(2))).isCloseTo(-0.6, within(1e-12));
    }

    @Test
    void doubtGrowsWithTheDistanceFromTheMixOfTheBaseline() {
        TokenSlopes half = slopes(0.5);
        assertThat(half.variance(window(0))).isZero();
        // half of the distance between ln 1.5 and 0.5 ln 2
        double doubled = (Math.log(1.5) - 0.5 * Math.log(2)) / 2;
        assertThat(half.variance(window(Math.log(2)))).isCloseTo(doubled * doubled, within(1e-12));
        assertThat(half.variance(window(-2))).isGreaterThan(half.variance(window(-1)));
        TokenSlopes unsure =
                new TokenSlopes(
                        2,
                        new double[] {1, 0},
                        new double[2],
                        new double[] {0.04, 0.01, 0.01, 0.09},
                        0.1,
                        0.5);
        // (1, 2) C (1, 2)'; a slope of one leaves no doubt about the law
        assertThat(unsure.variance(window(1, 2)))
                .isCloseTo(0.04 + 2 * 2 * 0.01 + 4 * 0.09, within(1e-12));
    }

    @Test
    void aCurveThatTheBaselineShowedIsFollowed() {
        TokenSlopes curved =
                new TokenSlopes(1, new double[] {0.4, 0.1}, new double[2], new double[4], 0.1, 0.5);
        assertThat(curved.shift(at(0.7, 1.5))).isCloseTo(0.28 + 0.15, within(1e-12));
        assertThat(curved.variance(window(0.7, 1.5)))
                .isCloseTo(0.028 * 0.028 + 0.015 * 0.015, within(1e-12));
        // 0.7 by chance: a standard deviation of 0.7 for the mean of two calls
        Covariates two =
                new Covariates(2, 1, new double[] {0.7, 0, 0}, new double[] {0.98, 0, 0, 0, 0, 0});
        assertThat(curved.variance(two)).isCloseTo(0, within(1e-12));
        assertThat(curved.described())
                .isEqualTo(" at equal tokens (slopes input 0.40, input squared 0.10)");
    }

    @Test
    void absurdMixesStayFinite() {
        for (double far : new double[] {-1e300, -500, 500, 1e300}) {
            TokenSlopes slopes = slopes(0.7, 0.6);
            assertThat(slopes.shift(at(far, far))).isFinite();
            assertThat(slopes.variance(window(far, far))).isFinite();
        }
    }

    @Test
    void nearlyAllCallsMustHaveTheirTokens() {
        Covariates ten = new Covariates(10, 1, new double[2], new double[3]);
        assertThat(TokenSlopes.known(ten, 11)).isTrue();
        assertThat(TokenSlopes.known(ten, 12)).isFalse();
        assertThat(TokenSlopes.known(null, 1)).isFalse();
    }
}
