/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * Control limits, in sigma of the plotted statistic, for an in-control ARL.
 *
 * <p>The guarantee: averaged over the baselines that phase I may give, false signals come at the
 * rate 1 / ARL0. For known parameters that is the ARL of the chart itself. For a baseline learned
 * from m subgroups the rate is averaged over the sampling distributions of mean and variance, which
 * is the first closed form for individuals charts, L = c4 t sqrt(1 + 1/m), carried over to charts
 * with confirmation and memory (Quesenberry 1993, The effect of sample size on estimated limits,
 * Journal of Quality Technology 25; Jones, Champ and Rigdon 2001, The performance of EWMA charts
 * with estimated parameters, Technometrics 43). Above an ARL of one million two consecutive
 * subgroups are needed for a signal, and the limit is solved for that rule.
 */
final class LimitSolver {

    /** ARL above which a signal needs a second consecutive subgroup. */
    static final double CONFIRM_ABOVE = 1e6;

    /** Stands for known parameters. */
    static final int KNOWN = Integer.MAX_VALUE;

    private static final double PHI_STEP = 0.05;
    private static final double PHI_MAX = 0.95;
    private static final double LOWEST = 1.5;

    /** Four of five subgroups beyond half a sigma are rare enough for the smallest ARL0. */
    private static final double NARROWEST = 0.1;

    /** First of the codes of zone rules in the cache. */
    private static final int ZONES = 16;

    private static final double HIGHEST = 30;
    private static final double HIGHEST_H = 50;
    private static final double[] PAIR_GRID = {0, 0.25, 8};
    private static final Map<Integer, double[]> PAIRS = new ConcurrentHashMap<>();

    private final double arl0;
    private final double lambda;
    private final boolean confirm;
    private final Map<Long, Double> cache = new ConcurrentHashMap<>();
    private final Map<Long, CusumDesign> cusums = new ConcurrentHashMap<>();

    LimitSolver(double arl0, double lambda) {
        this.arl0 = arl0;
        this.lambda = lambda;
        this.confirm = arl0 > CONFIRM_ABOVE;
    }

    /** Whether a signal needs a second consecutive subgroup. */
    boolean confirms() {
        return confirm;
    }

    /**
     * Limit of a two-sided chart without memory; phi is the lag-one correlation of the subgroups.
     */
    double shewhart(int m, double phi) {
        int step = phiStep(phi);
        return cache.computeIfAbsent(
                key(0, m, step), k -> solve(m, step * PHI_STEP, 1, side(step)));
    }

    /** Limit of a chart that looks at its upper side only. */
    double shewhartUpper(int m, double phi) {
        int step = phiStep(phi);
        DoubleUnaryOperator rate = side(step);
        return cache.computeIfAbsent(
                key(1, m, step),
                k -> solve(m, step * PHI_STEP, 1, x -> 0.5 * rate.applyAsDouble(x)));
    }

    /** Line of a zone rule that is watched on both sides; a run needs no second subgroup. */
    double zone(ZoneRule rule, int m, double phi) {
        int step = phiStep(phi);
        return cache.computeIfAbsent(
                key(ZONES + rule.chart.code(), m, step),
                k -> {
                    double p = step * PHI_STEP;
                    return solve(m, p, 1, 0, NARROWEST, ZoneRate.of(rule, p)::at);
                });
    }

    /** Limit of the two-sided EWMA chart, in standard deviations of the EWMA. */
    double ewma(int m, double phi) {
        int step = phiStep(phi);
        double p = step * PHI_STEP;
        // the EWMA's own standard deviation grows with phi too, so the error of the mean weighs
        // about the same
        double spread =
                Math.sqrt(lambda / (2 - lambda) * (1 + p * (1 - lambda)) / (1 - p * (1 - lambda)));
        EwmaRate rate = EwmaRate.of(lambda, confirm);
        return cache.computeIfAbsent(
                key(2, m, step),
                k -> solve(m, p, 1 / spread, scaleVariance(m, p), LOWEST, rate::at));
    }

    /** Design of a two-sided CUSUM of scores with lag-one correlation phi. */
    CusumDesign cusum(int m, double phi) {
        double p = phiStep(phi) * PHI_STEP;
        return cusums.computeIfAbsent(
                key(3, m, phiStep(phi)), key -> CusumDesign.of(m, (k, size) -> cusum(k, size, p)));
    }

    /**
     * Limit h of the two-sided CUSUM with reference value k, of scores that are scaled to their
     * long-run standard deviation, sqrt((1 + phi) / (1 - phi)) times the short-run one; infinite if
     * no h keeps the ARL over what phase I may have estimated.
     */
    double cusum(double k, int m, double phi) {
        CusumRate rate = CusumRate.of(confirm);
        double h =
                m == KNOWN
                        ? Roots.increasing(
                                x -> -StrictMath.log(2 * rate.at(k, x) * arl0), 0, HIGHEST_H, 1e-6)
                        : estimatedCusum(k, m, phi, rate);
        return h < HIGHEST_H ? h : Double.POSITIVE_INFINITY;
    }

    private double estimatedCusum(double k, int m, double phi, CusumRate rate) {
        double weight = Math.sqrt((1 - phi) / (1 + phi));
        double scaleVariance = Math.min(1, phi / 0.2) / (1 - phi * phi) / m;
        Estimation e = new Estimation(m, phi, weight, scaleVariance);
        return Roots.increasing(
                h ->
                        -StrictMath.log(
                                arl0
                                        * e.meanRate(
                                                (scale, shift) ->
                                                        rate.at(k * scale + shift, h * scale))),
                0,
                HIGHEST_H,
                1e-4);
    }

