/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc.classic;

import java.util.List;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * Test of counts for more dispersion than their law allows; equal opportunities are assumed.
 *
 * <p>Source: Wetherill and Brown (1991), Statistical Process Control, pages 212-213.
 *
 * @param ratio observed over theoretical variance
 * @param statistic the ratio times m - 1
 * @param pValue upper tail probability of the chi-squared distribution with m - 1 degrees of
 *     freedom
 */
public record Dispersion(double ratio, double statistic, double pValue) {

    /** Counts against the Poisson law of their mean. */
    public static Dispersion poisson(List<Subgroup> subgroups) {
        return test(subgroups, 0);
    }

    /** Events among equally many trials against the binomial law of their mean. */
    public static Dispersion binomial(List<Subgroup> subgroups) {
        return test(subgroups, 1 / subgroups.get(0).n());
    }

    private static Dispersion test(List<Subgroup> subgroups, double perTrial) {
        double m = subgroups.size();
        double mean = subgroups.stream().mapToDouble(Subgroup::events).sum() / m;
        double squares = subgroups.stream().mapToDouble(s -> Sigma.square(s.events() - mean)).sum();
        double theory = mean * (1 - mean * perTrial);
        double statistic = squares / theory;
        double p = ChiSquaredDistribution.of(m - 1).survivalProbability(statistic);
        return new Dispersion(statistic / (m - 1), statistic, p);
    }
}
