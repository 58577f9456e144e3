/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.faults;

import java.util.stream.IntStream;

/** Seeds of the random points at which tests kill something. */
final class Seeds {
    private Seeds() {}

    /**
     * As many as a build has time for, or those from {@code -Dshewhart.faults.first-seed} (1) to
     * {@code -Dshewhart.faults.seeds}.
     */
    static IntStream orBuild(int count) {
        return IntStream.rangeClosed(
                Integer.getInteger("shewhart.faults.first-seed", 1),
                Integer.getInteger("shewhart.faults.seeds", count));
    }
}
