/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * Two tabular CUSUMs with k = 0.5 that never alarm: they estimate when a change began (the last
 * time the sum was zero) and how large it is (k + sum / subgroups since then). Immutable.
 *
 * <p>Source: Montgomery, Introduction to Statistical Quality Control, section 9.1.
 */
public record ChangePoint(
        double up, double down, int upCount, int downCount, long upSince, long downSince) {

    private static final double K = 0.5;

    /** Both sums zero at a time. */
    public static ChangePoint at(long time) {
        return at(time, 0);
    }

    /** Both sums at a head start, in sigma. */
    public static ChangePoint at(long time, double headStart) {
        return new ChangePoint(headStart, headStart, 0, 0, time, time);
    }

    /** Adds a standardised subgroup that ends at a time. */
    public ChangePoint add(double z, long end) {
        return add(z, end, K);
    }

    /** The same with another reference value than 0.5 sigma. */
    public ChangePoint add(double z, long end, double k) {
        double nextUp = Math.max(0, up + z - k);
        double nextDown = Math.max(0, down - z - k);
        return new ChangePoint(
                nextUp,
                nextDown,
                nextUp > 0 ? upCount + 1 : 0,
                nextDown > 0 ? downCount + 1 : 0,
                nextUp > 0 ? upSince : end,
                nextDown > 0 ? downSince : end);
    }

    /** Estimated start of a change in a direction. */
    public long since(int direction) {
        return direction > 0 ? upSince : downSince;
    }

    /** Estimated shift in sigma, signed; 0 if the sum is zero. */
    public double shift(int direction) {
        return shift(direction, K);
    }

    /** The same with another reference value than 0.5 sigma. */
    public double shift(int direction, double k) {
        if (direction > 0) {
            return upCount == 0 ? 0 : k + up / upCount;
        }
        return downCount == 0 ? 0 : -(k + down / downCount);
    }

    /** Writes the state. */
    public void write(StateWriter out) {
        out.real(up);
        out.real(down);
        out.number(upCount);
        out.number(downCount);
        out.number(upSince);
        out.number(downSince);
    }

    /** Reads what {@link #write} wrote. */
    public static ChangePoint read(StateReader in) {
        return new ChangePoint(
                in.real(), in.real(), in.integer(), in.integer(), in.number(), in.number());
    }
}
