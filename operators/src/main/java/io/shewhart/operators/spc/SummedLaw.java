/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * A law whose tails are summed term by term while counts are small, and which is taken as a gamma
 * variable of the same skewness where they are large.
 */
public abstract class SummedLaw extends CountLaw {

    /** Coefficient of skewness, for the normal approximation of large counts. */
    abstract double skewness();

    /**
     * Score above the mean by another law of the same mean and variance that may as well hold; the
     * less surprising of both counts.
     */
    double otherZ(double k) {
        return Double.POSITIVE_INFINITY;
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

    @Override
    public final double z(double k) {
        if (k > mean()) {
            return Math.max(0, upperZ(k));
        }
        return Math.min(0, lowerZ(k));
    }

    @Override
    public final double midZ(double k) {
        if (standardDeviation() > continuousFrom()) {
            double own = continuousZ(k);
            return k > mean() ? Math.min(own, otherZ(k)) : own;
        }
        double half = 0.5 * StrictMath.exp(lnProbability(k));
        return k > mean()
                ? Math.min(Normal.upperZ(upper(k) - half), otherZ(k))
                : Normal.lowerZ(lower(k) - half);
    }

    @Override
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

    @Override
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
        double own =
                standardDeviation() > continuousFrom()
                        ? continuousZ(k - 0.5)
                        : Normal.upperZ(upper(k));
        return Math.min(own, otherZ(k - 0.5));
    }

    private double lowerZ(double k) {
        return standardDeviation() > continuousFrom()
                ? continuousZ(k + 0.5)
                : Normal.lowerZ(lower(k));
    }

    /**
     * Gamma approximation by Wilson and Hilferty (1931), which keeps mean, variance and skewness of
     * large counts.
     */
    private double continuousZ(double k) {
        double skew = skewness();
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
