/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.jobs;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** The job in this process, without a cluster. */
public final class LocalJob {
    private LocalJob() {}

    /** Runs the job and exits with its code. */
    public static void main(String[] args) {
        System.exit(
                ProcessControlJob.run(
                        new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                        new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                        args));
    }
}
