/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/** Subgroups that a baseline may be learned from. Implementations are mutable. */
interface Sample<S> {

    int size();

    /** End of the first subgroup. */
    long firstEnd();

    /** Forgets the oldest subgroups. */
    void drop(int count);

    S copy();

    void write(StateWriter out);
}
