/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logs on which the properties failed once. */
class FoundBySearchTest {

    /**
     * -248424: a richer duplicate changed the start of a span that waited in the queue of
     * deadlines.
     */
    @ParameterizedTest
    @ValueSource(longs = {-248424})
    void timingDoesNotMatter(long seed) {
        Random random = new Random(seed);
        RandomLog log = RandomLog.of(random, 3, 150);
        List<String> expected = new LogReplay(log, 3).atOnce();
        for (int i = 0; i < 3; i++) {
            assertThat(new LogReplay(log, 3).inRandomSteps(random)).isEqualTo(expected);
        }
    }
}
