/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * Charts of a metric that is a distribution: its mean, and its upper tail if it is one of latency.
 */
final class LocationCharts implements VersionCharts {

    private final LocationChart location;

    /** Null without a chart of the tail. */
    private final ExceedanceChart tail;

    LocationCharts(LocationScale scale, boolean tail) {
        this(new LocationChart(scale), tail ? new ExceedanceChart() : null);
    }

    private LocationCharts(LocationChart location, ExceedanceChart tail) {
        this.location = location;
        this.tail = tail;
    }

    @Override
    public void fold(Fold fold, WindowSummary w, VersionCharts incumbent) {
        LocationCharts reference = (LocationCharts) incumbent;
        LocationChart by = location.baseline() == null ? null : location;
        if (by == null && reference != null && reference.location.baseline() != null) {
            by = reference.location;
        }
        LocationBaseline judge = by == null ? null : by.baseline();
        TokenSlopes slopes = judge == null ? location.learning.sample().slopes() : judge.slopes();
        double expected = by == null ? 0 : by.expected(w.endUnixNano());
        double uncertainty = by == null ? 0 : by.uncertainty(w, fold.config());
        boolean other = location.fold(fold, w, by);
        if (tail != null) {
            if (other) {
                tail.relearn();
            }
            tail.fold(
                    fold,
                    w,
                    slopes,
                    reference == null ? null : reference.tail.reference(),
                    StrictMath.exp(expected),
                    uncertainty);
        }
    }

    @Override
    public ChartName main() {
        return ChartName.I_PRIME;
    }

    @Override
    public boolean learned() {
        return location.baseline() != null;
    }

    @Override
    public void state(Standard standard, String id, String version) {
        location.state(standard.location(location.scale, id, version));
    }

    @Override
    public void opened(long at) {
        location.opened();
        if (tail != null) {
            tail.opened();
        }
    }

    @Override
    public void recovered(long end) {
        location.recovered(end);
        if (tail != null) {
            tail.recovered(end);
        }
    }

    @Override
    public boolean newLevel(Fold fold, int signalling, long end) {
        int tails = ChartName.EXCEEDANCE.bit() | ChartName.EXCEEDANCE_EWMA.bit();
        if ((signalling & ~tails) != 0) {
            boolean accepted = location.newLevel(fold, end);
            if (accepted && tail != null) {
                tail.relearn();
            }
            return accepted;
        }
        boolean accepted = tail != null && tail.newLevel(fold, end);
        if (accepted) {
            location.recovered(end);
        }
        return accepted;
    }

    @Override
    public boolean silent() {
        return false;
    }

    @Override
    public VersionCharts copy() {
        return new LocationCharts(location.copy(), tail == null ? null : tail.copy());
    }

    @Override
    public void write(StateWriter out) {
        location.write(out);
        if (tail != null) {
            tail.write(out);
        }
    }

    @Override
    public void read(StateReader in) {
        location.read(in);
        if (tail != null) {
            tail.read(in);
        }
    }
}
