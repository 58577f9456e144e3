/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/** A subgroup that was judged by a baseline, standardised, as charts beside the suite take it. */
interface Score {

    /** Deviation in sigma, of mean zero and variance one when nothing has changed. */
    double z();

    /**
     * Lag-one correlation of an autoregressive series with the same long-run variance as the
     * scores.
     */
    double phi();

    /** Size of phase I that limits are solved for. */
    int limitSize();

    /** Level in field units when the mean is shifted by a number of sigma. */
    double field(double shift);
}
