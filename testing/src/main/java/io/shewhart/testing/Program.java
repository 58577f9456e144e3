/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing;

/** One program of {@code testing/run}. */
public interface Program {
    /** What the user types. Lower case, words joined by hyphens. */
    String name();

    /** What it does, in one line without a full stop. */
    String summary();

    /**
     * Runs the program. Answers {@code --help} itself.
     *
     * @return the exit code: 0 done, 1 failed, 2 called wrongly
     */
    int run(String[] args) throws Exception;
}
