/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The same log gives the same output, whatever happens between reading and settling. */
class DeterminismTest {
    private static final int PARTITIONS = 3;

    @Property(tries = 4000)
    void neitherInterleavingNorTimingNorStoringTheStateChangesTheOutput(@ForAll long seed) {
        Random random = new Random(seed);
        RandomLog log = RandomLog.of(random, PARTITIONS, 150);
        LogReplay reference = new LogReplay(log, PARTITIONS);
        List<String> expected = reference.atOnce();
        assertThat(reference.forgotten()).isTrue();
        for (int i = 0; i < 3; i++) {
            LogReplay replay = new LogReplay(log, PARTITIONS);
            assertThat(replay.inRandomSteps(random)).isEqualTo(expected);
            assertThat(replay.forgotten()).isTrue();
        }
    }

    @Property(tries = 2000)
    void theOrderOfRecordsWithinTheBoundDoesNotMatter(@ForAll long seed) {
        Random random = new Random(seed);
        RandomLog log = RandomLog.of(random, PARTITIONS, (int) RandomLog.BOUND);
        List<String> expected = new LogReplay(log, PARTITIONS).atOnce();
        for (int i = 0; i < 3; i++) {
            LogReplay replay = new LogReplay(log.permuted(random), PARTITIONS);
            assertThat(replay.inRandomSteps(random)).isEqualTo(expected);
        }
    }

    @Property(tries = 2000)
    void everyCandidateEndsInExactlyOneWay(@ForAll long seed) {
        RandomLog log = RandomLog.of(new Random(seed), PARTITIONS, (int) RandomLog.BOUND);
        LogReplay replay = new LogReplay(log, PARTITIONS);
        replay.atOnce();
        long candidates =
                log.entries.stream()
                        .flatMap(entry -> entry.spans().stream())
                        .filter(span -> span.candidate)
                        .count();
        Collected out = replay.out();
        long refused = out.lateSpans.stream().filter(late -> late.hasDialect()).count();
        assertThat(
                        out.inferences.size()
                                + out.count(TraceCounter.MERGED_LAYERS)
                                + out.count(TraceCounter.WRAPPERS))
                .isEqualTo(candidates - refused);
    }
}
