/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import java.util.ArrayList;
import java.util.List;

/**
 * A lag-one correlation that may be behind an estimate, and how likely it is.
 *
 * <p>Half of all series are taken to be independent, the others to have any correlation from zero
 * to one. The estimate has a standard deviation of sqrt((1 - phi^2) / m) (Box and Jenkins, Time
 * Series Analysis, section 7.2), so its arc sine one of 1 / sqrt(m) whatever phi is; a negative
 * estimate is reported as zero.
 */
record Correlation(double phi, double weight) {

    private static final double REACH = 4;
    private static final double STEP = 0.5;
    private static final double MOST = 0.97;

    /** Largest estimate that is reported. */
    private static final double MOST_ESTIMATED = 0.95;

    /**
     * An estimate from m subgroups, corrected for its bias (Kendall 1954, Note on bias in the
     * estimation of autocorrelation, Biometrika 41) and not negative.
     */
    static double estimate(double raw, int m) {
        return Math.max(0, Math.min(MOST_ESTIMATED, raw + (1 + 3 * raw) / m));
    }

    static List<Correlation> behind(double estimate, int m) {
        if (m == LimitSolver.KNOWN) {
            return List.of(new Correlation(estimate, 1));
        }
        double root = Math.sqrt(m);
        double at = StrictMath.asin(Math.max(0, estimate));
        boolean none = estimate <= 0;
        List<Correlation> likely = new ArrayList<>();
        likely.add(new Correlation(0, none ? 0.5 : Normal.density(at * root)));
        for (double u = none ? STEP / 2 : -REACH; u <= REACH; u += STEP) {
            double angle = at + u / root;
            double phi = StrictMath.sin(angle);
            if (angle > 0 && angle < Math.PI / 2 && phi < MOST) {
                // a flat prior over phi
                double prior = STEP / root * Math.sqrt(1 - phi * phi);
                likely.add(
                        new Correlation(
                                phi, prior * (none ? Normal.survival(u) : Normal.density(u))));
            }
        }
        double sum = 0;
        for (Correlation c : likely) {
            sum += c.weight;
        }
        List<Correlation> weighted = new ArrayList<>();
        for (Correlation c : likely) {
            weighted.add(new Correlation(c.phi, c.weight / sum));
        }
        return weighted;
    }
}
