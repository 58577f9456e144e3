/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.kafka;

import io.shewhart.jobs.JobOptions;
import io.shewhart.jobs.JobSettings;
import io.shewhart.jobs.KafkaOptions;
import io.shewhart.jobs.ProcessControlJob;
import io.shewhart.jobs.StoreSinks;
import io.shewhart.jobs.config.Config;
import io.shewhart.jobs.config.ConfigLayer;
import io.shewhart.testing.Await;
import io.shewhart.testing.MiniJob;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;

/** The production job in a mini cluster of its own, on a real broker; cancelled when it closes. */
final class RunningJob implements Await.Worker, AutoCloseable {
    private final MiniJob job;

    private RunningJob(MiniJob job) {
        this.job = job;
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
        cluster.accept(c);
        MiniClusterConfiguration one =
                new MiniClusterConfiguration.Builder()
                        .setConfiguration(c)
                        .withRandomPorts()
                        .setNumTaskManagers(1)
                        .setNumSlotsPerTaskManager(parallelism)
                        .build();
        return new RunningJob(
                MiniJob.start(
                        one,
                        parallelism,
                        checkpointOrNull == null ? null : checkpointOrNull.toUri().toString(),
                        env ->
                                ProcessControlJob.build(
                                        env, options, KafkaOptions.of(config, options), store)));
    }

    @Override
    public void check() throws Exception {
        job.check();
    }

    @Override
    public String state() throws Exception {
        return job.state();
    }

    @Override
    public void close() {
        try (job) {
            job.cancel();
        }
    }
}
