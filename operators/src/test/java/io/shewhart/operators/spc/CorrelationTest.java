/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorrelationTest {

    private static final double LAMBDA = 0.1;

    @ParameterizedTest(name = "estimate {0}")
    @ValueSource(doubles = {0, 0.2, 0.5, 0.9})
    void whatMayBeBehindAnEstimateLiesAroundIt(double estimate) {
        List<Correlation> behind = Correlation.behind(estimate, 400);
        double sum = behind.stream().mapToDouble(Correlation::weight).sum();
        double mean = behind.stream().mapToDouble(c -> c.weight() * c.phi()).sum();
        assertThat(sum).isCloseTo(1, within(1e-12));
        assertThat(mean).isCloseTo(estimate, within(0.02));
        assertThat(Correlation.behind(estimate, LimitSolver.KNOWN))
                .containsExactly(new Correlation(estimate, 1));
    }

    @Test
    void limitsAreWiderTheLessTheCorrelationIsKnown() {
        LimitSolver limits = new LimitSolver(2e6, LAMBDA);
        for (double phi : new double[] {0.2, 0.5, 0.8}) {
            double known = limits.ewma(100, phi, LimitSolver.KNOWN);
            assertThat(limits.ewma(100, phi, 1000)).isGreaterThan(known);
            assertThat(limits.ewma(100, phi, 100)).isGreaterThan(limits.ewma(100, phi, 1000));
            assertThat(limits.shewhart(100, phi, 100))
                    .isGreaterThan(limits.shewhart(100, phi, LimitSolver.KNOWN));
        }
    }

    /**
     * Level autoregressive with 0.5, noise as large: lag k has 0.5 times 0.5^k, so Var(EWMA) is
     * lambda / (2 - lambda) times 1 + 2 sum 0.5 (0.5 (1 - lambda))^k = 1 + 0.45 / 0.55.
     */
    @Test
    void anEwmaOfANoisyLevelVariesAsItsAutocovariancesSay() {
        double level = Persistence.level(0.25, 0.5);
        assertThat(level).isCloseTo(0.5, within(1e-12));
        double phi = Persistence.smoothed(level, 0.5, LAMBDA);
        Ewma ewma = Ewma.START;
        for (int i = 0; i < 500; i++) {
            ewma = ewma.add(0, 1, LAMBDA, phi, 1);
        }
        double expected = LAMBDA / (2 - LAMBDA) * (1 + 0.45 / 0.55);
        assertThat(ewma.variance()).isCloseTo(expected, within(1e-9));
        assertThat(Persistence.smoothed(0.5, 1, LAMBDA)).isCloseTo(0.5, within(1e-12));
        assertThat(Persistence.smoothed(0.5, 0, LAMBDA)).isZero();
    }
}
