/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/** What every frozen baseline has. Implementations are immutable. */
interface Baseline extends Basis {

    /** 16 hex digits. */
    String id();

    /** Version it was learned from. */
    String version();

    /** Subgroups it was learned from, {@link LimitSolver#KNOWN} if it is a {@link Standard}. */
    int m();

    /** Whether it was stated instead of learned. */
    default boolean stated() {
        return m() == LimitSolver.KNOWN;
    }

    void write(StateWriter out);
}
