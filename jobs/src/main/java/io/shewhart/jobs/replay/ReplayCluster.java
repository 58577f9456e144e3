/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.jobs.replay;

import io.shewhart.jobs.JobOptions;
import io.shewhart.jobs.JobSettings;
import java.nio.file.Path;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A mini cluster in this process, set as production is: RocksDB state, object reuse, checkpoints.
 */
final class ReplayCluster {
    private ReplayCluster() {}

    static StreamExecutionEnvironment environment(
            JobOptions options, int parallelism, Path work, Path checkpointOrNull) {
        Configuration configuration = JobSettings.configuration(options);
        configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(512));
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(128));
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(128));
        configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, flinkPath(checkpoints(work)));
        if (checkpointOrNull != null) {
            configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, flinkPath(checkpointOrNull));
        }
        // While some readers have finished and others have not, union state cannot be checkpointed.
        configuration.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, Integer.MAX_VALUE);
        // What Flink leaves behind in the machine's directory for such files adds up.
        configuration.set(CoreOptions.TMP_DIRS, work.resolve("tmp").toString());
        configuration.set(WebOptions.TMP_DIR, work.resolve("tmp").toString());
        // What fails in a replay would fail again: the log does not change.
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        configuration.set(RestOptions.BIND_PORT, "0");
        return StreamExecutionEnvironment.createLocalEnvironment(parallelism, configuration);
    }

    /** Where checkpoints go. */
    static Path checkpoints(Path work) {
        return work.resolve("checkpoints");
    }

    /** Flink quotes the text of a path itself; a URI would be quoted twice. */
    private static String flinkPath(Path path) {
        return new org.apache.flink.core.fs.Path(path.toUri()).toString();
    }
}
