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

    /** Coefficient of skewness, for the normal approximation of large counts. */
    abstract double skewness();

    /**
     * Skewness that the upper tail is judged with, at least {@link #skewness}: where it is larger,
     * the less surprising of both scores counts.
     */
    double upperSkewness() {
        return skewness();
    }

    /** ln P(X = k). */
    abstract double lnProbability(double k);

    /** P(X = k + 1) / P(X = k). */
    abstract double ratio(double k);

    /** Largest possible count. */
    abstract double last();

    private static final double CONTINUOUS = 30;

    /** Standard deviation from which on counts are treated as continuous. */
    double continuousFrom() {
        return CONTINUOUS;
    }

    /** Smaller differences of skewness are none. */
    private static final double HEAVIER = 1.02;

    /** Conservative z score of a count: 0 if neither tail is below one half. */
    public final double z(double k) {
        if (k > mean()) {
            return Math.max(0, upperZ(k));
        }
        return Math.min(0, lowerZ(k));
    }

    /** Mid-p z score of a count. */
    public final double midZ(double k) {
        if (standardDeviation() > continuousFrom()) {
            return continuousZ(k, k > mean() ? upperSkewness() : skewness());
        }
        double half = 0.5 * StrictMath.exp(lnProbability(k));
        return k > mean() ? Normal.upperZ(upper(k) - half) : Normal.lowerZ(lower(k) - half);
    }

    /**
     * Largest count that does not signal above, for a limit in sigma; NaN if every count is inside.
     */
    public final double upperLimit(double limit) {
        if (limit >= Normal.MAX_Z) {
            return Double.NaN;
        }
        double low = Math.floor(mean());
        double step = Math.max(1, Math.ceil(limit * standardDeviation()));
        double high = low + step;
        while (high < last() && upperZ(high) <= limit) {
            low = high;
            step *= 2;
            high += step;
        }
        if (high >= last()) {
            high = last() + 1;
        }
        while (high - low > 1) {
            double middle = Math.floor(0.5 * (low + high));
            if (upperZ(middle) > limit) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return low;
    }

    /** Smallest count that does not signal below, NaN if even zero does not. */
    public final double lowerLimit(double limit) {
        if (limit >= Normal.MAX_Z || lowerZ(0) >= -limit) {
            return Double.NaN;
        }
        double low = 0;
        double high = Math.ceil(mean());
        while (high - low > 1) {
            double middle = Math.floor(0.5 * (low + high));
            if (lowerZ(middle) < -limit) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /** Normal quantile of P(X &lt;= k), whichever side of the centre k is on. */
    public final double cdfZ(double k) {
        return lowerZ(k);
    }

    private double upperZ(double k) {
        double heavy = upperSkewness();
        if (standardDeviation() > continuousFrom()) {
            return continuousZ(k - 0.5, heavy);
        }
        double exact = Normal.upperZ(upper(k));
        return heavy > HEAVIER * skewness() ? Math.min(exact, continuousZ(k - 0.5, heavy)) : exact;
    }

    private double lowerZ(double k) {
        return standardDeviation() > continuousFrom()
                ? continuousZ(k + 0.5, skewness())
                : Normal.lowerZ(lower(k));
    }

    /**
     * Gamma approximation by Wilson and Hilferty (1931), which keeps mean, variance and skewness of
     * large counts.
     */
    private double continuousZ(double k, double skew) {
        double u = (k - mean()) / standardDeviation();
        if (Math.abs(skew) < 1e-6) {
            return u;
        }
        double shape = 4 / (skew * skew);
        double x = Math.max(0, 1 + u * skew / 2);
        double z =
                (StrictMath.cbrt(x) - 1 + 1 / (9 * shape))
                        * 3
                        * Math.sqrt(shape)
                        * Math.signum(skew);
        return Math.max(-Normal.MAX_Z, Math.min(Normal.MAX_Z, z));
    }

    private double upper(double k) {
        if (k <= 0) {
            return 1;
        }
        if (k > last()) {
            return 0;
        }
        if (k <= mean()) {
            return 1 - Tails.downward(StrictMath.exp(lnProbability(k - 1)), k - 1, this::ratio);
        }
        return Tails.upward(StrictMath.exp(lnProbability(k)), k, last(), this::ratio);
    }

    private double lower(double k) {
        if (k >= last()) {
            return 1;
        }
        if (k > mean()) {
            return 1
                    - Tails.upward(
                            StrictMath.exp(lnProbability(k + 1)), k + 1, last(), this::ratio);
        }
        return Tails.downward(StrictMath.exp(lnProbability(k)), k, this::ratio);
    }
}
