/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.shewhart.testing.Await;
import io.shewhart.testing.MiniJob;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever dies under the job, its whole output is that of an undisturbed run over the same log,
 * and it was restarted as often as something died.
 */
@ExtendWith(FaultBench.Extension.class)
final class FaultsITCase {
    private final FaultBench bench;
    private final Outcome expected;

    FaultsITCase(FaultBench bench) {
        this.bench = bench;
        expected = bench.expected;
    }

    static IntStream seeds() {
        return Seeds.orBuild(3);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void taskManagersKilledAtRandomPoints(int seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        int kills = 2;
        try (FaultRun run = bench.run("killed-" + seed)) {
            FaultCluster cluster = run.start(2, null);
            MiniJob job = cluster.job();
            for (int kill = 1; kill <= kills; kill++) {
                run.await("all tasks to run", job::running);
                run.sendUntil((kill - random.nextDouble()) / (kills + 1));
                run.awaitCheckpoints(1);
                // On its way while the TaskManager dies.
                run.sendUntil((kill + 0.0) / (kills + 1));
                Await.pause(random.nextLong(600));
                int before = job.restarts();
                cluster.killTaskManager();
                cluster.startTaskManager();
                run.await("a restart", () -> job.restarts() > before);
            }
            run.sendRest();
            run.assertOutcome(expected);
            // A task may see that another is gone before the cluster knows of the TaskManager.
            assertThat(job.restarts()).isBetween(kills, 2 * kills);
        }
    }

    @Test
    void jobManagerKilled() throws Exception {
        try (FaultRun run = bench.run("leaderless")) {
            FaultCluster cluster = run.start(2, null);
            run.sendUntil(0.4);
            run.awaitCheckpoints(2);
            run.sendUntil(0.7);
            cluster.killJobManager();
            run.sendUntil(0.8);
            cluster.startJobManager();
            run.await("all tasks to run", cluster.job()::running);
            run.sendRest();
            run.assertOutcome(expected);
            assertThat(cluster.job().restarts()).isZero();
        }
    }

    @Test
    void everythingKilledAndRestoredFromTheNewestCheckpoint() throws Exception {
        try (FaultRun run = bench.run("dark")) {
            run.start(2, null);
            run.sendUntil(0.4);
            run.awaitCheckpoints(2);
            run.sendUntil(0.7);
            run.stop();
            run.start(2, run.newestCheckpoint());
            run.sendRest();
            run.assertOutcome(expected);
            assertThat(run.cluster().job().restarts()).isZero();
        }
    }

    @Test
    void savepointsAndRescalingUpAndDown() throws Exception {
        try (FaultRun run = bench.run("rescaled")) {
            FaultCluster two = run.start(2, null);
            run.sendUntil(0.3);
            run.awaitCheckpoints(1);
            run.sendUntil(0.4);
            String first = two.job().stopWithSavepoint(bench.directory.resolve("savepoints"));
            run.stop();
            FaultCluster three = run.start(3, first);
            run.sendUntil(0.7);
            run.awaitCheckpoints(1);
            run.sendUntil(0.8);
            String second = three.job().stopWithSavepoint(bench.directory.resolve("savepoints"));
            run.stop();
            run.start(1, second);
            run.sendRest();
            run.assertOutcome(expected);
            assertThat(run.cluster().job().restarts()).isZero();
        }
    }

    @Test
    void checkpointsThatFailStopNothing() throws Exception {
        try (FaultRun run = bench.run("unstored")) {
            FaultCluster cluster = run.start(2, null);
            run.sendUntil(0.4);
            run.awaitCheckpoints(2);
            run.breakCheckpoints();
            run.sendUntil(0.7);
            long failed = cluster.job().failedCheckpoints();
            run.await("failed checkpoints", () -> cluster.job().failedCheckpoints() >= failed + 6);
            run.mendCheckpoints();
            run.sendRest();
            run.assertOutcome(expected);
            assertThat(cluster.job().restarts()).isZero();
        }
    }
}
