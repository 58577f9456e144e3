/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class TokenFitTest {

    private static final Offset<Double> ROUNDING = within(1e-12);
    private static final int[] BOTH = {0, 1};

    /** A latency of 2 x1 + x2 + 0.3 x1 x2, the last of which neither variable explains. */
    private static final double[][] CALLS = {
        {1, 1, 3.3}, {1, -1, 0.7}, {-1, 1, -1.3}, {-1, -1, -2.7}
    };

    /** The second variable differs from the first by less than a tenth of its spread. */
    private static final double[][] ALIKE = {
        {1, 1.05, 1}, {1, 0.95, 1}, {-1, -0.95, -1}, {-1, -1.05, -1}
    };

    private static TokenFit fit(double[][] calls, int... used) {
        TokenProducts products = new TokenProducts();
        products.add(TokenRegressionTest.of(calls));
        return TokenFit.of(products, used);
    }

    @Test
    void slopesAndTheirErrorsAreThoseOfLeastSquares() {
        TokenSlopes slopes = fit(CALLS, BOTH).slopes();
        assertThat(slopes.slope(0)).isCloseTo(2, ROUNDING);
        assertThat(slopes.slope(1)).isCloseTo(1, ROUNDING);
        // four calls less their mean and two slopes leave one degree of freedom
        assertThat(slopes.residual()).isCloseTo(4 * 0.09, ROUNDING);
        assertThat(slopes.explained()).isCloseTo(20 / 20.36, ROUNDING);
        assertThat(slopes.covariance(0, 0)).isCloseTo(0.09, ROUNDING);
        assertThat(slopes.covariance(1, 1)).isCloseTo(0.09, ROUNDING);
        assertThat(slopes.covariance(0, 1)).isCloseTo(0, ROUNDING);
    }

    @Test
    void aSlopeThatIsNotUsedIsZero() {
        TokenSlopes slopes = fit(CALLS, 1).slopes();
        assertThat(slopes.slope(0)).isZero();
        assertThat(slopes.covariance(0, 0)).isZero();
        assertThat(slopes.slope(1)).isCloseTo(1, ROUNDING);
    }

    @Test
    void theWeakestDecidesWhetherAllAreSignificant() {
        TokenFit fit = fit(CALLS, BOTH);
        assertThat(fit.weakest()).isEqualTo(1);
        assertThat(fit.significant(3.33)).isTrue();
        assertThat(fit.significant(3.34)).isFalse();
        assertThat(fit(CALLS, 1, 0).weakest()).isZero();
    }

    @Test
    void ofTwoThatCannotBeToldApartTheOneThatExplainsLessIsTheWeakest() {
        TokenFit fit = fit(ALIKE, BOTH);
        assertThat(fit.significant(0)).isFalse();
        assertThat(fit.weakest()).isEqualTo(1);
    }
}
