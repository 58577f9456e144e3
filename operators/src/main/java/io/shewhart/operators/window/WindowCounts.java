/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.window;

/** Where windows count. */
@FunctionalInterface
public interface WindowCounts {

    /** Adds to a counter. */
    void count(WindowCounter counter, long increment);
}
