/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * The less surprising of two laws for every count: one that knows how little was learned of the
 * mean, and one that allows for a spread.
 */
final class WiderLaw extends CountLaw {

    private final CountLaw exact;
    private final CountLaw spread;

    WiderLaw(CountLaw exact, CountLaw spread) {
        this.exact = exact;
        this.spread = spread;
    }

    @Override
    public double mean() {
        return exact.mean();
    }

    @Override
    public double standardDeviation() {
        return Math.max(exact.standardDeviation(), spread.standardDeviation());
    }

    @Override
    public double z(double k) {
        return nearer(exact.z(k), spread.z(k));
    }

    @Override
    public double midZ(double k) {
        return nearer(exact.midZ(k), spread.midZ(k));
    }

    private static double nearer(double a, double b) {
        return a * b <= 0 ? 0 : Math.abs(a) < Math.abs(b) ? a : b;
    }

    @Override
    public double upperLimit(double limit) {
        // NaN where every count is inside
        return Math.max(exact.upperLimit(limit), spread.upperLimit(limit));
    }

    @Override
    public double lowerLimit(double limit) {
        return Math.min(exact.lowerLimit(limit), spread.lowerLimit(limit));
    }
}
