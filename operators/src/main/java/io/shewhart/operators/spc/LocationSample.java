/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import java.util.Arrays;

/**
 * Subgroup means that a baseline may be learned from, with their sizes and the variance inside
 * them. Mutable.
 *
 * <p>Means are kept as float: 24 bits resolve a mean logarithm to 1e-6, and a learning chart stays
 * small.
 */
final class LocationSample implements Sample<LocationSample> {

    /** Held out of the self-starting statistics. */
    private static final long HELD_OUT = 1;

    /** Not the neighbour of the subgroup before it, because windows are missing between them. */
    private static final long AFTER_GAP = 2;

    private static final int FLAGS = 2;

    private float[] means = new float[8];

    /** Observations, with {@link #HELD_OUT} and {@link #AFTER_GAP}. */
    private long[] sizes = new long[8];

    private int size;
    private double withinSum;
    private double withinDf;
    private long firstEnd;

    void add(LocationPoint point, boolean heldOut, boolean afterGap) {
        if (size == 0) {
            firstEnd = point.end();
        }
        if (size == means.length) {
            means = Arrays.copyOf(means, size + size / 2);
            sizes = Arrays.copyOf(sizes, size + size / 2);
        }
        long n = Math.max(1, Math.min(Integer.MAX_VALUE, point.n()));
        means[size] = (float) point.level();
        sizes[size] = n << FLAGS | (heldOut ? HELD_OUT : 0) | (afterGap ? AFTER_GAP : 0);
        size++;
        if (point.n() > 1 && point.squares() >= 0) {
            withinSum += point.squares();
            withinDf += point.n() - 1;
        }
    }

    @Override
    public void drop(int count) {
        means = Arrays.copyOfRange(means, count, Math.max(count + 8, size));
        sizes = Arrays.copyOfRange(sizes, count, Math.max(count + 8, size));
        size -= count;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public long firstEnd() {
        return firstEnd;
    }

    double mean(int i) {
        return means[i];
    }

    int n(int i) {
        return (int) (sizes[i] >> FLAGS);
    }

    boolean heldOut(int i) {
        return (sizes[i] & HELD_OUT) != 0;
    }

    boolean afterGap(int i) {
        return (sizes[i] & AFTER_GAP) != 0;
    }

    /** Pooled variance inside subgroups, 0 if unknown. */
    double within() {
        return withinDf > 0 ? withinSum / withinDf : 0;
    }

    @Override
    public LocationSample copy() {
        LocationSample copy = new LocationSample();
        copy.means = means.clone();
        copy.sizes = sizes.clone();
        copy.size = size;
        copy.withinSum = withinSum;
        copy.withinDf = withinDf;
        copy.firstEnd = firstEnd;
        return copy;
    }

    @Override
    public void write(StateWriter out) {
        out.number(size);
        for (int i = 0; i < size; i++) {
            out.single(means[i]);
            out.number(sizes[i]);
        }
        out.real(withinSum);
        out.real(withinDf);
        out.number(firstEnd);
    }

    static LocationSample read(StateReader in) {
        LocationSample sample = new LocationSample();
        sample.size = in.size();
        sample.means = new float[Math.max(8, sample.size)];
        sample.sizes = new long[Math.max(8, sample.size)];
        for (int i = 0; i < sample.size; i++) {
            sample.means[i] = in.single();
            sample.sizes[i] = in.number();
        }
        sample.withinSum = in.real();
        sample.withinDf = in.real();
        sample.firstEnd = in.number();
        return sample;
    }
}
