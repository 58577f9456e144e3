/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.faults;

import io.shewhart.jobs.InfluxSinks;
import io.shewhart.jobs.JobOptions;
import io.shewhart.jobs.JobSettings;
import io.shewhart.jobs.KafkaOptions;
import io.shewhart.jobs.ProcessControlJob;
import io.shewhart.jobs.config.Config;
import io.shewhart.jobs.config.ConfigLayer;
import io.shewhart.testing.Await;
import io.shewhart.testing.MiniJob;
import io.shewhart.testing.kafka.SeenMetrics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.highavailability.nonha.embedded.HaLeadershipControl;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;

/**
 * A cluster in this process whose TaskManagers, of one slot each, and JobManager can be killed,
 * with the production job on it.
 */
final class FaultCluster implements AutoCloseable {
    private final MiniJob job;

    /** Index of the oldest TaskManager that is alive; new ones get the next free index. */
    private int oldest;

    private FaultCluster(MiniJob job) {
        this.job = job;
    }

    static FaultCluster start(
            List<String> settings,
            int parallelism,
            Path checkpoints,
            String restoreFromOrNull,
            boolean checkpointsByHand)
            throws Exception {
        Config config = Config.of(List.of(ConfigLayer.commandLine(settings)));
        JobOptions options = JobOptions.of(config);
        Configuration c = JobSettings.endless(options);
        c.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString());
        if (checkpointsByHand) {
            c.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofDays(1));
        }
        c.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(96));
        c.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(32));
        c.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(32));
        c.set(HeartbeatManagerOptions.HEARTBEAT_INTERVAL, Duration.ofSeconds(1));
        c.set(
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF,
                Duration.ofMillis(100));
        SeenMetrics.report(c);
        MiniClusterConfiguration cluster =
                new MiniClusterConfiguration.Builder()
                        .setConfiguration(c)
                        .withRandomPorts()
                        .setNumTaskManagers(parallelism)
                        .setNumSlotsPerTaskManager(1)
                        .setHaServices(MiniCluster.HaServices.WITH_LEADERSHIP_CONTROL)
                        .build();
        return new FaultCluster(
                MiniJob.start(
                        cluster,
                        parallelism,
                        restoreFromOrNull,
                        env ->
                                ProcessControlJob.build(
                                        env,
                                        options,
                                        KafkaOptions.of(config, options),
                                        InfluxSinks.of(config).orElseThrow().sinks())));
    }

    /** The job, which tells how it is doing. */
    MiniJob job() {
        return job;
    }

    /** Kills the TaskManager that has lived longest. */
    void killTaskManager() throws Exception {
        Await.result("the end of a TaskManager", job.cluster().terminateTaskManager(oldest++));
    }

    /** Starts a TaskManager in place of one that was killed. */
    void startTaskManager() throws Exception {
        job.cluster().startTaskManager();
    }

    /** Takes the leadership from the JobMaster, which drops everything that it holds in memory. */
    void killJobManager() throws Exception {
        Await.result("the end of a JobMaster", leadership().revokeJobMasterLeadership(job.id()));
    }

    /** Lets another JobMaster go on from the newest checkpoint. */
    void startJobManager() throws Exception {
        Await.result("a new JobMaster", leadership().grantJobMasterLeadership(job.id()));
    }

    private HaLeadershipControl leadership() {
        return job.cluster().getHaLeadershipControl().orElseThrow();
    }

    /** Ends the cluster without a savepoint, as a power cut would. */
    @Override
    public void close() {
        job.close();
    }
}