    /** Two-sided limit of a chart without memory for the same ARL, parameters known. */
    double known() {
        return shewhart(KNOWN, 0);
    }

    /**
     * Variance of ln(sigma of the EWMA) that comes from estimating phi; next to nothing near zero,
     * where a negative estimate is taken as zero.
     */
    private double scaleVariance(int m, double phi) {
        double keep = 1 - lambda;
        double slope = keep / (1 - keep * keep * phi * phi);
        return Math.min(1, phi / 0.2) * slope * slope * (1 - phi * phi) / m;
    }

    private DoubleUnaryOperator side(int phiStep) {
        if (!confirm) {
            return Normal::survival;
        }
        double[] table = PAIRS.computeIfAbsent(phiStep, LimitSolver::pairTable);
        return x -> {
            double h = Math.max(0, x);
            int i = Math.min(table.length - 2, (int) (h / PAIR_GRID[1]));
            double t = h / PAIR_GRID[1] - i;
            return StrictMath.exp(table[i] + t * (table[i + 1] - table[i]) - 0.5 * h * h);
        };
    }

    private static double[] pairTable(int phiStep) {
        double[] table = new double[(int) (PAIR_GRID[2] / PAIR_GRID[1]) + 1];
        for (int i = 0; i < table.length; i++) {
            double h = i * PAIR_GRID[1];
            table[i] = StrictMath.log(ShewhartArl.pairRate(h, phiStep * PHI_STEP)) + 0.5 * h * h;
        }
        return table;
    }

    private double solve(int m, double phi, double meanWeight, DoubleUnaryOperator side) {
        return solve(m, phi, meanWeight, 0, LOWEST, side);
    }

    private double solve(
            int m,
            double phi,
            double meanWeight,
            double scaleVariance,
            double lowest,
            DoubleUnaryOperator side) {
        if (m == KNOWN) {
            return Roots.increasing(
                    l -> -StrictMath.log(2 * side.applyAsDouble(l) * arl0), lowest, HIGHEST, 1e-9);
        }
        Estimation e = new Estimation(m, phi, meanWeight, scaleVariance);
        return Roots.increasing(
                l -> -StrictMath.log(e.meanRate(l, side) * arl0), lowest, HIGHEST, 1e-6);
    }

    private static int phiStep(double phi) {
        double bounded = Math.max(0, Math.min(PHI_MAX, phi));
        return (int) Math.round(bounded / PHI_STEP);
    }

    private static long key(int chart, int m, int phiStep) {
        return ((long) m << 16) | ((long) chart << 8) | phiStep;
    }

    /** Sampling distributions of phase I, on a grid. */
    private static final class Estimation {

        private static final int HALF = 24;
        private static final double REACH = 7;

        private final double[] shift = new double[HALF + 1];
        private final double[] shiftWeight = new double[HALF + 1];
        private final double[] scale = new double[2 * HALF + 1];
        private final double[] scaleWeight = new double[2 * HALF + 1];

        Estimation(int m, double phi, double meanWeight, double scaleVariance) {
            // variance of mean and of variance of a first-order autoregressive series, relative to
            // independence
            double sdMean = meanWeight * Math.sqrt((1 + phi) / (1 - phi) / m);
            double own = (m - 1) * (1 - phi * phi) / (1 + phi * phi);
            // degrees of freedom with the same variance of ln s
            double df = Math.max(4, 1 / (1 / own + 2 * scaleVariance));
            double step = REACH / HALF;
            double sum = 0;
            for (int i = 0; i <= HALF; i++) {
                shift[i] = i * step * sdMean;
                shiftWeight[i] = (i == 0 ? 1 : 2) * Normal.density(i * step);
                sum += shiftWeight[i];
            }
            for (int i = 0; i <= HALF; i++) {
                shiftWeight[i] /= sum;
            }
            ChiSquaredDistribution chi = ChiSquaredDistribution.of(df);
            sum = 0;
            for (int i = -HALF; i <= HALF; i++) {
                double logScale = i * step / Math.sqrt(2 * df);
                double square = StrictMath.exp(2 * logScale);
                scale[i + HALF] = StrictMath.exp(logScale);
                // density of ln s
                scaleWeight[i + HALF] = chi.density(square * df) * square;
                sum += scaleWeight[i + HALF];
            }
            for (int i = 0; i < scale.length; i++) {
                scaleWeight[i] /= sum;
            }
        }

        double meanRate(double limit, DoubleUnaryOperator side) {
            return meanRate((factor, by) -> side.applyAsDouble(limit * factor + by));
        }

        /** Mean rate of both sides; one side's rate is a function of estimated scale and shift. */
        double meanRate(DoubleBinaryOperator side) {
            double rate = 0;
            for (int j = 0; j < scale.length; j++) {
                double inner = 0;
                for (int i = 0; i < shift.length; i++) {
                    inner +=
                            shiftWeight[i]
                                    * (side.applyAsDouble(scale[j], -shift[i])
                                            + side.applyAsDouble(scale[j], shift[i]));
                }
                rate += scaleWeight[j] * inner;
            }
            return rate;
        }
    }
}
