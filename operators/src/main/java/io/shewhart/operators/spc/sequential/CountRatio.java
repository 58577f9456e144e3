/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc.sequential;

import io.shewhart.operators.spc.Tails;

/**
 * Sequential test whether events come from arm A with a known share: an e-value from two counts.
 *
 * <p>E = B(a + nA, b + nB) / B(a, b) / (share^nA (1 - share)^nB). When both arms have the same rate
 * and A gets the given share of the traffic, the probability that E ever reaches 1 / alpha is at
 * most alpha, however the rate moves over time. Source: Lindon and Malek (2022), Anytime-valid
 * inference for multinomial count data, NeurIPS.
 */
public final class CountRatio {

    private CountRatio() {}

    /** The e-value under a uniform prior. */
    public static double eValue(double eventsA, double eventsB, double share) {
        return StrictMath.exp(logEValue(eventsA, eventsB, share, 1, 1));
    }

    /**
     * ln of the e-value.
     *
     * @param share share of the traffic that arm A gets, inside (0, 1)
     * @param a prior events of arm A, positive
     * @param b prior events of arm B, positive
     */
    public static double logEValue(
            double eventsA, double eventsB, double share, double a, double b) {
        if (!(eventsA >= 0 && eventsB >= 0 && share > 0 && share < 1 && a > 0 && b > 0)) {
            throw new IllegalArgumentException(
                    "events "
                            + eventsA
                            + " and "
                            + eventsB
                            + ", share "
                            + share
                            + ", prior "
                            + a
                            + " and "
                            + b
                            + ", allowed: events >= 0, 0 < share < 1, prior > 0");
        }
        return Tails.lnBeta(a + eventsA, b + eventsB)
                - Tails.lnBeta(a, b)
                - eventsA * StrictMath.log(share)
                - eventsB * StrictMath.log1p(-share);
    }
}
