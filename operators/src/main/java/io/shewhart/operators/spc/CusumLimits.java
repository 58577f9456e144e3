/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * Reference value and decision interval of the two-sided CUSUM for an in-control ARL, averaged over
 * the mean and the standard deviation that may be behind those of m subgroups. One correlation
 * stands for all that may be behind its estimate, 0.9 standard errors above it where it is evident.
 */
final class CusumLimits {

    private static final double PHI_STEP = 0.05;
    private static final double PHI_MAX = 0.95;
    private static final double HIGHEST = 50;
    private static final double EVIDENT = 0.2;
    private static final double DEVIATIONS = 0.9;
    private static final int HALF = 24;
    private static final double REACH = 7;

    private final double arl0;
    private final CusumRate rate;
    private final Map<Long, CusumDesign> designs = new ConcurrentHashMap<>();

    CusumLimits(double arl0, boolean confirm) {
        this.arl0 = arl0;
        this.rate = CusumRate.of(confirm);
    }

    /**
     * Design for scores with lag-one correlation phi.
     *
     * @param m subgroups of phase I
     */
    CusumDesign design(int m, double phi) {
        int step = step(guarded(phi, m));
        return designs.computeIfAbsent(
                ((long) m << 8) | step,
                key -> CusumDesign.of(m, (k, size) -> interval(k, size, step * PHI_STEP)));
    }

    /**
     * Decision interval h for a reference value k, of scores that are scaled to their long-run
     * standard deviation, sqrt((1 + phi) / (1 - phi)) times the short-run one; infinite if no h
     * keeps the ARL over what phase I may have estimated.
     */
    double interval(double k, int m, double phi) {
        double h =
                m == LimitSolver.KNOWN
                        ? Roots.increasing(
                                x -> -StrictMath.log(2 * rate.at(k, x) * arl0), 0, HIGHEST, 1e-6)
                        : estimated(k, m, phi);
        return h < HIGHEST ? h : Double.POSITIVE_INFINITY;
    }

    private static double guarded(double phi, int m) {
        double above = DEVIATIONS * Math.sqrt((1 - phi * phi) / Math.max(4, m));
        return Math.max(0, phi) + Math.max(0, Math.min(1, phi / EVIDENT)) * above;
    }

    private static int step(double phi) {
        return (int) Math.round(Math.min(PHI_MAX, phi) / PHI_STEP);
    }

    private double estimated(double k, int m, double phi) {
        // in long-run deviations the mean of m subgroups is as uncertain as that of independent
        // ones
        double meanSd = 1 / Math.sqrt(m);
        double own = (m - 1) * (1 - phi * phi) / (1 + phi * phi);
        double scaleVariance = Math.min(1, phi / EVIDENT) / (1 - phi * phi) / m;
        // degrees of freedom with the same variance of ln s
        double df = Math.max(4, 1 / (1 / own + 2 * scaleVariance));
        double[] scale = new double[2 * HALF + 1];
        double[] weight = new double[scale.length];
        double step = REACH / HALF;
        ChiSquaredDistribution chi = ChiSquaredDistribution.of(df);
        double sum = 0;
        for (int i = 0; i < scale.length; i++) {
            double log = (i - HALF) * step / Math.sqrt(2 * df);
            double square = StrictMath.exp(2 * log);
            scale[i] = StrictMath.exp(log);
            // density of ln s
            weight[i] = chi.density(square * df) * square;
            sum += weight[i];
        }
        double total = sum;
        return Roots.increasing(
                h -> {
                    double mean = 0;
                    for (int j = 0; j < scale.length; j++) {
                        mean += weight[j] / total * shifted(k * scale[j], h * scale[j], meanSd);
                    }
                    return -StrictMath.log(arl0 * mean);
                },
                0,
                HIGHEST,
                1e-4);
    }

    /** Rate of both sides, averaged over the error of the mean. */
    private double shifted(double k, double h, double meanSd) {
        double step = REACH / HALF;
        double sum = 0;
        double weights = 0;
        for (int i = 0; i <= HALF; i++) {
            double weight = (i == 0 ? 1 : 2) * Normal.density(i * step);
            double shift = i * step * meanSd;
            sum += weight * (rate.at(k - shift, h) + rate.at(k + shift, h));
            weights += weight;
        }
        return sum / weights;
    }
}
