/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.spc;

import io.shewhart.operators.spc.MetricKind;
import io.shewhart.operators.spc.Standard;
import java.util.function.Supplier;

/**
 * Data in control, and what false episodes they may cost.
 *
 * @param name what {@code --only} selects
 * @param kind kind of the metric
 * @param band what measured / budget has to lie in
 * @param known parameters of it, null if they are to be learned
 * @param feed makes the feed of one series
 */
record Scenario(String name, MetricKind kind, Band band, Standard known, Supplier<Feed> feed) {

    /** Data whose parameters are to be learned. */
    Scenario(String name, MetricKind kind, Band band, Supplier<Feed> feed) {
        this(name, kind, band, null, feed);
    }

    /** Where measured / budget has to lie, and where counting begins. */
    enum Band {
        /** Parameters known. */
        KNOWN(0.8, 1.2),
        /**
         * The same for counts, of which no limit has exactly the wanted chance: exact limits stay
         * below it.
         */
        KNOWN_DISCRETE(0, 1.2),
        /** Everything from the first window on, with the default phase I. */
        LEARNED(0.3, 1.5),
        LEARNED_DISCRETE(0, 1.5),
        /** Real arrivals. */
        REAL(0, 2),
        /** What the engine does not claim to handle; printed, never missed. */
        OPEN(0, Double.POSITIVE_INFINITY);

        final double least;
        final double most;

        Band(double least, double most) {
            this.least = least;
            this.most = most;
        }
    }
}
