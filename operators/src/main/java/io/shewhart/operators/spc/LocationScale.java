/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * Scale on which a location chart works. All limits, sigmas and shifts are on it; {@link #field}
 * takes a point of it back to field units.
 */
enum LocationScale {
    /**
     * Natural logarithm: positive, skewed amounts. Observations that are not positive are left out.
     */
    LOG {
        @Override
        long count(WindowSummary w) {
            return w.logCount();
        }

        @Override
        double mean(WindowSummary w) {
            return w.logMean();
        }

        @Override
        double variance(WindowSummary w) {
            return w.logVariance();
        }

        @Override
        double field(double x) {
            return StrictMath.exp(x);
        }

        @Override
        double leastSigma(double center) {
            return RESOLUTION;
        }
    },

    /** The observations themselves: values that may be zero or negative. */
    IDENTITY {
        @Override
        long count(WindowSummary w) {
            return w.count();
        }

        @Override
        double mean(WindowSummary w) {
            return w.mean();
        }

        @Override
        double variance(WindowSummary w) {
            return w.variance();
        }

        @Override
        double field(double x) {
            return x;
        }

        @Override
        double leastSigma(double center) {
            return Math.max(LEAST_STEP, RESOLUTION * Math.abs(center));
        }
    };

    /**
     * Relative spread of values that a sketch with a relative error of 1 % cannot tell apart, 0.01
     * / sqrt(3).
     */
    private static final double RESOLUTION = 0.01 / 1.7320508075688772;

    /** Keeps a series that is constantly zero from dividing by it. */
    private static final double LEAST_STEP = 1e-9;

    /** Observations of a window that the scale can hold. */
    abstract long count(WindowSummary w);

    /** Their mean on this scale, NaN without one. */
    abstract double mean(WindowSummary w);

    /** Their sample variance on this scale, NaN without one. */
    abstract double variance(WindowSummary w);

    /** A point of this scale in field units. */
    abstract double field(double x);

    /**
     * Least standard deviation of a subgroup near a centre; it keeps constant and quantised series
     * from alarming at nothing.
     */
    abstract double leastSigma(double center);

    /** Standard deviation of the mean of n observations. */
    double sigma(LocationFit fit, double n) {
        return Math.max(leastSigma(fit.center()), Math.sqrt(fit.variance(n)));
    }
}
