/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * Counts of one window.
 *
 * @param name how the chart is called
 * @param target subgroups that phase I takes
 * @param uncertainty relative variance of the ratio that is expected at this time, the same for
 *     neighbours
 */
record AttributeCounts(
        long start,
        long end,
        long events,
        long trials,
        String name,
        int target,
        double uncertainty) {}
