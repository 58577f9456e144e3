/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.jobs.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WorkDirectoryTest {
    @TempDir Path parent;

    @Test
    void isGoneWhenClosed() throws IOException {
        try (WorkDirectory work = WorkDirectory.in(parent)) {
            Files.writeString(work.directory("a/b").resolve("c"), "d");
            assertThat(parent).isDirectoryContaining("glob:**/.replay-*");
        }
        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void isGoneWhenTheProcessEnds() throws Exception {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Interrupted.class.getName(),
                                parent.toString())
                        .inheritIO()
                        .start();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isEqualTo(7);
        assertThat(parent).isEmptyDirectory();
    }

    /** Ends in the middle, as an interrupt does. */
    static final class Interrupted {
        private Interrupted() {}

        public static void main(String[] args) throws IOException {
            WorkDirectory work = WorkDirectory.in(Path.of(args[0]));
            Files.writeString(work.directory("checkpoints").resolve("1"), "state");
            System.exit(7);
        }
    }
}
