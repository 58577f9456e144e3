/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Constants of control charts for subgroups of n normal observations, computed, not looked up:
 * accurate to 1e-9.
 *
 * <p>Sources: Montgomery, Introduction to Statistical Quality Control, appendix VI; the range
 * distribution after Harter (1960), Tables of range and studentized range, Annals of Mathematical
 * Statistics 31.
 */
public final class ChartConstants {

    private static final double REACH = 9;
    private static final int NODES = 120;

    /** d2 and d3 are integrals; charts ask for the same few over and over. */
    private static final Map<Integer, Double> D2 = new ConcurrentHashMap<>();

    private static final Map<Integer, Double> D3 = new ConcurrentHashMap<>();

    private ChartConstants() {}

    /** Expected sample standard deviation of n observations in sigma, n at least 2. */
    public static double c4(int n) {
        atLeastTwo(n);
        return Math.sqrt(2.0 / (n - 1))
                * StrictMath.exp(Tails.lnGamma(0.5 * n) - Tails.lnGamma(0.5 * (n - 1)));
    }

    /** Expected range of n observations in sigma, n at least 2. */
    public static double d2(int n) {
        atLeastTwo(n);
        return D2.computeIfAbsent(n, ChartConstants::meanRange);
    }

    private static double meanRange(int n) {
        GaussLegendre g = GaussLegendre.on(-REACH, REACH, NODES);
        double sum = 0;
        for (int i = 0; i < NODES; i++) {
            double below = Normal.cdf(g.nodes[i]);
            double above = Normal.survival(g.nodes[i]);
            sum += g.weights[i] * (1 - StrictMath.pow(below, n) - StrictMath.pow(above, n));
        }
        return sum;
    }

    /** Standard deviation of the range of n observations in sigma, n at least 2. */
    public static double d3(int n) {
        atLeastTwo(n);
        return D3.computeIfAbsent(n, ChartConstants::deviationOfRange);
    }

    private static double deviationOfRange(int n) {
        GaussLegendre range = GaussLegendre.on(0, 2 * REACH, NODES);
        double square = 0;
        for (int i = 0; i < NODES; i++) {
            square += range.weights[i] * 2 * range.nodes[i] * rangeAbove(range.nodes[i], n);
        }
        double mean = d2(n);
        return Math.sqrt(square - mean * mean);
    }

    /** P(range of n observations &gt; w sigma), to an absolute error of 1e-12. */
    public static double rangeAbove(double w, int n) {
        atLeastTwo(n);
        GaussLegendre g = GaussLegendre.on(-REACH, REACH, NODES);
        double below = 0;
        for (int i = 0; i < NODES; i++) {
            double x = g.nodes[i];
            double inside = Normal.cdf(x + w) - Normal.cdf(x);
            below += g.weights[i] * n * Normal.density(x) * StrictMath.pow(inside, n - 1.0);
        }
        return 1 - below;
    }

    /** The w, in sigma, with P(range of n observations &gt; w) = p. */
    public static double rangeQuantile(double p, int n) {
        return Roots.increasing(w -> p - rangeAbove(w, n), 0, 2 * REACH, 1e-12);
    }

    private static void atLeastTwo(int n) {
        if (n < 2) {
            throw new IllegalArgumentException("n is " + n + ", allowed: 2 or more");
        }
    }
}
