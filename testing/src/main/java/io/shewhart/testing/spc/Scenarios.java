/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.spc;

import io.shewhart.operators.spc.MetricKind;
import io.shewhart.operators.spc.Standard;
import io.shewhart.testing.spc.Scenario.Band;
import java.util.List;

/** Simulated data in control of every kind of metric. */
final class Scenarios {
    private static final double DAY = 1440;

    private static final Standard LEVEL = new Standard(1, 0, 0.3, 0);
    private static final Standard BETWEEN = new Standard(1, 0.1, 0.3, 0);
    private static final Standard LASTING = new Standard(1, 0.1, 0.3, 0.5);
    private static final Standard SHARE = new Standard(0.05, 0, 0, 0);

    /** ln(100 + 5 z): mean and standard deviation by their series in 0.05. */
    private static final Standard NORMAL =
            new Standard(100 * Math.exp(-0.00125 - 0.0000047), 0, 0.0501565, 0);

    private Scenarios() {}

    private static Scenario known(Scenario of, Standard standard) {
        return new Scenario(of.name(), of.kind(), of.band(), standard, of.feed());
    }

    static List<Scenario> all() {
        return List.of(
                known(location("value known log-normal", Band.KNOWN, 20, 20, 0.3, 0, 0), LEVEL),
                known(normal("value known normal"), NORMAL),
                known(location("value known between", Band.KNOWN, 10, 50, 0.3, 0.1, 0), BETWEEN),
                known(location("value known ar .5", Band.KNOWN, 20, 20, 0.3, 0.1, 0.5), LASTING),
                location("value varying n", Band.LEARNED, 10, 50, 0.3, 0.1, 0),
                location("value ar .5", Band.LEARNED, 20, 20, 0.3, 0.1, 0.5),
                known(
                        location(
                                "latency known log-normal", Band.KNOWN_DISCRETE, 20, 20, 0.3, 0, 0),
                        LEVEL),
                location("latency log-normal", Band.LEARNED, 20, 20, 0.3, 0, 0),
                location("latency varying n", Band.LEARNED, 10, 50, 0.3, 0.1, 0),
                location("latency ar .2", Band.LEARNED, 200, 200, 0.3, 0.1, 0.2),
                location("latency ar .5", Band.LEARNED, 200, 200, 0.3, 0.1, 0.5),
                location("latency ar .8", Band.OPEN, 200, 200, 0.3, 0.1, 0.8),
                traffic("latency daily traffic"),
                rhythm("latency daily level"),
                known(
                        ratio("ratio known n1000 p.05", Band.KNOWN_DISCRETE, 1000, 0.05, 0, 0),
                        SHARE),
                ratio("ratio n200 p.01", Band.LEARNED_DISCRETE, 200, 0.01, 0, 0),
                ratio("ratio n60 p.01", Band.LEARNED_DISCRETE, 60, 0.01, 0, 0),
                ratio("ratio n20 p.005", Band.LEARNED_DISCRETE, 20, 0.005, 0, 0),
                ratio("ratio n1000 p.05 varies .2", Band.LEARNED, 1000, 0.05, 0.2, 0),
                ratio("ratio n1000 p.05 ar .5", Band.LEARNED, 1000, 0.05, 0.3, 0.5),
                ratio("ratio n300 p.02 varies .7", Band.LEARNED, 300, 0.02, 0.7, 0),
                ratio("ratio n100000 p.01 varies .1", Band.LEARNED, 100_000, 0.01, 0.1, 0),
                count("count 3 poisson", Band.LEARNED_DISCRETE, 3, 0, 0, 0),
                count("count 60 poisson", Band.LEARNED, 60, 0, 0, 0),
                count("count 60 rhythm", Band.LEARNED, 60, 0.8, 0, 0),
                count("count 1000 varies .2", Band.LEARNED, 1000, 0, 0.2, 0),
                count("count 1000 rhythm varies .2", Band.LEARNED, 1000, 0.8, 0.2, 0),
                count("count 60 varies .5", Band.LEARNED, 60, 0, 0.5, 0),
                count("count 1000 ar .5", Band.OPEN, 1000, 0, 0.2, 0.5));
    }

    private static MetricKind kind(String name) {
        return name.startsWith("value") ? MetricKind.VALUE : MetricKind.LATENCY;
    }

    /** An autoregressive level with normal logarithms around it. */
    private static Scenario location(
            String name,
            Band band,
            int fewest,
            int most,
            double within,
            double between,
            double phi) {
        return new Scenario(
                name,
                kind(name),
                band,
                () ->
                        s -> {
                            int n = fewest + s.draws.below(most - fewest + 1);
                            s.values(n, between * autoregression(s, phi), within);
                        });
    }

    /** Normal values, far from zero. */
    private static Scenario normal(String name) {
        return new Scenario(
                name,
                kind(name),
                Band.KNOWN,
                () ->
                        s -> {
                            for (int i = 0; i < 20; i++) {
                                s.values.add(Math.log(100 + 5 * s.draws.normal()));
                            }
                            s.values();
                        });
    }

    private static Scenario traffic(String name) {
        return new Scenario(
                name,
                kind(name),
                Band.LEARNED,
                () ->
                        s -> {
                            double rate = 40 * (1 + 0.8 * Math.sin(2 * Math.PI * s.window / DAY));
                            long n = Math.max(1, s.draws.poisson(rate));
                            s.values(n, 0.1 * s.draws.normal(), 0.3);
                        });
    }

    private static Scenario rhythm(String name) {
        return new Scenario(
                name,
                kind(name),
                Band.OPEN,
                () ->
                        s -> {
                            double level = 0.1 * Math.sin(2 * Math.PI * s.window / DAY);
                            s.values(30, level + 0.05 * s.draws.normal(), 0.3);
                        });
    }

    /** Events of a ratio that varies by a log-normal factor. */
    private static Scenario ratio(
            String name, Band band, long n, double p, double varies, double phi) {
        return new Scenario(
                name,
                MetricKind.RATIO,
                band,
                () ->
                        s -> {
                            double factor =
                                    Math.exp(
                                            varies * autoregression(s, phi)
                                                    - 0.5 * varies * varies);
                            s.events(n, s.draws.binomial(n, Math.min(1, p * factor)));
                        });
    }

    private static Scenario count(
            String name, Band band, double mean, double swing, double varies, double phi) {
        return new Scenario(
                name,
                MetricKind.COUNT,
                band,
                () ->
                        s -> {
                            double rate =
                                    mean * (1 + swing * Math.sin(2 * Math.PI * s.window / DAY));
                            double factor =
                                    Math.exp(
                                            varies * autoregression(s, phi)
                                                    - 0.5 * varies * varies);
                            s.requests(s.draws.poisson(rate * factor));
                        });
    }

    private static double autoregression(Series s, double phi) {
        double root = s.window == 0 ? 1 : Math.sqrt(1 - phi * phi);
        s.memory = phi * s.memory + root * s.draws.normal();
        return s.memory;
    }
}
