/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * A ratio that was judged by a baseline.
 *
 * @param z mid-p score of its events
 * @param sigma standard deviation of the ratio
 * @param n trials
 */
record AttributeScore(double z, AttributeReference by, double sigma, long n) implements Score {

    @Override
    public double phi() {
        return by.smoothed(n, 0);
    }

    @Override
    public int limitSize() {
        return by.limitSize();
    }

    @Override
    public double field(double shift) {
        return Math.max(0, Math.min(1, by.p() + shift * sigma));
    }
}
