/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc.sequential;

import java.util.Arrays;

/**
 * P-values adjusted for their number: rejecting all that are at most q keeps the expected share of
 * false ones among the rejected at most q.
 *
 * <p>Sources: Benjamini and Hochberg (1995), Journal of the Royal Statistical Society B 57, for
 * independent or positively dependent tests; Benjamini and Yekutieli (2001), Annals of Statistics
 * 29, for any dependence.
 */
public final class FalseDiscoveryRate {

    private FalseDiscoveryRate() {}

    /** Adjusted p-values of Benjamini and Hochberg, in the order given. */
    public static double[] benjaminiHochberg(double... p) {
        return adjusted(p, 1);
    }

    /** Adjusted p-values of Benjamini and Yekutieli, in the order given. */
    public static double[] benjaminiYekutieli(double... p) {
        double harmonic = 0;
        for (int i = 1; i <= p.length; i++) {
            harmonic += 1.0 / i;
        }
        return adjusted(p, harmonic);
    }

    private static double[] adjusted(double[] p, double factor) {
        Integer[] order = new Integer[p.length];
        for (int i = 0; i < order.length; i++) {
            if (!(p[i] >= 0 && p[i] <= 1)) {
                throw new IllegalArgumentException("p-value " + p[i] + ", allowed: 0 to 1");
            }
            order[i] = i;
        }
        Arrays.sort(order, (a, b) -> Double.compare(p[b], p[a]));
        double[] adjusted = new double[p.length];
        double least = 1;
        for (int i = 0; i < order.length; i++) {
            int rank = p.length - i;
            least = Math.min(least, factor * p.length / rank * p[order[i]]);
            adjusted[order[i]] = least;
        }
        return adjusted;
    }
}
