/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LocationScaleTest {

    private static final EngineContext CONTEXT =
            new EngineContext(Sim.minutes().withPhaseOne(30, 25), MetricKind.VALUE);

    private static WindowSummary window(int i, double mean, double variance) {
        long end = (i + 1) * Sim.MINUTE;
        double none = Double.NaN;
        return new WindowSummary(
                "", end - Sim.MINUTE, end, true, 50, 50, 0, mean, variance, 0, none, none, null);
    }

    private static List<Judgement> fold(LocationChart chart, WindowSummary w) {
        List<Judgement> out = new ArrayList<>();
        chart.fold(new Fold(CONTEXT, "00", "", false, out), w, chart.baseline());
        return out;
    }

    /** Scores between -1 and 1 about -0.1, of which the logarithm sees nothing. */
    @Test
    void valuesOfBothSignsAreWatchedInTheirOwnUnit() {
        LocationChart chart = new LocationChart(LocationScale.IDENTITY);
        SplittableRandom random = new SplittableRandom(3);
        List<Judgement> last = List.of();
        for (int i = 0; i < 40; i++) {
            last = fold(chart, window(i, -0.1 + 0.06 * (random.nextDouble() - 0.5), 0.0025));
        }
        Judgement quiet = last.get(0);
        assertThat(quiet.chart).isEqualTo(ChartName.I_PRIME);
        assertThat(quiet.center).isCloseTo(-0.1, within(0.01));
        assertThat(quiet.ucl - quiet.center).isCloseTo(quiet.center - quiet.lcl, within(1e-12));
        assertThat(quiet.beyond).isZero();
        Judgement low = fold(chart, window(41, -0.4, 0.0025)).get(0);
        assertThat(low.beyond).isEqualTo(-1);
        assertThat(low.value).isCloseTo(-0.4, within(1e-12));
        assertThat(low.baselineLevel).isEqualTo(low.center);
    }

    @Test
    void aSeriesThatIsConstantlyZeroHasLimits() {
        LocationChart chart = new LocationChart(LocationScale.IDENTITY);
        List<Judgement> last = List.of();
        for (int i = 0; i < 40; i++) {
            last = fold(chart, window(i, 0, 0));
        }
        assertThat(last.get(0).remark).isEqualTo("zero_variance");
        assertThat(last.get(0).ucl).isPositive();
        assertThat(last.get(0).beyond).isZero();
        assertThat(fold(chart, window(41, 0.5, 0)).get(0).beyond).isEqualTo(1);
    }
}
