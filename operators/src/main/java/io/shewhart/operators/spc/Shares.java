/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * How the charts of a chart key share its budget, as multiples of the rate 1 / ARL0 that each would
 * have if they were alike. What is counted is episodes: the chart of single subgroups and the EWMA
 * see the same subgroups and often open one episode together, so each may signal more often than
 * its share ({@link CombinedRate}).
 *
 * @param pair rate of single subgroups and of the EWMA, each
 * @param tail rate of single subgroups and of the EWMA of the chart of the tail, each
 */
record Shares(double pair, double tail) {

    /** Every chart by itself. */
    static final Shares ALONE = new Shares(1, 1);

    /**
     * Counts leave some of their share unspent by nature, and the location sees most changes first.
     */
    private static final double TAIL = 0.6;

    /** The time that episodes take is never more than this part of all. */
    private static final double MOST_QUIET = 0.2;

    /**
     * Shares of a suite.
     *
     * @param charts charts of the key
     * @param arl0 in-control ARL of each of them
     * @param quiet subgroups that an episode lasts at least, in which none can open
     */
    static Shares of(MetricKind kind, int charts, double arl0, double lambda, int quiet) {
        if (kind == MetricKind.COUNT || kind == MetricKind.GAUGE) {
            return ALONE;
        }
        double busy = 1 / (1 - Math.min(MOST_QUIET, charts * quiet / arl0));
        double each = busy * (kind == MetricKind.LATENCY ? 1 + (1 - TAIL) / 2 : 1);
        boolean confirm = arl0 > LimitSolver.CONFIRM_ABOVE;
        // it hardly changes with the rate
        double apart = CombinedRate.share(lambda, confirm, each / arl0);
        return new Shares(each / apart, tail(busy, arl0, lambda, confirm));
    }

    private static double tail(double busy, double arl0, double lambda, boolean confirm) {
        // of one side, so that both have the rate of two sides of half of it
        double both = busy * TAIL;
        return 0.5 * both / CombinedRate.share(lambda, confirm, both / arl0);
    }
}
