/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * How much a judgement rests on.
 *
 * @param subgroups subgroups that the mean was estimated from, {@link LimitSolver#KNOWN} for none
 *     because it is known
 * @param spread whether the standard deviation was estimated from them too; false if the one that
 *     is used allows for what they may have missed
 */
record PhaseSize(int subgroups, boolean spread) {

    /** Mean and standard deviation come from so many subgroups. */
    static PhaseSize of(int subgroups) {
        return new PhaseSize(subgroups, true);
    }

    /** The mean comes from so many subgroups. */
    static PhaseSize ofMean(int subgroups) {
        return new PhaseSize(subgroups, false);
    }
}
