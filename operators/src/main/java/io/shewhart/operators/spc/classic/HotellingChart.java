/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc.classic;

import io.shewhart.operators.spc.Normal;
import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.FDistribution;

/**
 * Hotelling's T²: how far several quantities together lie from their centre, in the metric of their
 * covariance.
 *
 * <p>There is only an upper limit; z is the normal quantile of the chi-squared tail, as for a known
 * covariance. Sources: Montgomery, Introduction to Statistical Quality Control, section 11.3;
 * Tracy, Young and Mason (1992), Multivariate control charts for individual observations, Journal
 * of Quality Technology 24.
 */
public final class HotellingChart extends BaseChart<VectorSubgroup> {

    private final Covariance baseline;
    private final ChiSquaredDistribution law;
    private final double limit;

    /**
     * A chart with an upper limit.
     *
     * @param baseline centre, and covariance of single observations
     */
    public HotellingChart(Covariance baseline, double limit) {
        super("hotelling");
        this.baseline = baseline;
        this.law = ChiSquaredDistribution.of(baseline.dimension());
        this.limit = positive("limit", limit);
    }

    @Override
    public ChartPoint fold(VectorSubgroup s) {
        int p = baseline.dimension();
        if (!s.measured(p)) {
            return ChartPoint.none(s.time());
        }
        double[] d = new double[p];
        for (int i = 0; i < p; i++) {
            d[i] = s.mean(i) - baseline.center(i);
        }
        double t2 = s.n() * baseline.distance(d);
        return ChartPoint.of(
                s.time(), t2, p, 0, limit, Double.NaN, Normal.upperZ(law.survivalProbability(t2)));
    }

    /** Limit for the m individuals that p quantities were estimated from. */
    public static double phaseOneIndividuals(int m, int p, double alpha) {
        return (m - 1.0)
                * (m - 1.0)
                / m
                * BetaDistribution.of(0.5 * p, 0.5 * (m - p - 1)).inverseSurvivalProbability(alpha);
    }

    /** Limit for individuals that follow. */
    public static double phaseTwoIndividuals(int m, int p, double alpha) {
        return p
                * (m + 1.0)
                * (m - 1.0)
                / ((double) m * m - (double) m * p)
                * FDistribution.of(p, m - p).inverseSurvivalProbability(alpha);
    }

    /** Limit for the m subgroups of n that p quantities were estimated from. */
    public static double phaseOneSubgroups(int m, int n, int p, double alpha) {
        return p * (m - 1.0) * (n - 1.0) / df(m, n, p) * quantile(m, n, p, alpha);
    }

    /** Limit for subgroups of n that follow. */
    public static double phaseTwoSubgroups(int m, int n, int p, double alpha) {
        return p * (m + 1.0) * (n - 1.0) / df(m, n, p) * quantile(m, n, p, alpha);
    }

    private static double df(int m, int n, int p) {
        return (double) m * n - m - p + 1;
    }

    private static double quantile(int m, int n, int p, double alpha) {
        return FDistribution.of(p, df(m, n, p)).inverseSurvivalProbability(alpha);
    }
}
