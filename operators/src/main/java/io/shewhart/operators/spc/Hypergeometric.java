/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * Events among n draws without replacement from N trials that hold K events.
 *
 * <p>Source: Johnson, Kemp and Kotz, Univariate Discrete Distributions, chapter 6.
 */
public final class Hypergeometric extends SummedLaw {

    private final double total;
    private final double events;
    private final double draws;

    /**
     * A hypergeometric law.
     *
     * @param total trials in all, at least 2
     * @param events events among all trials, inside (0, total)
     * @param draws trials drawn, inside (0, total)
     */
    public Hypergeometric(double total, double events, double draws) {
        if (!(events > 0 && events < total && draws > 0 && draws < total)) {
            throw new IllegalArgumentException(
                    "hypergeometric of "
                            + total
                            + ", "
                            + events
                            + " events, "
                            + draws
                            + " draws, allowed: both inside (0, total)");
        }
        this.total = total;
        this.events = events;
        this.draws = draws;
    }

    @Override
    public double mean() {
        return draws * events / total;
    }

    @Override
    public double standardDeviation() {
        double p = events / total;
        return Math.sqrt(draws * p * (1 - p) * (total - draws) / (total - 1));
    }

    @Override
    double skewness() {
        if (total <= 2) {
            return 0;
        }
        return (total - 2 * events)
                * (total - 2 * draws)
                / ((total - 2) * standardDeviation() * total);
    }

    @Override
    double lnProbability(double k) {
        if (k < draws + events - total || k > last()) {
            return Double.NEGATIVE_INFINITY;
        }
        return Tails.lnChoose(events, k)
                + Tails.lnChoose(total - events, draws - k)
                - Tails.lnChoose(total, draws);
    }

    @Override
    double ratio(double k) {
        return (events - k) * (draws - k) / ((k + 1) * (total - events - draws + k + 1));
    }

    @Override
    double last() {
        return Math.min(events, draws);
    }

    @Override
    double continuousFrom() {
        return 1000;
    }
}
