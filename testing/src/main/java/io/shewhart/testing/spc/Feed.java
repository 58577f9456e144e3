/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.spc;

/** Folds the next window of a series. */
@FunctionalInterface
interface Feed {
    void next(Series series);
}
