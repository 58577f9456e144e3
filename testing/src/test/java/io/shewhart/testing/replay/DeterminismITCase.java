/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same log gives the same bytes, at any parallelism and with records that changed places within
 * the bound.
 */
final class DeterminismITCase {
    @TempDir static Path directory;

    private static Path capture;
    private static Path expected;

    @BeforeAll
    static void replayOnce() throws Exception {
        capture = Captures.simulate(directory, 0.7);
        expected = Captures.replay(capture, directory.resolve("p1"), 1);
        for (String name : Captures.RESULTS) {
            if (!name.equals("dead-letters.jsonl") && !name.equals("episodes.jsonl")) {
                assertThat(Files.size(expected.resolve(name))).as(name).isPositive();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4})
    void parallelismChangesNothing(int parallelism) {
        Captures.assertSame(
                expected,
                Captures.replay(capture, directory.resolve("p" + parallelism), parallelism));
    }

    @Test
    void disorderWithinTheBoundChangesNothing() throws Exception {
        Path permuted = Captures.permute(capture, directory.resolve("permuted.jsonl.gz"), 3_000, 5);
        Captures.assertSame(expected, Captures.replay(permuted, directory.resolve("permuted"), 3));
    }
}
