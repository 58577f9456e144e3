/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * When a change began and how large it is, for small and large ones: {@link ChangePoint}s with
 * three reference values, of which the most likely counts. Immutable.
 *
 * <p>The last zero of a CUSUM with k is the maximum-likelihood estimate of when a shift of 2 k
 * began, and 2 k times its sum is the logarithm of the likelihood ratio (Page 1954, Continuous
 * inspection schemes, Biometrika 41); the largest of several is the estimate of Pignatiello and
 * Samuel (2001), Estimation of the change point of a normal process mean in SPC applications,
 * Journal of Quality Technology 33, on a grid of shifts. A sum with k = 0.5 alone puts the
 * beginning of a large shift too early, because chance keeps it above zero before.
 */
record ChangePoints(ChangePoint small, ChangePoint medium, ChangePoint large) {

    private static final double SMALL = 0.5;
    private static final double MEDIUM = 1;
    private static final double LARGE = 2;

    /** All sums zero at a time. */
    static ChangePoints at(long time) {
        ChangePoint zero = ChangePoint.at(time);
        return new ChangePoints(zero, zero, zero);
    }

    /** Adds a standardised subgroup that ends at a time. */
    ChangePoints add(double z, long end) {
        return new ChangePoints(
                small.add(z, end, SMALL), medium.add(z, end, MEDIUM), large.add(z, end, LARGE));
    }

    /** Whether nothing points to a rise that has begun. */
    boolean unchanged() {
        return small.up() == 0;
    }

    /** Estimated start of a change in a direction. */
    long since(int direction) {
        return switch (likely(direction)) {
            case 0 -> small.since(direction);
            case 1 -> medium.since(direction);
            default -> large.since(direction);
        };
    }

    /** Estimated shift in sigma, signed; 0 if the sum is zero. */
    double shift(int direction) {
        return switch (likely(direction)) {
            case 0 -> small.shift(direction, SMALL);
            case 1 -> medium.shift(direction, MEDIUM);
            default -> large.shift(direction, LARGE);
        };
    }

    private int likely(int direction) {
        double a = SMALL * sum(small, direction);
        double b = MEDIUM * sum(medium, direction);
        double c = LARGE * sum(large, direction);
        return c > a && c > b ? 2 : b > a ? 1 : 0;
    }

    private static double sum(ChangePoint of, int direction) {
        return direction > 0 ? of.up() : of.down();
    }

    void write(StateWriter out) {
        small.write(out);
        side(out, medium.up(), medium.upCount(), medium.upSince() - small.upSince());
        side(out, medium.down(), medium.downCount(), medium.downSince() - small.downSince());
        side(out, large.up(), large.upCount(), large.upSince() - small.upSince());
        side(out, large.down(), large.downCount(), large.downSince() - small.downSince());
    }

    /** Sums that are mostly zero, and times that lie near one that is known. */
    private static void side(StateWriter out, double sum, int count, long later) {
        out.number(count);
        if (count > 0) {
            out.real(sum);
        }
        out.number(later);
    }

    static ChangePoints read(StateReader in) {
        ChangePoint small = ChangePoint.read(in);
        if (!in.since(KeyState.CHANGE_POINTS)) {
            ChangePoint zero = ChangePoint.at(Math.max(small.upSince(), small.downSince()));
            return new ChangePoints(small, zero, zero);
        }
        return new ChangePoints(small, beside(small, in), beside(small, in));
    }

    private static ChangePoint beside(ChangePoint small, StateReader in) {
        int upCount = in.integer();
        double up = upCount > 0 ? in.real() : 0;
        long upSince = small.upSince() + in.number();
        int downCount = in.integer();
        double down = downCount > 0 ? in.real() : 0;
        return new ChangePoint(
                up, down, upCount, downCount, upSince, small.downSince() + in.number());
    }
}
