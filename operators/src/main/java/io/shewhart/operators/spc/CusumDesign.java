/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * Reference value and decision interval of a CUSUM, in sigma.
 *
 * @param k half of the shift that it detects best
 * @param h infinite if no h keeps the ARL over what phase I may have estimated
 */
record CusumDesign(double k, double h) {

    /** Reference values to choose from. */
    private static final double[] K = {0.5, 0.75, 1, 1.25, 1.5, 2};

    /** How much more than for known parameters h may be. */
    private static final double DEARER = 1.5;

    /** The h for a reference value and a size of phase I. */
    @FunctionalInterface
    interface Interval {
        double of(double k, int m);
    }

    /**
     * The smallest reference value that a baseline of m subgroups can afford. A sum adds up the
     * error of the baseline like any other shift, so a k within reach of that error needs an h that
     * is out of all proportion, or none is enough.
     */
    static CusumDesign of(int m, Interval interval) {
        double h = Double.POSITIVE_INFINITY;
        for (double k : K) {
            h = interval.of(k, m);
            if (h <= DEARER * interval.of(k, LimitSolver.KNOWN)) {
                return new CusumDesign(k, h);
            }
        }
        return new CusumDesign(K[K.length - 1], h);
    }

    /** What was chosen, after what the suite has chosen. */
    String describe(String suite) {
        return suite
                + "; cusum k "
                + Choices.number(k)
                + (h < Double.POSITIVE_INFINITY
                        ? ", h " + Choices.number(h) + " sigma"
                        : ", phase I too short for any h");
    }
}
