/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/** Mean absolute error of one way to expect a gauge. Mutable, owned by one fold. */
final class GaugeError {

    private static final double MEMORY = 600;

    /** Errors from which on one counts at most as much as a few usual ones. */
    private static final int BOUNDED_AFTER = 20;

    private static final double BOUND = 4;

    private double mean;
    private int count;

    int count() {
        return count;
    }

    double mean() {
        return mean;
    }

    void add(double residual) {
        double error = Math.abs(residual);
        if (count >= BOUNDED_AFTER && mean > 0) {
            error = Math.min(error, BOUND * mean);
        }
        count = (int) Math.min(MEMORY, count + 1.0);
        mean += (error - mean) / count;
    }

    GaugeError copy() {
        GaugeError copy = new GaugeError();
        copy.mean = mean;
        copy.count = count;
        return copy;
    }

    void write(StateWriter out) {
        out.real(mean);
        out.number(count);
    }

    void read(StateReader in) {
        mean = in.real();
        count = in.integer();
    }
}
