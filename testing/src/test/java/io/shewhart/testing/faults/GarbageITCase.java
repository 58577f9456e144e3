/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.shewhart.testing.cluster.SessionCluster;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Garbage between good records, on a cluster whose TaskManager has 512 MB of heap: the good ones
 * come out as if they were alone, the job never fails, its state stays small, and counters say what
 * came.
 */
@ExtendWith(FaultBench.Extension.class)
final class GarbageITCase {
    /** Enough to go beyond every limit, which a build sets low. */
    private static final int BUILD = 2_000;

    private static final int SPANS = Integer.getInteger("shewhart.faults.garbage", BUILD);
    private static final int LARGE = SPANS == BUILD ? 1 : 10;
    private static final int MAX_SPANS = SPANS == BUILD ? 500 : 10_000;
    private static final int MAX_SERIES = SPANS == BUILD ? 25 : 1_000;
    private static final long STATE_BYTES = 64 << 20;

    private final FaultBench bench;

    GarbageITCase(FaultBench bench) {
        this.bench = bench;
    }

    @Test
    void goodTrafficBesideGarbageComesOutUnchanged() throws Exception {
        FaultLog log = bench.log.mixedWith(new Garbage(SPANS, LARGE));
        try (SessionCluster cluster =
                        SessionCluster.start(
                                Files.createDirectory(bench.directory.resolve("garbage-flink")),
                                2);
                FaultRun run =
                        bench.run(
                                log,
                                "garbage",
                                "trace.max-spans=" + MAX_SPANS,
                                "series.max-per-service=" + MAX_SERIES)) {
            ProcessJob job = new ProcessJob(cluster, run, 2);
            run.sendRest();
            Outcome outcome = run.finish();
            assertThat(outcome.withoutCounts().differencesFrom(bench.expected.withoutCounts()))
                    .isEmpty();
            assertThat(job.failures()).isZero();
            assertThat(job.stateBytes()).isLessThan(STATE_BYTES);
            assertCounts(outcome.counts(), bench.expected.counts());
        }
    }

    private static void assertCounts(Map<String, Long> counts, Map<String, Long> good) {
        int off = (SPANS + Garbage.OFF_EVERY - 1) / Garbage.OFF_EVERY;
        assertThat(counts)
                .containsEntry(
                        "source/spans", good.get("source/spans") + 3L * (SPANS + LARGE) + 4L * off)
                .containsEntry("source/spans_clamped", 2L * off)
                .containsEntry("source/spans_clock_behind", 2L * off)
                .containsEntry("source/dead_letters", good.get("source/dead_letters") + 2L * LARGE);
        assertThat(counts.get("assembly/spans_over_cap")).isGreaterThanOrEqualTo(SPANS - MAX_SPANS);
        assertThat(counts.get("windows/requests_overflowed")).isGreaterThan(SPANS / 2);
    }
}
