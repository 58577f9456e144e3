/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/** What every frozen baseline has. Implementations are immutable. */
interface Baseline {

    /** 16 hex digits. */
    String id();

    /** Version it was learned from. */
    String version();

    /** Subgroups it was learned from. */
    int m();

    void write(StateWriter out);
}
