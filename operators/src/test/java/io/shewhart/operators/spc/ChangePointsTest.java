/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangePointsTest {

    private static final int RUNS = 2000;
    private static final int BEFORE = 100;

    /**
     * What is estimated of a change when it has lasted so long, beside a sum with k = 0.5 alone.
     */
    private record Errors(double several, double alone, double exact, double shift) {

        static Errors of(double delta, int lasted) {
            SplittableRandom random = new SplittableRandom(11);
            double several = 0;
            double alone = 0;
            double exact = 0;
            double shift = 0;
            for (int r = 0; r < RUNS; r++) {
                ChangePoints points = ChangePoints.at(0);
                for (int i = 1; i <= BEFORE + lasted; i++) {
                    points = points.add((i > BEFORE ? delta : 0) + random.nextGaussian(), i);
                }
                several += Math.abs(points.since(1) - BEFORE);
                alone += Math.abs(points.small().since(1) - BEFORE);
                exact += points.since(1) == BEFORE ? 1 : 0;
                shift += points.shift(1);
            }
            return new Errors(several / RUNS, alone / RUNS, exact / RUNS, shift / RUNS);
        }
    }

    @ParameterizedTest(name = "{0} sigma, seen after {1}")
    @CsvSource({"4, 1", "4, 3", "3, 2", "2, 5"})
    void aLargeChangeIsDatedBetterThanByOneSum(double delta, int lasted) {
        Errors errors = Errors.of(delta, lasted);
        assertThat(errors.several()).isLessThan(0.75 * errors.alone());
        assertThat(errors.shift()).isCloseTo(delta, within(0.25 * delta));
    }

    /** With shift and level known the estimate is exact in 93 % of all cases at four sigma. */
    @Test
    void fourSigmaAreDatedToTheWindow() {
        assertThat(Errors.of(4, 3).exact()).isGreaterThan(0.85);
    }

    @Test
    void aSmallChangeIsDatedAsBefore() {
        Errors errors = Errors.of(1, 15);
        assertThat(errors.several()).isLessThan(1.1 * errors.alone());
    }

    @Test
    void bothSidesAreAlike() {
        SplittableRandom random = new SplittableRandom(3);
        ChangePoints up = ChangePoints.at(7);
        ChangePoints down = ChangePoints.at(7);
        for (int i = 8; i < 60; i++) {
            double z = (i > 40 ? 1.5 : 0) + random.nextGaussian();
            up = up.add(z, i);
            down = down.add(-z, i);
        }
        assertThat(down.since(-1)).isEqualTo(up.since(1));
        assertThat(down.shift(-1)).isEqualTo(-up.shift(1));
    }
}
