/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.shewhart.testing.cluster.SessionCluster;
import io.shewhart.testing.cluster.ZooKeeperProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The jar on a highly available cluster whose processes are killed by the operating system. */
@ExtendWith(FaultBench.Extension.class)
final class ProcessKillsITCase {
    private final FaultBench bench;

    ProcessKillsITCase(FaultBench bench) {
        this.bench = bench;
    }

    @Test
    void aTaskManagerAndTheJobManager() throws Exception {
        Path directory = bench.directory;
        try (ZooKeeperProcess zooKeeper =
                        ZooKeeperProcess.start(
                                Files.createDirectory(directory.resolve("zookeeper")));
                SessionCluster cluster =
                        SessionCluster.start(
                                Files.createDirectory(directory.resolve("flink")),
                                2,
                                "high-availability.type: zookeeper",
                                "high-availability.zookeeper.quorum: " + zooKeeper.quorum(),
                                "high-availability.storageDir: "
                                        + directory.resolve("flink/ha").toUri(),
                                "heartbeat.interval: 1s");
                FaultRun run = bench.run("processes")) {
            await(zooKeeper, () -> cluster.rest().slots() == 2);
            String jar = cluster.rest().upload(Path.of(System.getProperty("shewhart.cluster.jar")));
            String job = cluster.rest().run(jar, run.arguments(), 2, null);
            run.sendUntil(0.3);
            awaitCheckpoints(zooKeeper, cluster, job);

            run.sendUntil(0.5);
            cluster.killTaskManager();
            cluster.startTaskManager();
            awaitCheckpoints(zooKeeper, cluster, job);
            assertThat(cluster.rest().failures(job)).isEqualTo(1);

            run.sendUntil(0.7);
            cluster.killJobManager();
            cluster.startJobManager();
            awaitCheckpoints(zooKeeper, cluster, job);

            run.sendRest();
            await(zooKeeper, () -> run.outcome().equals(bench.expected));
            awaitCheckpoints(zooKeeper, cluster, job);
            assertThat(run.outcome()).isEqualTo(bench.expected);
            assertThat(cluster.rest().failures(job)).isZero();
            cluster.check();
        }
    }

    /** Waits for two more checkpoints: the first may have been on its way. */
    private static void awaitCheckpoints(
            ZooKeeperProcess zooKeeper, SessionCluster cluster, String job) throws Exception {
        long before = cluster.rest().newestCheckpoint(job);
        await(zooKeeper, () -> cluster.rest().newestCheckpoint(job) >= before + 2);
    }

    private static void await(ZooKeeperProcess zooKeeper, Callable<Boolean> condition)
            throws Exception {
        while (!condition.call()) {
            zooKeeper.check();
            FaultRun.pause(200);
        }
    }
}
