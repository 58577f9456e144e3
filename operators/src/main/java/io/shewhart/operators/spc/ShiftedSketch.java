/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * A sketch of the same observations, all divided by one factor: those of a window at another
 * traffic mix.
 */
record ShiftedSketch(SketchView of, double factor) implements SketchView {

    @Override
    public long count() {
        return of.count();
    }

    @Override
    public long countAbove(double x) {
        return of.countAbove(x * factor);
    }

    @Override
    public double quantile(double q) {
        return of.quantile(q) / factor;
    }
}
