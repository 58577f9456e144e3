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

    private float[] means = new float[8];

    /** Negative: held out of the self-starting statistics. */
    private int[] sizes = new int[8];

    private int size;
    private double withinSum;
    private double withinDf;
    private long firstEnd;

    void add(double mean, long n, double squares, boolean heldOut, long end) {
        if (size == 0) {
            firstEnd = end;
        }
        if (size == means.length) {
            means = Arrays.copyOf(means, size + size / 2);
            sizes = Arrays.copyOf(sizes, size + size / 2);
        }
        int bounded = (int) Math.max(1, Math.min(Integer.MAX_VALUE, n));
        means[size] = (float) mean;
        sizes[size] = heldOut ? -bounded : bounded;
        size++;
        if (n > 1 && squares >= 0) {
            withinSum += squares;
            withinDf += n - 1;
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
        return Math.abs(sizes[i]);
    }

    boolean heldOut(int i) {
        return sizes[i] < 0;
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
        sample.sizes = new int[Math.max(8, sample.size)];
        for (int i = 0; i < sample.size; i++) {
            sample.means[i] = in.single();
            sample.sizes[i] = in.integer();
        }
        sample.withinSum = in.real();
        sample.withinDf = in.real();
        sample.firstEnd = in.number();
        return sample;
    }
}
