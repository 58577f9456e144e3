/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc.sequential;

import io.shewhart.operators.spc.Normal;
import org.apache.commons.statistics.distribution.HypergeometricDistribution;

/**
 * Two ratios of events from samples of a fixed size.
 *
 * <p>The chi-squared statistic is Pearson's and the interval of the difference is Wald's, both
 * without continuity correction, as R's prop.test(correct = FALSE) has them; Fisher's exact test
 * sums the probabilities of all tables that are at most as likely. Sources: Fleiss, Levin and Paik
 * (2003), Statistical Methods for Rates and Proportions, chapter 3; Fisher (1935).
 *
 * @param chiSquared with one degree of freedom
 * @param pValue of chiSquared
 * @param low lower end of the interval of p1 - p2
 * @param high upper end
 * @param exactPValue of Fisher's test, two-sided
 */
public record TwoProportions(
        double chiSquared, double pValue, double low, double high, double exactPValue) {

    /** Compares events1 among n1 with events2 among n2. */
    public static TwoProportions of(int events1, int n1, int events2, int n2, double confidence) {
        if (events1 < 0 || events2 < 0 || events1 > n1 || events2 > n2 || n1 < 1 || n2 < 1) {
            throw new IllegalArgumentException(
                    events1 + " of " + n1 + " and " + events2 + " of " + n2);
        }
        double p1 = (double) events1 / n1;
        double p2 = (double) events2 / n2;
        double inverse = 1.0 / n1 + 1.0 / n2;
        double pooled = ((double) events1 + events2) / ((double) n1 + n2);
        double d = p1 - p2;
        double variance = pooled * (1 - pooled) * inverse;
        double chi = variance > 0 ? d * d / variance : 0;
        double width =
                Normal.upperQuantile(0.5 * (1 - confidence))
                        * Math.sqrt(p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2);
        return new TwoProportions(
                chi,
                2 * Normal.survival(Math.sqrt(chi)),
                Math.max(-1, d - width),
                Math.min(1, d + width),
                fisher(events1, n1, events2, n2));
    }

    private static double fisher(int events1, int n1, int events2, int n2) {
        int events = Math.addExact(events1, events2);
        HypergeometricDistribution law =
                HypergeometricDistribution.of(Math.addExact(n1, n2), events, n1);
        double seen = law.probability(events1) * (1 + 1e-7);
        double sum = 0;
        for (int k = law.getSupportLowerBound(); k <= law.getSupportUpperBound(); k++) {
            double p = law.probability(k);
            sum += p <= seen ? p : 0;
        }
        return Math.min(1, sum);
    }

    /**
     * Observations per arm that find a change from p1 to p2 with a power, two-sided, as R's
     * power.prop.test.
     */
    public static double sampleSize(double p1, double p2, double alpha, double power) {
        double mean = 0.5 * (p1 + p2);
        double za = Normal.upperQuantile(0.5 * alpha);
        double zb = Normal.upperQuantile(1 - power);
        double root =
                za * Math.sqrt(2 * mean * (1 - mean))
                        + zb * Math.sqrt(p1 * (1 - p1) + p2 * (1 - p2));
        return root * root / ((p1 - p2) * (p1 - p2));
    }
}
