/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.window;

import io.shewhart.operators.spc.SketchView;

/**
 * The quantile sketch of one or several windows, read only: relative error 1 %, answers independent
 * of how the values were added and merged.
 */
public final class DdSketchView implements SketchView {
    private final ValueBins bins;

    private DdSketchView(ValueBins bins) {
        this.bins = bins;
    }

    /**
     * Reads WindowAggregate.sketch.
     *
     * @throws WindowFormatException if it is no sketch of this project
     */
    public static DdSketchView of(byte[] sketch) {
        return new DdSketchView(ValueBins.ofLibraryBytes(sketch));
    }

    /** The sketch of the values of both. */
    public DdSketchView merge(DdSketchView other) {
        ValueBins merged = new ValueBins();
        merged.merge(bins);
        merged.merge(other.bins);
        return new DdSketchView(merged);
    }

    /** Number of observations. */
    @Override
    public long count() {
        return bins.count();
    }

    /**
     * Number of observations in bins above the one that holds x, in the metric's unit: exact for
     * the values that differ from x by more than 2 %. Never increases with x.
     */
    @Override
    public long countAbove(double x) {
        return bins.countAbove(x);
    }

    /**
     * Quantile in the metric's unit.
     *
     * @param q between 0 and 1
     * @return NaN if the sketch is empty
     */
    @Override
    public double quantile(double q) {
        return bins.quantile(q);
    }
}
