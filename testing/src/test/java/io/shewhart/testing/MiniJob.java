/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.CheckpointStatsSnapshot;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecution;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.executiongraph.ErrorInfo;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;

/** A job on a cluster of its own in this process, which tells how it is doing. */
public final class MiniJob implements Await.Worker, AutoCloseable {
    private final MiniCluster cluster;
    private final JobID id;

    private MiniJob(MiniCluster cluster, JobID id) {
        this.cluster = cluster;
        this.id = id;
    }

    /**
     * Starts a cluster and the job.
     *
     * @param build adds the job's operators
     */
    public static MiniJob start(
            MiniClusterConfiguration configuration,
            int parallelism,
            String restoreFromOrNull,
            Consumer<StreamExecutionEnvironment> build)
            throws Exception {
        MiniCluster cluster = new MiniCluster(configuration);
        try {
            cluster.start();
            StreamExecutionEnvironment env =
                    StreamExecutionEnvironment.getExecutionEnvironment(
                            configuration.getConfiguration());
            env.setParallelism(parallelism);
            build.accept(env);
            StreamGraph graph = env.getStreamGraph();
            if (restoreFromOrNull != null) {
                graph.setSavepointRestoreSettings(
                        SavepointRestoreSettings.forPath(restoreFromOrNull));
            }
            JobID id = Await.result("the job to start", Submission.of(graph, cluster)).getJobID();
            return new MiniJob(cluster, id);
        } catch (Exception | Error e) {
            cluster.close();
            throw e;
        }
    }

    /** The cluster that runs nothing else. */
    public MiniCluster cluster() {
        return cluster;
    }

    /** The job's id. */
    public JobID id() {
        return id;
    }

    /** Makes a checkpoint and returns where it is; what waited for it is committed soon after. */
    public String checkpoint() throws Exception {
        return Await.result("a checkpoint", cluster.triggerCheckpoint(id));
    }

    /** Makes a savepoint while the job goes on, which commits nothing; returns where it is. */
    public String savepoint(Path directory) throws Exception {
        return Await.result(
                "a savepoint",
                cluster.triggerSavepoint(
                        id, directory.toUri().toString(), false, SavepointFormatType.CANONICAL));
    }

    /** Stops the job with a savepoint and returns where that is. */
    public String stopWithSavepoint(Path directory) throws Exception {
        return Await.result(
                "a savepoint",
                cluster.stopWithSavepoint(
                        id, directory.toUri().toString(), false, SavepointFormatType.CANONICAL));
    }

    /** Waits for the end of a job that ends, and fails when it is a bad one. */
    public void finish() throws Exception {
        JobResult result = Await.result("the end of the job", cluster.requestJobResult(id));
        result.toJobExecutionResult(MiniJob.class.getClassLoader());
    }

    /** Cancels the job and waits for its end, if it has not ended by itself. */
    public void cancel() {
        try {
            Await.result("the job to be cancelled", cluster.cancelJob(id));
            Await.result("the end of a cancelled job", cluster.requestJobResult(id));
        } catch (ExecutionException e) {
            // It had ended.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether all tasks run. */
    public boolean running() throws InterruptedException {
        AccessExecutionGraph graph = graphOrNull();
        return graph != null
                && graph.getState() == JobStatus.RUNNING
                && subtasks(graph).stream()
                        .allMatch(s -> s.getExecutionState() == ExecutionState.RUNNING);
    }

    /** How often the present JobMaster has restarted the job. */
    public int restarts() throws InterruptedException {
        AccessExecutionGraph graph = graphOrNull();
        return graph == null ? 0 : restarts(graph);
    }

    private static int restarts(AccessExecutionGraph graph) {
        return subtasks(graph).stream()
                .mapToInt(subtask -> subtask.getCurrentExecutionAttempt().getAttemptNumber())
                .max()
                .orElse(0);
    }

    /** Checkpoints that the present JobMaster has completed. */
    public long checkpoints() throws InterruptedException {
        CheckpointStatsSnapshot stats = stats(graphOrNull());
        return stats == null ? 0 : stats.getCounts().getNumberOfCompletedCheckpoints();
    }

    /** Checkpoints that have failed under the present JobMaster. */
    public long failedCheckpoints() throws InterruptedException {
        CheckpointStatsSnapshot stats = stats(graphOrNull());
        return stats == null ? 0 : stats.getCounts().getNumberOfFailedCheckpoints();
    }

    private static CheckpointStatsSnapshot stats(AccessExecutionGraph graphOrNull) {
        return graphOrNull == null ? null : graphOrNull.getCheckpointStatsSnapshot();
    }

    /** Null while no JobMaster answers. */
    private AccessExecutionGraph graphOrNull() throws InterruptedException {
        try {
            return Await.result("an answer of the cluster", cluster.getExecutionGraph(id));
        } catch (ExecutionException e) {
            return null;
        }
    }

    private static List<AccessExecutionVertex> subtasks(AccessExecutionGraph graph) {
        return StreamSupport.stream(graph.getAllExecutionVertices().spliterator(), false)
                .map(AccessExecutionVertex.class::cast)
                .toList();
    }

    @Override
    public void check() throws Exception {
        AccessExecutionGraph graph = graphOrNull();
        if (graph != null && graph.getState().isGloballyTerminalState()) {
            throw new IllegalStateException("the job has ended: " + state());
        }
    }

    @Override
    public String state() throws InterruptedException {
        AccessExecutionGraph graph = graphOrNull();
        if (graph == null) {
            return "no JobMaster answers";
        }
        List<String> idle = new ArrayList<>();
        ErrorInfo last = graph.getFailureInfo();
        for (AccessExecutionVertex subtask : subtasks(graph)) {
            if (subtask.getExecutionState() != ExecutionState.RUNNING) {
                idle.add(subtask.getTaskNameWithSubtaskIndex() + " " + subtask.getExecutionState());
            }
            last = newer(last, subtask.getCurrentExecutionAttempt());
            for (AccessExecution before : subtask.getExecutionHistory().getHistoricalExecutions()) {
                last = newer(last, before);
            }
        }
        CheckpointStatsSnapshot stats = stats(graph);
        return "job "
                + graph.getState()
                + ", restarts "
                + restarts(graph)
                + (stats == null
                        ? ""
                        : ", checkpoints completed "
                                + stats.getCounts().getNumberOfCompletedCheckpoints()
                                + ", failed "
                                + stats.getCounts().getNumberOfFailedCheckpoints())
                + ", not running "
                + idle
                + ", last exception "
                + (last == null ? "none" : last.getExceptionAsString());
    }

    private static ErrorInfo newer(ErrorInfo oneOrNull, AccessExecution attempt) {
        ErrorInfo other = attempt.getFailureInfo().orElse(null);
        return oneOrNull == null
                        || (other != null && other.getTimestamp() > oneOrNull.getTimestamp())
                ? other
                : oneOrNull;
    }

    /** Ends the cluster without a savepoint, as a power cut would. */
    @Override
    public void close() {
        try {
            Await.result(
                    "the end of a cluster",
                    cluster.closeAsyncWithoutCleaningHighAvailabilityData());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a cluster that does not end well", e);
        }
    }
}
