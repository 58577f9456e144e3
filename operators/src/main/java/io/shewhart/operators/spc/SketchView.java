/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * Read-only view of the quantile sketch of one window.
 *
 * <p>Answers are deterministic and independent of the order in which values were added or sketches
 * merged; values have the relative error of the sketch (1 %). The engine reads it during {@link
 * ChartEngine#fold} and keeps no reference.
 */
public interface SketchView {

    /** Number of observations. */
    long count();

    /** Number of observations above x, in field units. */
    long countAbove(double x);

    /**
     * Quantile in field units.
     *
     * @param q between 0 and 1
     * @return NaN if the sketch is empty
     */
    double quantile(double q);
}
