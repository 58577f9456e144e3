/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import java.util.function.DoubleUnaryOperator;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * Averages the rate of one side of a chart over the means and standard deviations that may be
 * behind those of m subgroups: normal and chi-squared, on grids whose sums converge faster than any
 * power of their step.
 */
final class Estimation {

    private static final int HALF = 14;
    private static final double REACH = 7;

    private final double[] shift;
    private final double[] shiftWeight;
    private final double[] scale;
    private final double[] scaleWeight;

    /**
     * One side of a chart.
     *
     * @param factor standard deviation that the limits assume over the true one, if that of the
     *     innovations is estimated without error
     * @param meanSd standard deviation of the estimated mean, in that of the plotted statistic
     * @param rate rate of signals as a function of the limit in true standard deviations
     */
    record Side(double factor, double meanSd, DoubleUnaryOperator rate) {}

    Estimation(PhaseSize size) {
        int m = size.subgroups();
        if (m == LimitSolver.KNOWN) {
            shift = new double[1];
            shiftWeight = new double[] {1};
            scale = new double[] {1};
            scaleWeight = new double[] {1};
            return;
        }
        double step = REACH / HALF;
        double df = m - 1;
        shift = new double[2 * HALF + 1];
        shiftWeight = new double[shift.length];
        scale = new double[size.spread() ? shift.length : 1];
        scaleWeight = new double[scale.length];
        ChiSquaredDistribution chi = ChiSquaredDistribution.of(df);
        double shifts = 0;
        double scales = 0;
        for (int i = 0; i < shift.length; i++) {
            shift[i] = (i - HALF) * step;
            shiftWeight[i] = Normal.density(shift[i]);
            shifts += shiftWeight[i];
            if (!size.spread()) {
                continue;
            }
            double log = shift[i] / Math.sqrt(2 * df);
            double square = StrictMath.exp(2 * log);
            scale[i] = StrictMath.exp(log);
            // density of ln s
            scaleWeight[i] = chi.density(square * df) * square;
            scales += scaleWeight[i];
        }
        if (!size.spread()) {
            scale[0] = 1;
            scaleWeight[0] = 1;
            scales = 1;
        }
        for (int i = 0; i < shift.length; i++) {
            shiftWeight[i] /= shifts;
        }
        for (int i = 0; i < scale.length; i++) {
            scaleWeight[i] /= scales;
        }
    }

    double rate(double limit, Side side) {
        double rate = 0;
        for (int j = 0; j < scale.length; j++) {
            double h = limit * scale[j] * side.factor;
            double inner = 0;
            for (int i = 0; i < shift.length; i++) {
                inner += shiftWeight[i] * side.rate.applyAsDouble(h + shift[i] * side.meanSd);
            }
            rate += scaleWeight[j] * inner;
        }
        return rate;
    }
}
