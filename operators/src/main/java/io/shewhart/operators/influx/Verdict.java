/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.influx;

/** What an answer of the store means for the lines of the request. */
public enum Verdict {
    /** All are stored. */
    WRITTEN,
    /** The store cannot now: the same lines again, later. */
    RETRY,
    /** Some of the lines, or their number, are the cause: fewer at a time. */
    SPLIT,
    /** Every one of the lines was refused for its content. */
    REFUSED,
    /**
     * Address, token, organisation or bucket are wrong: nothing will be stored until that changes.
     */
    MISCONFIGURED
}
