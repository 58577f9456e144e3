/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

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

    @Test
    void taskManagersKilledAtRandomPoints() throws Exception {
        int seeds = Integer.getInteger("shewhart.faults.seeds", 3);
        for (int seed = 1; seed <= seeds; seed++) {
            killTaskManagers(seed);
        }
    }

    private void killTaskManagers(int seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        int kills = 2;
        try (FaultRun run = bench.run("killed-" + seed)) {
            FaultCluster cluster = run.start(2, null);
            for (int kill = 1; kill <= kills; kill++) {
                run.await(cluster::running);
                run.sendUntil((kill - random.nextDouble()) / (kills + 1));
                run.awaitCheckpoints(1);
                // On its way while the TaskManager dies.
                run.sendUntil((kill + 0.0) / (kills + 1));
                FaultRun.pause(random.nextLong(600));
                cluster.killTaskManager();
                cluster.startTaskManager();
                int killed = kill;
                run.await(() -> cluster.restarts() >= killed);
            }
            run.sendRest();
            run.assertOutcome(expected);
            assertThat(cluster.restarts()).as("restarts, seed %s", seed).isEqualTo(kills);
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
            run.await(cluster::running);
            run.sendRest();
            run.assertOutcome(expected);
            assertThat(cluster.restarts()).isZero();
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
            assertThat(run.cluster().restarts()).isZero();
        }
    }

    @Test
    void savepointsAndRescalingUpAndDown() throws Exception {
        try (FaultRun run = bench.run("rescaled")) {
            FaultCluster two = run.start(2, null);
            run.sendUntil(0.3);
            run.awaitCheckpoints(1);
            run.sendUntil(0.4);
            String first = two.stopWithSavepoint(bench.directory.resolve("savepoints"));
            run.stop();
            FaultCluster three = run.start(3, first);
            run.sendUntil(0.7);
            run.awaitCheckpoints(1);
            run.sendUntil(0.8);
            String second = three.stopWithSavepoint(bench.directory.resolve("savepoints"));
            run.stop();
            run.start(1, second);
            run.sendRest();
            run.assertOutcome(expected);
            assertThat(run.cluster().restarts()).isZero();
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
            long failed = cluster.failedCheckpoints();
            run.await(() -> cluster.failedCheckpoints() >= failed + 6);
            run.mendCheckpoints();
            run.sendRest();
            run.assertOutcome(expected);
            assertThat(cluster.restarts()).isZero();
        }
    }
}
