/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * Level and spread of the log odds of subgroups: the values at which the scores of {@link
 * LogitNormal} have mean zero and as many squares as degrees of freedom (the equation of Paule and
 * Mandel 1982, Journal of Research NBS 87, for counts). Immutable.
 *
 * @param center mean log odds
 * @param variance variance of the log odds between subgroups, 0 if the binomial explains the data
 * @param link what stands for log odds
 */
record LogitNormalFit(double center, double variance, Link link) {

    private static final int MOST_ROUNDS = 60;
    private static final double ENOUGH = 1e-7;

    /** Score of a subgroup, that of the middle of its probability. */
    double score(AttributeSample sample, int i) {
        return new LogitNormal((double) sample.trials(i), center, variance, link)
                .midZ((double) sample.events(i));
    }

    /** Fits the subgroups in use, at least two with at least one event and one other trial. */
    static LogitNormalFit of(AttributeSample sample, boolean[] use, LogitNormalFit start) {
        LogitNormalFit fit = start;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            LogitNormalFit next = fit.step(sample, use);
            double moved =
                    Math.abs(next.center - fit.center) + Math.abs(next.variance - fit.variance);
            fit = next;
            if (moved < ENOUGH) {
                break;
            }
        }
        return fit;
    }

    private LogitNormalFit step(AttributeSample sample, boolean[] use) {
        double information = link.information(center);
        double scores = 0;
        double weights = 0;
        double squares = 0;
        int m = 0;
        for (int i = 0; i < use.length; i++) {
            if (use[i]) {
                double r = score(sample, i);
                double weight = 1 / (variance + 1 / ((double) sample.trials(i) * information));
                scores += r * Math.sqrt(weight);
                weights += weight;
                squares += r * r;
                m++;
            }
        }
        double excess = (squares - (m - 1)) / weights;
        return new LogitNormalFit(
                center + scores / weights, Math.max(0, variance + bounded(excess)), link);
    }

    private double bounded(double excess) {
        // far from the solution the step would be too long
        return Math.max(-0.5 * (variance + 1), Math.min(variance + 1, excess));
    }
}
