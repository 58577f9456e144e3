/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Windows that are missing: spc.md 1.1, "Missing window". */
class GapTest {

    private static final int EIGHT_ON_ONE_SIDE = 1 << 3;

    /** lambda_g = 1 - (1 - lambda)^g: 0.1 over three steps is 0.271. */
    @Test
    void theEwmaGivesAGapTheWeightOfTheMissingSubgroups() {
        Ewma before = Ewma.START.add(1, 1, 0.1, 0, 1).add(0.5, 1, 0.1, 0, 1);
        Ewma after = before.add(2, 1, 0.1, 0, 3);
        assertThat(after.value()).isCloseTo(0.271 * 2 + 0.729 * before.value(), within(1e-12));
        assertThat(after.variance())
                .isCloseTo(0.271 * 0.271 + 0.729 * 0.729 * before.variance(), within(1e-12));
    }

    /** Correlation phi over g steps is phi^g. */
    @Test
    void correlationFadesOverAGap() {
        Ewma before = Ewma.START.add(1, 1, 0.1, 0.5, 1);
        double joint = 0.1;
        double keep = 0.9 * 0.9;
        assertThat(before.add(0, 1, 0.1, 0.5, 2).variance())
                .isCloseTo(
                        0.19 * 0.19 + keep * keep * 0.01 + 2 * 0.19 * keep * 0.25 * joint,
                        within(1e-12));
    }

    private static Sim watching() {
        Sim sim = new Sim(Sim.minutes().withPhaseOne(30, 25), MetricKind.LATENCY, 5);
        for (int i = 0; i < 40; i++) {
            sim.gaussian("v", 50, 0, 0.3, 0.1);
        }
        return sim;
    }

    /** Seven windows a little above the centre, then a pause or none, then the eighth. */
    private static Point eighth(Sim sim, int pause) {
        for (int i = 0; i < 8; i++) {
            sim.window += i == 7 ? pause : 0;
            sim.gaussian("v", 5000, 0.06, 0.01, 0);
        }
        List<Point> last =
                sim.points.stream()
                        .filter(p -> p.chart().equals("i_prime"))
                        .filter(p -> p.endUnixNano() == sim.end(sim.window - 1))
                        .toList();
        assertThat(last).hasSize(1);
        return last.get(0);
    }

    @Test
    void runsDoNotContinueAcrossAGap() {
        assertThat(eighth(watching(), 0).rulesBits() & EIGHT_ON_ONE_SIDE).isNotZero();
        assertThat(eighth(watching(), 1).rulesBits() & EIGHT_ON_ONE_SIDE).isZero();
    }

    @Test
    void ratiosKnowGapsToo() {
        Sim sim = new Sim(Sim.minutes().withPhaseOne(30, 25), MetricKind.RATIO, 6);
        for (int i = 0; i < 50; i++) {
            sim.events("v", 1000, 100 + (i % 3 - 1) * 3);
        }
        for (int i = 0; i < 8; i++) {
            sim.window += i == 7 ? 20 : 0;
            sim.events("v", 1000, 108);
        }
        List<Point> p = sim.points.stream().filter(q -> q.chart().equals("laney_p")).toList();
        assertThat(p.get(p.size() - 1).rulesBits() & EIGHT_ON_ONE_SIDE).isZero();
        Point ewma =
                sim.points.stream()
                        .filter(q -> q.chart().equals("ewma"))
                        .reduce((a, b) -> b)
                        .orElseThrow();
        // after twenty missing subgroups 88 % of the EWMA is the newest one
        assertThat(ewma.sigma()).isBetween(0.85, 1.0);
    }

    /** A gap as long as ever loses no limit and no state. */
    @Test
    void afterAMonthThereIsStillABaseline() {
        Sim sim = watching();
        sim.window += 31 * 24 * 60;
        sim.points.clear();
        sim.gaussian("v", 50, 0, 0.3, 0.1);
        Point i = sim.points.get(0);
        assertThat(i.phase()).isEqualTo(Phase.WATCHING);
        assertThat(i.ucl()).isFinite().isGreaterThan(i.lcl());
        assertThat(KeyState.decode(sim.state.encode()).encode()).isEqualTo(sim.state.encode());
    }
}
