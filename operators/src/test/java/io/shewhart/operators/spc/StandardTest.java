/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class StandardTest {

    private static Sim stated(ChartEngine engine, MetricKind kind, Standard standard, long seed) {
        Sim sim = new Sim(engine, kind, seed);
        sim.state = engine.stated(sim.key, kind, "v", standard, sim.end(-1));
        return sim;
    }

    /**
     * Both charts together, episodes against 2 / ARL0. The number of episodes has a standard
     * deviation of its root; three of them beside the 20 % that the budget allows.
     */
    @ParameterizedTest(name = "phi = {0}, ARL0 = {1}")
    @CsvSource({"0, 370", "0, 2000", "0.5, 1000"})
    void knownParametersSpendTheBudget(double phi, double arl0) {
        ChartEngine engine = new ChartEngine(Sim.minutes().withBudget(2 * 1440 / arl0, 1));
        Sim sim = stated(engine, MetricKind.VALUE, new Standard(1, 0.1, 0.3, phi), 31);
        sim.quiet = true;
        int windows = (int) (150 * arl0);
        for (int i = 0; i < windows; i++) {
            sim.gaussianAr("v", 20, 0, 0.3, 0.1, phi);
        }
        assertThat((double) sim.opened()).isCloseTo(300, within(60 + 3 * Math.sqrt(300)));
    }

    @Test
    void limitsAreThoseOfTheStandardFromTheFirstWindow() {
        ChartEngine engine = new ChartEngine(Sim.minutes());
        Sim sim = stated(engine, MetricKind.RATIO, new Standard(0.02, 0, 0, 0), 1);
        for (int i = 0; i < 3; i++) {
            sim.events("v", 1000, 20);
        }
        Point first = sim.points.get(0);
        assertThat(first.phase()).isEqualTo(Phase.WATCHING);
        assertThat(first.center()).isCloseTo(0.02, within(1e-9));
        assertThat(first.description()).contains("stated standard: 0.0200");
        sim.events("v", 1000, 70);
        sim.events("v", 1000, 70);
        assertThat(sim.opened()).isEqualTo(1);
        assertThat(sim.last().phaseOneSize()).isZero();
    }

    @Test
    void anotherLevelIsNeverAccepted() {
        ChartEngine engine = new ChartEngine(Sim.minutes());
        Sim sim = stated(engine, MetricKind.VALUE, new Standard(0.5, 0.05, 0.3, 0), 1);
        for (int i = 0; i < 400; i++) {
            sim.logNormal("v", 100, i < 100 ? StrictMath.log(0.5) : 0, 0.3);
        }
        assertThat(sim.state.episodeOpen()).isTrue();
        assertThat(sim.last().baselineLevel()).isCloseTo(0.5, within(1e-9));
        byte[] bytes = sim.state.encode();
        assertThat(KeyState.decode(bytes).encode()).isEqualTo(bytes);
        assertThat(bytes.length).isLessThan(1500);
    }

    @ParameterizedTest
    @EnumSource(names = {"COUNT", "GAUGE"})
    void whatFollowsItsLevelHasNone(MetricKind kind) {
        ChartEngine engine = new ChartEngine(Sim.minutes());
        Standard standard = new Standard(1, 0, 0.3, 0);
        assertThatThrownBy(() -> engine.stated("00", kind, "v", standard, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void impossibleParametersAreRefused() {
        assertThatThrownBy(() -> new Standard(0, 0, 1, 0)).hasMessageContaining("center is 0.0");
        assertThatThrownBy(() -> new Standard(1, 0, 1, 1)).hasMessageContaining("phi is 1.0");
        assertThatThrownBy(() -> new Standard(1, Double.NaN, 1, 0)).hasMessageContaining("NaN");
        ChartEngine engine = new ChartEngine(Sim.minutes());
        assertThatThrownBy(
                        () ->
                                engine.stated(
                                        "00", MetricKind.RATIO, "v", new Standard(2, 0, 0, 0), 0))
                .hasMessageContaining("center of a ratio is 2.0");
    }
}
