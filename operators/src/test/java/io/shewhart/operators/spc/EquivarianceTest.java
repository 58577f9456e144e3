/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;

/** What the charts say must not depend on the unit, nor on which way is called up. */
class EquivarianceTest {

    private static final ChartEngine ENGINE =
            new ChartEngine(Sim.minutes().withBudget(100, 2).withPhaseOne(30, 25));

    /**
     * Windows of varying size with a rise and a fall in them, in units of c or mirrored about c.
     */
    private static Sim run(MetricKind kind, long seed, double sign, double c) {
        Sim sim = new Sim(ENGINE, kind, seed);
        for (int i = 0; i < 110; i++) {
            double level = i > 60 && i <= 70 ? 0.8 : i > 85 && i <= 95 ? -0.8 : 0;
            double[] x = new double[12 + sim.random.nextInt(30)];
            for (int k = 0; k < x.length; k++) {
                x[k] = c * StrictMath.exp(sign * (level + 0.3 * sim.normal()));
            }
            sim.fold(sim.summary("v", x));
            sim.window++;
        }
        return sim;
    }

    @Property(tries = 20)
    void anotherUnitGivesTheSameSignalsAndPointsInThatUnit(
            @ForAll long seed, @ForAll @Scale(3) @DoubleRange(min = 1e-3, max = 1e3) double c) {
        List<Point> one = run(MetricKind.LATENCY, seed, 1, 1).points;
        Sim scaled = run(MetricKind.LATENCY, seed, 1, c);
        assertThat(scaled.points).hasSameSizeAs(one);
        assertThat(scaled.opened()).isPositive();
        for (int i = 0; i < one.size(); i++) {
            Point a = one.get(i);
            Point b = scaled.points.get(i);
            boolean field = a.chart().equals("i_prime") || a.chart().equals("ewma");
            double factor = field ? c : 1;
            same(b.value(), factor * a.value(), Math.max(1, Math.abs(factor * a.value())));
            same(b.ucl(), factor * a.ucl(), Math.max(1, Math.abs(factor * a.ucl())));
            same(b.z(), a.z(), 1);
            assertThat(b.signal()).isEqualTo(a.signal());
            assertThat(b.direction()).isEqualTo(a.direction());
        }
    }

    @Property(tries = 20)
    void mirroredLogarithmsMirrorTheSignals(@ForAll long seed) {
        Sim up = run(MetricKind.VALUE, seed, 1, 2);
        Sim down = run(MetricKind.VALUE, seed, -1, 2);
        assertThat(down.points).hasSameSizeAs(up.points);
        assertThat(up.opened()).isPositive();
        for (int i = 0; i < up.points.size(); i++) {
            Point a = up.points.get(i);
            Point b = down.points.get(i);
            same(b.z(), -a.z(), 1);
            assertThat(b.direction()).isEqualTo(-a.direction());
        }
    }

    private static void same(double actual, double expected, double size) {
        if (Double.isNaN(expected)) {
            assertThat(actual).isNaN();
        } else {
            assertThat(actual).isCloseTo(expected, within(1e-4 * size));
        }
    }
}
