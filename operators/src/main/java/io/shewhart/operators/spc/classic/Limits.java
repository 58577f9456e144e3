/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc.classic;

import io.shewhart.operators.spc.Normal;

/**
 * How far out limits are: a number of sigma, or the tail probability that a normal statistic has
 * beyond that number of sigma.
 *
 * @param sigmas the number of sigma, positive
 * @param exact whether limits come from the exact tail probabilities of the statistic
 */
public record Limits(double sigmas, boolean exact) {

    /** Shewhart's three sigma. */
    public static final Limits THREE_SIGMA = sigmas(3);

    /** Checks the number. */
    public Limits {
        BaseChart.positive("sigmas", sigmas);
    }

    /** Limits at a number of standard deviations. */
    public static Limits sigmas(double sigmas) {
        return new Limits(sigmas, false);
    }

    /** Probability limits that hold a share of the statistics between them when in control. */
    public static Limits probability(double inside) {
        return new Limits(Normal.upperQuantile(0.5 * (1 - inside)), true);
    }

    /** Probability beyond each limit, of a normal statistic or by the exact law. */
    double tail() {
        return Normal.survival(sigmas);
    }
}
