/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleUnaryOperator;

/**
 * Rate at which a chart of single subgroups and an EWMA of the same subgroups give their first
 * signal together, one side, parameters known: less than the sum of their rates, because a subgroup
 * far out moves both.
 *
 * <p>The Markov chain of Lucas and Saccucci (1990), Exponentially weighted moving average control
 * schemes: properties and enhancements, Technometrics 32, for the combined Shewhart-EWMA scheme, in
 * the settled state (see {@link EwmaRate}). Where a second subgroup confirms, a state also says for
 * how many more one above the limit of single subgroups waits for it; the EWMA says that by itself.
 */
final class CombinedRate {

    /** Stands for a chart that is not there. */
    static final double UNLIMITED = Double.POSITIVE_INFINITY;

    /** Cells for what one subgroup at one sigma moves the EWMA. */
    private static final double CELLS = 4;

    private static final double REACH = 8.5;
    private static final double ABOVE = 6;
    private static final double TOLERANCE = 1e-7;
    private static final int MOST_STEPS = 5000;
    private static final Map<String, Double> CACHE = new ConcurrentHashMap<>();

    private final boolean confirm;

    /** Cells of the EWMA up to its limit, and all. */
    private final int below;

    private final int cells;

    /** Chance of each cell after each, with a subgroup up to the limit of single ones. */
    private final double[][] low;

    /** The same with a subgroup beyond it. */
    private final double[][] high;

    /** Chance of a signal in a cell, for none that waits for a second one and one that does. */
    private final double[][] exit;

    /** Chance of a cell, by the subgroups within which a second one would confirm. */
    private double[][] mass;

    private CombinedRate(double lambda, boolean confirm, double single, double smoothed) {
        this.confirm = confirm;
        double sigma = EwmaArl.sigma(lambda);
        double width = lambda / CELLS;
        boolean bounded = smoothed < UNLIMITED;
        double h = bounded ? smoothed * sigma : REACH * sigma;
        this.below = (int) Math.ceil((h + REACH * sigma) / width);
        this.cells = below + (confirm && bounded ? (int) (ABOVE * CELLS) : 0);
        this.low = new double[cells][cells];
        this.high = new double[cells][cells];
        this.exit = new double[2][cells];
        this.mass = new double[1 + PairRate.WITHIN][cells];
        double bottom = h - below * width;
        for (int i = 0; i < cells; i++) {
            double z = bottom + (i + 0.5) * width;
            double kept = (1 - lambda) * z;
            double crossing = bounded ? (h - kept) / lambda : UNLIMITED;
            row(i, single, (bottom - kept) / lambda, width / lambda);
            boolean pending = i >= below;
            exit[0][i] =
                    confirm
                            ? Normal.survival(pending ? crossing : UNLIMITED)
                            : Normal.survival(Math.min(single, crossing));
            exit[1][i] = Normal.survival(pending ? Math.min(single, crossing) : single);
            mass[0][i] = pending ? 0 : Normal.density(z / sigma);
        }
    }

    private void row(int i, double single, double from, double width) {
        double left = Normal.survival(from);
        double beyond = Normal.survival(single);
        for (int j = 0; j < cells; j++) {
            double right = Normal.survival(from + (j + 1) * width);
            low[i][j] = Math.max(left, beyond) - Math.max(right, beyond);
            high[i][j] = Math.min(left, beyond) - Math.min(right, beyond);
            left = right;
        }
    }

    /**
     * What is left of the sum of both rates when both charts watch the same subgroups.
     *
     * @param rate false signals per subgroup of each chart by itself, both sides
     */
    static double share(double lambda, boolean confirm, double rate) {
        return CACHE.computeIfAbsent(
                lambda + "/" + confirm + "/" + rate,
                key -> {
                    double x = limit(rate, confirm ? PairRate.of(0)::at : Normal::survival);
                    double z = limit(rate, EwmaRate.of(lambda, confirm)::at);
                    double alone = rate / 2 + rate(lambda, confirm, UNLIMITED, z);
                    return Math.min(1, rate(lambda, confirm, x, z) / alone);
                });
    }

    private static double limit(double rate, DoubleUnaryOperator oneSide) {
        double wanted = StrictMath.log(rate / 2);
        return Roots.increasing(
                x -> wanted - StrictMath.log(oneSide.applyAsDouble(x)), 0, REACH, 1e-6);
    }

    /**
     * Rate of the first signal of the upper side.
     *
     * @param single limit of single subgroups in their sigma
     * @param smoothed limit of the EWMA in its sigma
     */
    static double rate(double lambda, boolean confirm, double single, double smoothed) {
        return new CombinedRate(lambda, confirm, single, smoothed).settled();
    }

    private double settled() {
        double rate = 0;
        for (int i = 0; i < MOST_STEPS; i++) {
            double leaving = 0;
            double total = 0;
            for (int wait = 0; wait < mass.length; wait++) {
                for (int j = 0; j < cells; j++) {
                    total += mass[wait][j];
                    leaving += mass[wait][j] * exit[Math.min(1, wait)][j];
                }
            }
            double now = leaving / total;
            if (i > 20 && Math.abs(now - rate) <= TOLERANCE * now) {
                return now;
            }
            rate = now;
            advance(total);
        }
        return rate;
    }

    private void advance(double total) {
        double[][] next = new double[mass.length][cells];
        for (int i = 0; i < cells; i++) {
            // above its limit for a second time the EWMA signals
            int most = i >= below ? below : cells;
            for (int wait = 0; wait < mass.length; wait++) {
                double from = mass[wait][i] / total;
                double[] to = next[Math.max(0, wait - 1)];
                for (int j = 0; from > 0 && j < most; j++) {
                    to[j] += from * low[i][j];
                }
            }
            double first = confirm ? mass[0][i] / total : 0;
            for (int j = 0; first > 0 && j < most; j++) {
                next[PairRate.WITHIN][j] += first * high[i][j];
            }
        }
        mass = next;
    }
}
