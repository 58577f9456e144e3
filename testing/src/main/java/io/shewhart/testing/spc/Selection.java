/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.spc;

import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** What {@code --only} selects by its names. */
final class Selection {
    private Selection() {}

    /**
     * Checks that something is selected.
     *
     * @throws ParameterException with all names, if the pattern is found in none of them
     */
    static void check(Pattern only, List<String> names, CommandLine command) {
        if (names.stream().noneMatch(name -> only.matcher(name).find())) {
            throw new ParameterException(
                    command, "--only=" + only + " is found in none of " + names);
        }
    }
}
