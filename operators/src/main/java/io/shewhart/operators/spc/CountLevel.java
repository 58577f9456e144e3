/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/** Counts since an episode opened, which may be the new level. Mutable, owned by one fold. */
final class CountLevel {

    private int count;
    private double mean;
    private double squares;

    void add(double perWindow) {
        count++;
        double d = perWindow - mean;
        mean += d / count;
        squares += d * (perWindow - mean);
    }

    int subgroups() {
        return count;
    }

    double mean() {
        return mean;
    }

    /** Variance beyond Poisson over the squared mean. */
    double relativeVariance() {
        return mean > 0 ? (variance() - mean) / (mean * mean) : 0;
    }

    /** Whether they are one level, given the relative variance so far; in the end any is. */
    boolean stable(int needed, double spread) {
        if (count < needed) {
            return false;
        }
        double allowed = mean + mean * mean * Math.max(0.25, 4 * spread);
        return variance() <= allowed || count >= 2 * needed;
    }

    private double variance() {
        return squares / (count - 1);
    }

    CountLevel copy() {
        CountLevel copy = new CountLevel();
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

    static CountLevel read(StateReader in) {
        CountLevel level = new CountLevel();
        level.count = in.integer();
        level.mean = in.real();
        level.squares = in.real();
        return level;
    }
}
