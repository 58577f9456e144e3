/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.shewhart.testing.Await;
import io.shewhart.testing.cluster.SessionCluster;
import io.shewhart.testing.cluster.ZooKeeperProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The jar on a highly available cluster whose processes are killed by the operating system: its
 * whole output is that of an undisturbed run over the same log, and it failed no more often than
 * something died.
 */
@ExtendWith(FaultBench.Extension.class)
final class ProcessKillsITCase {
    private static ZooKeeperProcess zooKeeper;
    private static SessionCluster cluster;

    private final FaultBench bench;

    ProcessKillsITCase(FaultBench bench) {
        this.bench = bench;
    }

    @BeforeAll
    static void startCluster(FaultBench bench) throws Exception {
        Path directory = Files.createDirectory(bench.directory.resolve("processes"));
        zooKeeper = ZooKeeperProcess.start(Files.createDirectory(directory.resolve("zookeeper")));
        cluster =
                SessionCluster.start(
                        Files.createDirectory(directory.resolve("flink")),
                        2,
                        "high-availability.type: zookeeper",
                        "high-availability.zookeeper.quorum: " + zooKeeper.quorum(),
                        "high-availability.storageDir: " + directory.resolve("ha").toUri(),
                        // How long the next JobManager waits for one that was killed.
                        "high-availability.zookeeper.client.session-timeout: 10s",
                        "high-availability.zookeeper.client.tolerate-suspended-connections: true",
                        "heartbeat.interval: 1s");
    }

    @AfterAll
    static void stopCluster() {
        if (cluster != null) {
            cluster.close();
        }
        if (zooKeeper != null) {
            zooKeeper.close();
        }
    }

    static IntStream seeds() {
        return Seeds.orBuild(1);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void taskManagerAndJobManagerKilledAtRandomPoints(int seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        try (FaultRun run = bench.run("processes-" + seed)) {
            ProcessJob job = new ProcessJob(cluster, run, 2);
            sendAround(run, random, 0.4);
            cluster.killTaskManager();
            cluster.startTaskManager();
            run.awaitCheckpoints(2);
            // Tasks may fail, and be sent to it again, before the cluster knows that it is gone.
            assertThat(job.failures()).isBetween(1, 3);

            sendAround(run, random, 0.8);
            cluster.killJobManager();
            cluster.startJobManager();
            run.awaitCheckpoints(2);

            run.sendRest();
            run.assertOutcome(bench.expected);
            // No restart storm under the second JobManager.
            assertThat(job.failures()).isLessThanOrEqualTo(2);
            job.cancel();
        }
    }

    /** Sends up to a random point, which is worked off, and more, which is on its way. */
    private static void sendAround(FaultRun run, SplittableRandom random, double share)
            throws Exception {
        run.sendUntil(share - random.nextDouble(0.2));
        run.awaitCheckpoints(1);
        run.sendUntil(share);
        Await.pause(random.nextLong(600));
    }
}
