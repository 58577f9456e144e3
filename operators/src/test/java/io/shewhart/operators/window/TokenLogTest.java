/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class TokenLogTest {

    @Property
    void isTheLogarithmToHalfAQuantum(@ForAll @LongRange(max = TokenLog.MOST_TOKENS) long tokens) {
        assertThat(TokenLog.of(tokens) / TokenLog.SCALE)
                .isCloseTo(StrictMath.log1p((double) tokens), within(0x1p-17 + 1e-12));
    }

    @Test
    void hasNoStepWhereTheTableEnds() {
        // ln(8193) - ln(8192) is 8 quanta of 2^-16
        assertThat(TokenLog.of(8192) - TokenLog.of(8191)).isEqualTo(8);
        assertThat(TokenLog.of(0)).isZero();
        assertThat(TokenLog.of(1)).isEqualTo(45_426); // ln 2 * 65,536 = 45,426.09
    }

    @Test
    void refusesWhatIsNotKnownOrCannotBeTrue() {
        assertThat(TokenLog.of(-1)).isEqualTo(TokenLog.UNKNOWN);
        assertThat(TokenLog.of(Long.MIN_VALUE)).isEqualTo(TokenLog.UNKNOWN);
        assertThat(TokenLog.of(TokenLog.MOST_TOKENS)).isPositive();
        assertThat(TokenLog.of(TokenLog.MOST_TOKENS + 1)).isEqualTo(TokenLog.UNKNOWN);
    }

    @Test
    void squaresAreAboutSix() {
        int six = 6 << TokenLog.FRACTION_BITS;
        int half = 1 << (TokenLog.FRACTION_BITS - 1);
        assertThat(TokenLog.square(six)).isZero();
        assertThat(TokenLog.square(six + half) / TokenLog.SCALE).isEqualTo(0.25);
        assertThat(TokenLog.square(six - half) / TokenLog.SCALE).isEqualTo(0.25);
        assertThat(TokenLog.square(0) / TokenLog.SCALE).isEqualTo(36);
        assertThat(TokenLog.square(TokenLog.of(TokenLog.MOST_TOKENS)) / TokenLog.SCALE)
                .isCloseTo(113.1, within(0.1));
        assertThat(TokenLog.square(TokenLog.UNKNOWN)).isEqualTo(TokenLog.UNKNOWN);
    }
}
