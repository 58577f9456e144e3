/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc.classic;

/** One subgroup of several quantities at once. */
public final class VectorSubgroup {

    private final long time;
    private final double n;
    private final double[] mean;

    /**
     * A subgroup.
     *
     * @param time as in {@link Subgroup}
     * @param n observations
     * @param mean mean of each quantity; the subgroup is passed over if one of them is not a number
     */
    public VectorSubgroup(long time, double n, double... mean) {
        this.time = time;
        this.n = n;
        this.mean = mean.clone();
    }

    long time() {
        return time;
    }

    double n() {
        return n;
    }

    double mean(int i) {
        return mean[i];
    }

    boolean measured(int dimension) {
        if (mean.length != dimension) {
            throw new IllegalArgumentException(
                    mean.length + " quantities for a chart of " + dimension);
        }
        boolean finite = n > 0;
        for (double x : mean) {
            finite &= Double.isFinite(x);
        }
        return finite;
    }
}
