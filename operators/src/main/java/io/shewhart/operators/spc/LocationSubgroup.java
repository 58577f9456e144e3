/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/** Windows that are merged until they are a subgroup. Mutable, owned by one fold. */
final class LocationSubgroup {

    private long start;
    private long n;
    private double mean;
    private double squares;

    /** Adds a window; the pairwise update is that of Chan, Golub and LeVeque (1983). */
    void add(WindowSummary w, LocationScale scale) {
        if (start == 0) {
            start = w.startUnixNano();
        }
        long more = scale.count(w);
        double itsMean = scale.mean(w);
        if (more <= 0 || !Double.isFinite(itsMean)) {
            return;
        }
        double count = more;
        double both = n + count;
        double d = itsMean - mean;
        squares += d * d * (n * count / both);
        double variance = scale.variance(w);
        if (more > 1 && variance > 0 && Double.isFinite(variance)) {
            squares += variance * (count - 1);
        }
        mean += d * count / both;
        n += more;
    }

    long n() {
        return n;
    }

    /** Whether it has waited for observations for a time. */
    boolean old(long end, long nanos) {
        return start != 0 && end - start >= nanos;
    }

    /** The subgroup as it is at the end of a window. */
    LocationPoint at(long end) {
        return new LocationPoint(start, end, n, mean, squares);
    }

    void clear() {
        start = 0;
        n = 0;
        mean = 0;
        squares = 0;
    }

    LocationSubgroup copy() {
        LocationSubgroup copy = new LocationSubgroup();
        copy.start = start;
        copy.n = n;
        copy.mean = mean;
        copy.squares = squares;
        return copy;
    }

    void write(StateWriter out) {
        out.number(start);
        out.number(n);
        out.real(mean);
        out.real(squares);
    }

    void read(StateReader in) {
        start = in.number();
        n = in.number();
        mean = in.real();
        squares = in.real();
    }
}
