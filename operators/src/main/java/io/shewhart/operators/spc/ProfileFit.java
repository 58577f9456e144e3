/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * How subgroups scatter about a {@link SeasonalProfile}: what a baseline is learned from once a
 * profile has come into use.
 *
 * @param center centre of their levels, the profile taken away
 * @param variance variance of a subgroup
 * @param phi lag-one correlation, not negative
 * @param inverseSize mean of 1 / observations
 * @param m subgroups that the variance rests on
 */
record ProfileFit(double center, double variance, double phi, double inverseSize, int m) {

    /** What is known so far; the centre is that of the last days, not of all that were seen. */
    static ProfileFit of(ProfileHistory history, ProfileScale scale) {
        Moments.Split split = history.split(scale.unit());
        return new ProfileFit(
                scale.level(history.levels().recent()),
                split.variance(),
                split.phi(),
                history.moments().inverseSize(),
                history.moments().size());
    }
}
