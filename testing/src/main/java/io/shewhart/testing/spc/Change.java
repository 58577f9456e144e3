/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.spc;

import io.shewhart.operators.spc.MetricKind;
import java.util.List;
import java.util.function.DoubleFunction;

/**
 * Independent subgroups, one a window, whose level can be moved.
 *
 * @param name what {@code --only} selects
 * @param kind kind of the metric
 * @param feed makes a feed whose level is so many standard deviations of a subgroup away
 */
record Change(String name, MetricKind kind, DoubleFunction<Feed> feed) {

    private static final double WITHIN = 0.3;
    private static final double BETWEEN = 0.1;

    static List<Change> all() {
        return List.of(
                location("value", MetricKind.VALUE, 0),
                location("latency", MetricKind.LATENCY, 0),
                location("latency ar .5", MetricKind.LATENCY, 0.5),
                ratio("ratio up n1000 p.05", 1),
                ratio("ratio down n1000 p.05", -1),
                count("count up 200", 1),
                count("count down 200", -1));
    }

    private static Change location(String name, MetricKind kind, double phi) {
        long n = 30;
        double sigma = Math.sqrt(BETWEEN * BETWEEN + WITHIN * WITHIN / n);
        double root = Math.sqrt(1 - phi * phi);
        return new Change(
                name,
                kind,
                delta ->
                        s -> {
                            s.memory = phi * s.memory + root * s.draws.normal();
                            s.values(n, delta * sigma + BETWEEN * s.memory, WITHIN);
                        });
    }

    private static Change ratio(String name, int direction) {
        long n = 1000;
        double p = 0.05;
        double sigma = Math.sqrt(p * (1 - p) / n);
        return new Change(
                name,
                MetricKind.RATIO,
                delta -> s -> s.events(n, s.draws.binomial(n, p + direction * delta * sigma)));
    }

    private static Change count(String name, int direction) {
        double mean = 200;
        return new Change(
                name,
                MetricKind.COUNT,
                delta ->
                        s ->
                                s.requests(
                                        s.draws.poisson(
                                                mean + direction * delta * Math.sqrt(mean))));
    }
}
