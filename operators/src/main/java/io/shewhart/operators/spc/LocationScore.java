/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/** A subgroup mean that was judged by a baseline. */
record LocationScore(
        double z, LocationBaseline judge, LocationScale scale, LocationPoint point, double sigma)
        implements Score {

    @Override
    public double phi() {
        return judge.smoothed((double) point.n(), 0);
    }

    @Override
    public int limitSize() {
        return judge.m();
    }

    @Override
    public double field(double shift) {
        return point.field(scale, judge.fit().center() + shift * sigma);
    }
}
