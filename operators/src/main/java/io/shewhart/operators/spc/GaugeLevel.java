/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/** Values since an episode opened, which may be the new level. Mutable, owned by one fold. */
final class GaugeLevel {

    /** Standard deviation of a level that has settled, in sigmas of the old one. */
    private static final double SETTLED = 3;

    private int count;
    private double mean;
    private double squares;

    void add(double x) {
        count++;
        double d = x - mean;
        mean += d / count;
        squares += d * (x - mean);
    }

    double mean() {
        return mean;
    }

    /** Whether they are one level; in the end any is. */
    boolean stable(int needed, double sigma) {
        double allowed = SETTLED * sigma;
        boolean settled = squares / (count - 1) <= allowed * allowed;
        return count >= (settled ? needed : 2 * needed);
    }

    GaugeLevel copy() {
        GaugeLevel copy = new GaugeLevel();
        copy.count = count;
        copy.mean = mean;
        copy.squares = squares;
        return copy;
    }

    void write(StateWriter out) {
        out.number(count);
        out.real(mean);
        out.real(squares);
    }

    void read(StateReader in) {
        count = in.integer();
        mean = in.real();
        squares = in.real();
    }
}
