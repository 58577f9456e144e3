/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc.classic;

import io.shewhart.operators.spc.ChartConstants;
import io.shewhart.operators.spc.Normal;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * How many sigma an individuals chart needs when centre and sigma (S / c4) were estimated from m
 * subgroups.
 */
public final class LimitFactors {

    private LimitFactors() {}

    /**
     * The factor at which the false-alarm rate, averaged over all baselines that phase I may give,
     * is alpha: c4 t sqrt(1 + 1/m).
     *
     * <p>Source: Quesenberry (1993), Journal of Quality Technology 25.
     */
    public static double meanRate(int m, double alpha) {
        double t = TDistribution.of(m - 1.0).inverseSurvivalProbability(0.5 * alpha);
        return ChartConstants.c4(m) * t * Math.sqrt(1 + 1.0 / m);
    }

    /**
     * The factor at which a share gamma of all baselines has a false-alarm rate of at most alpha:
     * c4 z sqrt(1 + 1/m) sqrt((m - 1) / chi²).
     *
     * <p>Source: Howe (1969), Two-sided tolerance limits for normal populations, JASA 64.
     */
    public static double guaranteed(int m, double alpha, double gamma) {
        double chi = ChiSquaredDistribution.of(m - 1.0).inverseCumulativeProbability(1 - gamma);
        return ChartConstants.c4(m)
                * Normal.upperQuantile(0.5 * alpha)
                * Math.sqrt((1 + 1.0 / m) * (m - 1) / chi);
    }
}
