/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc.classic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;

/** Helpers for charts folded over whole series. */
final class Folded {

    private Folded() {}

    static <S> List<ChartPoint> all(Chart<S> chart, List<S> subgroups) {
        List<ChartPoint> points = new ArrayList<>();
        for (S s : subgroups) {
            points.add(chart.fold(s));
        }
        return points;
    }

    /** One-based positions of the points beyond a limit. */
    static List<Integer> signals(List<ChartPoint> points) {
        List<Integer> signals = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            if (points.get(i).signal() != 0) {
                signals.add(i + 1);
            }
        }
        return signals;
    }

    static <S> List<Integer> signals(Chart<S> chart, List<S> subgroups) {
        return signals(all(chart, subgroups));
    }

    /** One millionth of the expected value. */
    static Offset<Double> millionth(double expected) {
        return within(1e-6 * Math.abs(expected));
    }

    static void limits(ChartPoint point, double center, double lcl, double ucl) {
        assertThat(point.center()).isCloseTo(center, millionth(center));
        assertThat(point.lcl()).isCloseTo(lcl, millionth(lcl));
        assertThat(point.ucl()).isCloseTo(ucl, millionth(ucl));
    }
}
