/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * Distribution of a count under the hypothesis that nothing has changed; turns a count into a z
 * score.
 *
 * <p>{@link #z} is conservative: the normal quantile of the probability of a count at least as far
 * out. {@link #midZ} counts the observed value half, so that its mean is about zero and it may be
 * accumulated (Lancaster 1961, Significance tests in discrete distributions, JASA 56).
 */
public abstract class CountLaw {

    public abstract double mean();

    public abstract double standardDeviation();

    /** Conservative z score of a count: 0 if neither tail is below one half. */
    public abstract double z(double k);

    /** Mid-p z score of a count. */
    public abstract double midZ(double k);

    /**
     * Largest count that does not signal above, for a limit in sigma; NaN if every count is inside.
     */
    public abstract double upperLimit(double limit);

    /** Smallest count that does not signal below, NaN if even zero does not. */
    public abstract double lowerLimit(double limit);
}
