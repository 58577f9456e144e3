/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Rate per subgroup at which a zone rule is first completed above a line, for a first-order
 * autoregressive standard normal series: the reciprocal of the one-sided ARL.
 *
 * <p>The chain of Champ and Woodall (1987), Exact results for Shewhart control charts with
 * supplementary runs rules, Technometrics 29, over which of the last points lie beyond the line;
 * with a correlation also over the value of the newest one, on Gauss-Legendre nodes. As in {@link
 * EwmaRate} the rate is that of leaving the quasi-stationary distribution, which holds for any ARL.
 */
final class ZoneRate {

    private static final double FROM = 0;
    private static final double TO = 6;
    private static final double STEP = 0.125;
    private static final double REACH = 8;
    private static final int BELOW = 56;
    private static final int ABOVE = 24;
    private static final Map<String, ZoneRate> CACHE = new ConcurrentHashMap<>();

    /** ln rate + h * h / 2, which is nearly linear in the line h. */
    private final double[] table = new double[(int) ((TO - FROM) / STEP) + 1];

    private ZoneRate(ZoneRule rule, double phi) {
        for (int i = 0; i < table.length; i++) {
            double h = FROM + i * STEP;
            table[i] = StrictMath.log(new Chain(rule, h, phi).rate()) + 0.5 * h * h;
        }
    }

    static ZoneRate of(ZoneRule rule, double phi) {
        return CACHE.computeIfAbsent(rule + "/" + phi, key -> new ZoneRate(rule, phi));
    }

    /** Rate for a line in sigma. */
    double at(double line) {
        double h = Math.max(FROM, line);
        int i = Math.min(table.length - 2, (int) ((h - FROM) / STEP));
        double t = (h - FROM) / STEP - i;
        return StrictMath.exp(table[i] + t * (table[i + 1] - table[i]) - 0.5 * h * h);
    }

    /** Rate without a table. */
    static double exact(ZoneRule rule, double line, double phi) {
        return new Chain(rule, line, phi).rate();
    }

    /** States are (which of the last points were beyond, value of the newest). */
    private static final class Chain {

        private final ZoneRule rule;
        private final int patterns;
        private final int below;
        private final int nodes;
        private final double[] weights;
        private final double[][] step;

        Chain(ZoneRule rule, double line, double phi) {
            this.rule = rule;
            this.patterns = 1 << (rule.of - 1);
            boolean free = phi == 0;
            this.below = free ? 1 : BELOW;
            this.nodes = below + (free ? 1 : ABOVE);
            this.weights = new double[nodes];
            this.step = new double[nodes][nodes];
            if (free) {
                weights[0] = 1 - Normal.survival(line);
                weights[1] = Normal.survival(line);
                step[0] = weights;
                step[1] = weights;
                return;
            }
            GaussLegendre under = GaussLegendre.on(-REACH, line, BELOW);
            GaussLegendre over = GaussLegendre.on(line, line + 10 / Math.max(1, line), ABOVE);
            double[] x = new double[nodes];
            for (int i = 0; i < nodes; i++) {
                x[i] = i < below ? under.nodes[i] : over.nodes[i - below];
                weights[i] = i < below ? under.weights[i] : over.weights[i - below];
            }
            double sd = Math.sqrt(1 - phi * phi);
            for (int i = 0; i < nodes; i++) {
                for (int j = 0; j < nodes; j++) {
                    step[i][j] = weights[j] * Normal.density((x[j] - phi * x[i]) / sd) / sd;
                }
            }
            for (int i = 0; i < nodes; i++) {
                weights[i] *= Normal.density(x[i]);
            }
        }

        double rate() {
            double[][] mass = new double[patterns][nodes];
            for (int i = 0; i < nodes; i++) {
                mass[i < below ? 0 : 1][i] = weights[i];
            }
            double rate = 0;
            for (int iteration = 0; iteration < 2000; iteration++) {
                double[][] next = new double[patterns][nodes];
                double leaving = advance(mass, next);
                double total = 0;
                for (double[] row : next) {
                    for (double m : row) {
                        total += m;
                    }
                }
                double now = leaving / (leaving + total);
                if (iteration > 20 && Math.abs(now - rate) <= 1e-9 * now) {
                    return now;
                }
                rate = now;
                for (double[] row : next) {
                    for (int i = 0; i < nodes; i++) {
                        row[i] /= total;
                    }
                }
                mass = next;
            }
            return rate;
        }

        /** One subgroup; returns the mass that completes the rule. */
        private double advance(double[][] mass, double[][] next) {
            double leaving = 0;
            for (int pattern = 0; pattern < patterns; pattern++) {
                boolean full = Integer.bitCount(pattern) >= rule.hits - 1;
                int quiet = pattern << 1 & patterns - 1;
                int beyond = quiet | 1;
                for (int i = 0; i < nodes; i++) {
                    double m = mass[pattern][i];
                    if (m == 0) {
                        continue;
                    }
                    double[] row = step[i];
                    for (int j = 0; j < below; j++) {
                        next[quiet][j] += m * row[j];
                    }
                    for (int j = below; j < nodes; j++) {
                        if (full) {
                            leaving += m * row[j];
                        } else {
                            next[beyond][j] += m * row[j];
                        }
                    }
                }
            }
            return leaving;
        }
    }
}
