/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * Parameters of a metric in control that are known or required, instead of learned: "standard
 * given" (Montgomery, Introduction to Statistical Quality Control, section 6.2.4). Limits then have
 * no margin for what an estimate may have missed, no rhythm is expected, and no other level is ever
 * accepted.
 *
 * @param center level: the geometric mean of a latency or another positive value, the median of a
 *     ratio, in field units
 * @param between standard deviation of the level from subgroup to subgroup, of its natural
 *     logarithm (of the log odds for a ratio)
 * @param within standard deviation of the logarithm of an observation about the level; without
 *     meaning for a ratio
 * @param phi lag-one correlation of the level, from 0 to below 1
 */
public record Standard(double center, double between, double within, double phi) {

    /** Trials that a stated ratio is kept as; it has four digits more than can matter. */
    private static final long TRIALS = 10_000_000;

    /** Checks every parameter. */
    public Standard {
        require(center > 0 && center < Double.POSITIVE_INFINITY, "center", center, "> 0");
        require(between >= 0 && between < 10, "between", between, "0 to 10");
        require(within >= 0 && within < 10, "within", within, "0 to 10");
        require(phi >= 0 && phi < 1, "phi", phi, "0 to below 1");
    }

    LocationBaseline location(LocationScale scale, String id, String version) {
        double level = scale == LocationScale.LOG ? StrictMath.log(center) : center;
        LocationFit fit =
                new LocationFit(level, between * between, within * within, 1, 0, LimitSolver.KNOWN);
        boolean constant = between <= 0 && within <= 0;
        return new LocationBaseline(scale, id, version, fit, phi, constant, 0, null, null);
    }

    AttributeBaseline ratio(String id, String version) {
        require(center < 1, "center of a ratio", center, "below 1");
        long events = Math.max(1, Math.round(center * TRIALS));
        double odds = between > 0 ? LogitNormal.logOdds(center) : 0;
        return new AttributeBaseline(
                id,
                version,
                events,
                TRIALS,
                odds,
                between * between,
                phi,
                LimitSolver.KNOWN,
                Link.LOGIT);
    }

    private static void require(boolean ok, String what, double value, String allowed) {
        if (!ok) {
            throw new IllegalArgumentException(what + " is " + value + ", allowed: " + allowed);
        }
    }
}
