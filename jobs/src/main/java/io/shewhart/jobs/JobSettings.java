/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.jobs;

import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.state.rocksdb.RocksDBConfigurableOptions;

/** Flink settings that the job relies on, wherever it runs. */
public final class JobSettings {
    /**
     * Never changes: key groups of every savepoint depend on it. Many divisors, so that load
     * spreads evenly.
     */
    public static final int MAX_PARALLELISM = 720;

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
        c.set(RocksDBConfigurableOptions.MAX_BACKGROUND_THREADS, 4);
        c.set(RocksDBConfigurableOptions.USE_BLOOM_FILTER, true);
        return c;
    }
}
