/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.kafka;

import io.shewhart.jobs.JobOptions;
import io.shewhart.jobs.JobSettings;
import io.shewhart.jobs.KafkaOptions;
import io.shewhart.jobs.ProcessControlJob;
import io.shewhart.jobs.StoreSinks;
import io.shewhart.jobs.config.Config;
import io.shewhart.jobs.config.ConfigLayer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The production job in a mini cluster of its own, on a real broker; cancelled when it closes. */
final class RunningJob implements AutoCloseable {
    private final JobClient client;

    private RunningJob(JobClient client) {
        this.client = client;
    }

    /** Starts the job, from a checkpoint if one is given. */
    static RunningJob start(
            List<String> settings,
            int parallelism,
            Path checkpoints,
            Path checkpointOrNull,
            StoreSinks store)
            throws Exception {
        return start(settings, parallelism, checkpoints, checkpointOrNull, store, c -> {});
    }

    /** The same with settings of the cluster. */
    static RunningJob start(
            List<String> settings,
            int parallelism,
            Path checkpoints,
            Path checkpointOrNull,
            StoreSinks store,
            Consumer<Configuration> cluster)
            throws Exception {
        List<String> all = new ArrayList<>(List.of("job.checkpoint-interval=300ms"));
        all.addAll(settings);
        Config config = Config.of(List.of(ConfigLayer.commandLine(all)));
        JobOptions options = JobOptions.of(config);
        Configuration c = JobSettings.endless(options);
        c.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString());
        c.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(256));
        c.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(64));
        c.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(64));
        c.set(
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF,
                Duration.ofMillis(100));
        c.set(RestOptions.BIND_PORT, "0");
        if (checkpointOrNull != null) {
            c.set(StateRecoveryOptions.SAVEPOINT_PATH, checkpointOrNull.toUri().toString());
        }
        cluster.accept(c);
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(parallelism, c);
        ProcessControlJob.build(env, options, KafkaOptions.of(config, options), store);
        return new RunningJob(env.executeAsync("test"));
    }

    /** Fails when the job has ended. */
    void check() throws Exception {
        if (client.getJobExecutionResult().isDone()) {
            client.getJobExecutionResult().get();
            throw new IllegalStateException("the job ended");
        }
    }

    @Override
    public void close() {
        try {
            client.cancel().get();
            client.getJobExecutionResult().get();
        } catch (ExecutionException e) {
            // What cancelling ends with.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
