/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.faults;

import io.shewhart.jobs.InfluxSinks;
import io.shewhart.jobs.JobOptions;
import io.shewhart.jobs.JobSettings;
import io.shewhart.jobs.KafkaOptions;
import io.shewhart.jobs.ProcessControlJob;
import io.shewhart.jobs.config.Config;
import io.shewhart.jobs.config.ConfigLayer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.CheckpointStatsSnapshot;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.AccessExecutionJobVertex;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.highavailability.nonha.embedded.HaLeadershipControl;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;

/**
 * A cluster in this process whose TaskManagers, of one slot each, and JobManager can be killed,
 * with the production job on it.
 */
final class FaultCluster implements AutoCloseable {
    private final MiniCluster cluster;
    private final JobID job;

    /** Index of the oldest TaskManager that is alive; new ones get the next free index. */
    private int oldest;

    private FaultCluster(MiniCluster cluster, JobID job) {
        this.cluster = cluster;
        this.job = job;
    }

    static FaultCluster start(
            List<String> settings, int parallelism, Path checkpoints, String restoreFromOrNull)
            throws Exception {
        Config config = Config.of(List.of(ConfigLayer.commandLine(settings)));
        JobOptions options = JobOptions.of(config);
        Configuration c = JobSettings.endless(options);
        c.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString());
        c.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(96));
        c.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(32));
        c.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(32));
        c.set(HeartbeatManagerOptions.HEARTBEAT_INTERVAL, Duration.ofSeconds(1));
        c.set(
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF,
                Duration.ofMillis(100));
        MiniCluster cluster =
                new MiniCluster(
                        new MiniClusterConfiguration.Builder()
                                .setConfiguration(c)
                                .withRandomPorts()
                                .setNumTaskManagers(parallelism)
                                .setNumSlotsPerTaskManager(1)
                                .setHaServices(MiniCluster.HaServices.WITH_LEADERSHIP_CONTROL)
                                .build());
        try {
            cluster.start();
            StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(c);
            env.setParallelism(parallelism);
            ProcessControlJob.build(
                    env,
                    options,
                    KafkaOptions.of(config, options),
                    InfluxSinks.of(config).orElseThrow().sinks());
            StreamGraph graph = env.getStreamGraph();
            if (restoreFromOrNull != null) {
                graph.setSavepointRestoreSettings(
                        SavepointRestoreSettings.forPath(restoreFromOrNull));
            }
            graph.serializeUserDefinedInstances();
            JobID job = cluster.submitJob(graph).get().getJobID();
            return new FaultCluster(cluster, job);
        } catch (Exception | Error e) {
            cluster.close();
            throw e;
        }
    }

    /** Kills the TaskManager that has lived longest. */
    void killTaskManager() throws Exception {
        cluster.terminateTaskManager(oldest++).get();
    }

    /** Starts a TaskManager in place of one that was killed. */
    void startTaskManager() throws Exception {
        cluster.startTaskManager();
    }

    /** Takes the leadership from the JobMaster, which drops everything that it holds in memory. */
    void killJobManager() throws Exception {
        leadership().revokeJobMasterLeadership(job).get();
    }

    /** Lets another JobMaster go on from the newest checkpoint. */
    void startJobManager() throws Exception {
        leadership().grantJobMasterLeadership(job).get();
    }

    private HaLeadershipControl leadership() {
        return cluster.getHaLeadershipControl().orElseThrow();
    }

    /** Stops the job with a savepoint and returns where that is. */
    String stopWithSavepoint(Path directory) throws Exception {
        return cluster.stopWithSavepoint(
                        job, directory.toUri().toString(), false, SavepointFormatType.CANONICAL)
                .get();
    }

    /** Whether all tasks run. */
    boolean running() throws Exception {
        AccessExecutionGraph graph = graph();
        if (graph == null || graph.getState() != JobStatus.RUNNING) {
            return false;
        }
        for (AccessExecutionVertex vertex : graph.getAllExecutionVertices()) {
            if (vertex.getExecutionState() != ExecutionState.RUNNING) {
                return false;
            }
        }
        return true;
    }

    /** How often the present JobMaster has restarted the job. */
    int restarts() throws Exception {
        int most = 0;
        AccessExecutionGraph graph = graph();
        for (AccessExecutionJobVertex vertex : graph.getVerticesTopologically()) {
            for (AccessExecutionVertex subtask : vertex.getTaskVertices()) {
                most = Math.max(most, subtask.getCurrentExecutionAttempt().getAttemptNumber());
            }
        }
        return most;
    }

    /** Checkpoints that the present JobMaster has completed. */
    long checkpoints() throws Exception {
        CheckpointStatsSnapshot stats = stats();
        return stats == null ? 0 : stats.getCounts().getNumberOfCompletedCheckpoints();
    }

    /** Checkpoints that have failed under the present JobMaster. */
    long failedCheckpoints() throws Exception {
        CheckpointStatsSnapshot stats = stats();
        return stats == null ? 0 : stats.getCounts().getNumberOfFailedCheckpoints();
    }

    private CheckpointStatsSnapshot stats() throws Exception {
        AccessExecutionGraph graph = graph();
        return graph == null ? null : graph.getCheckpointStatsSnapshot();
    }

    /** Null while no JobMaster answers. */
    private AccessExecutionGraph graph() throws InterruptedException {
        try {
            return cluster.getExecutionGraph(job).get();
        } catch (ExecutionException e) {
            return null;
        }
    }

    /** Fails when the job has ended. */
    void check() throws Exception {
        AccessExecutionGraph graph = graph();
        if (graph != null && graph.getState().isGloballyTerminalState()) {
            throw new IllegalStateException("the job is " + graph.getState(), cause(graph));
        }
    }

    private static Throwable cause(AccessExecutionGraph graph) {
        return graph.getFailureInfo() == null ? null : graph.getFailureInfo().getException();
    }

    /** Ends the cluster without a savepoint, as a power cut would. */
    @Override
    public void close() {
        cluster.closeAsyncWithoutCleaningHighAvailabilityData().join();
    }
}
