/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/** Scale on which the chance of an event varies from subgroup to subgroup by a normal law. */
enum Link {
    /** Log odds: causes of errors multiply. */
    LOGIT {
        @Override
        double share(double x) {
            return LogitNormal.share(x);
        }

        @Override
        double of(double p) {
            return LogitNormal.logOdds(p);
        }

        @Override
        double slope(double x) {
            double p = share(x);
            return p * (1 - p);
        }

        @Override
        double mean(double center, double variance) {
            return LogitNormal.mean(center, variance);
        }
    },

    /**
     * Probits: the share of observations above a threshold while the level of a log-normal metric
     * varies. In log odds such a share is skewed, and a tail chart would see a third less.
     */
    PROBIT {
        @Override
        double share(double x) {
            return Normal.cdf(x);
        }

        @Override
        double of(double p) {
            return p < 0.5 ? -Normal.upperQuantile(p) : Normal.upperQuantile(1 - p);
        }

        @Override
        double slope(double x) {
            return Normal.density(x);
        }

        @Override
        double mean(double center, double variance) {
            return Normal.cdf(center / Math.sqrt(1 + variance));
        }
    };

    /** Chance at a point of the scale. */
    abstract double share(double x);

    /** Point of the scale with a chance. */
    abstract double of(double p);

    /** Point of the scale of so many events among trials, half an event added to either side. */
    double of(long events, long trials) {
        return of((events + 0.5) / (trials + 1.0));
    }

    /** Derivative of the chance. */
    abstract double slope(double x);

    /** Mean chance over a normal law. */
    abstract double mean(double center, double variance);

    /** Fisher information of one trial about its point. */
    final double information(double x) {
        double p = share(x);
        double slope = slope(x);
        return slope * slope / (p * (1 - p));
    }

    /** Share of the level in the variance of a point estimated by n trials. */
    final double levelShare(double n, double center, double variance) {
        return variance / (variance + 1 / (n * information(center)));
    }
}
