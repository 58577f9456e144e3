/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.jobs;

import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend.PriorityQueueStateType;
import org.apache.flink.state.rocksdb.RocksDBConfigurableOptions;
import org.apache.flink.state.rocksdb.RocksDBOptions;

/** Flink settings that the job relies on, wherever it runs. */
public final class JobSettings {
    /**
     * Never changes: key groups of every savepoint depend on it. Many divisors, so that load
     * spreads evenly.
     */
    public static final int MAX_PARALLELISM = 720;

    /** How long checkpoints may fail one after the other before the job is restarted. */
    private static final Duration CHECKPOINT_OUTAGE = Duration.ofMinutes(10);

    /**
     * From Flink 2.3 on a partition runs ahead for so many rounds of alignment longer. Nobody needs
     * that here: a round takes a tenth of a second. Flink reads it from a TaskManager's settings,
     * so that it does nothing to a cluster that is there before the job.
     */
    private static final ConfigOption<Integer> ALIGNMENT_BUFFER =
            ConfigOptions.key("pipeline.watermark-alignment.buffer-size")
                    .intType()
                    .noDefaultValue();

    private JobSettings() {}

    /** RocksDB, incremental checkpoints, object reuse; no Kryo and no generated uids. */
    public static Configuration configuration(JobOptions options) {
        Configuration c = new Configuration();
        c.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
        c.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
        c.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, options.checkpointInterval());
        c.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        c.set(PipelineOptions.OBJECT_REUSE, true);
        c.set(PipelineOptions.GENERIC_TYPES, false);
        c.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        c.set(PipelineOptions.MAX_PARALLELISM, MAX_PARALLELISM);
        // Timers on the heap beside RocksDB are written as raw keyed state, which is where assembly
        // keeps its traces.
        c.set(RocksDBOptions.TIMER_SERVICE_FACTORY, PriorityQueueStateType.ROCKSDB);
        c.set(RocksDBConfigurableOptions.MAX_BACKGROUND_THREADS, 4);
        c.set(RocksDBConfigurableOptions.USE_BLOOM_FILTER, true);
        return c;
    }

    /**
     * The same for a job that runs for ever.
     *
     * <p>Restarts have no limit: an outage may last longer than any count of attempts, and no
     * record can fail the job, so what fails will work again. Their delay grows to a minute.
     *
     * <p>A storage of checkpoints that is away does not restart the job for {@link
     * #CHECKPOINT_OUTAGE}: a restart would read from the same storage, and do everything again that
     * was done since the last checkpoint.
     *
     * <p>Checkpoints are aligned. Unaligned ones would put what is on its way into every
     * checkpoint; here back-pressure comes from a backlog, which alignment of partitions and small
     * records between operators keep short.
     */
    public static Configuration endless(JobOptions options) {
        Configuration c = configuration(options);
        c.set(
                CheckpointingOptions.MIN_PAUSE_BETWEEN_CHECKPOINTS,
                options.checkpointInterval().dividedBy(2));
        c.set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, Duration.ofMinutes(10));
        c.set(
                CheckpointingOptions.TOLERABLE_FAILURE_NUMBER,
                (int)
                        Math.max(
                                3,
                                CHECKPOINT_OUTAGE.toMillis()
                                        / options.checkpointInterval().toMillis()));
        c.set(CheckpointingOptions.ENABLE_UNALIGNED, false);
        c.set(ALIGNMENT_BUFFER, 0);
        c.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
        c.set(
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF,
                Duration.ofSeconds(1));
        c.set(
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF,
                Duration.ofMinutes(1));
        c.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_BACKOFF_MULTIPLIER, 1.5);
        c.set(
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_RESET_BACKOFF_THRESHOLD,
                Duration.ofMinutes(10));
        return c;
    }
}
