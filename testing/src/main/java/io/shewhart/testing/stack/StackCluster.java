/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.stack;

import io.shewhart.testing.Submission;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.runtime.minicluster.MiniClusterJobClient;
import org.apache.flink.state.rocksdb.RocksDBConfigurableOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;

/** A Flink cluster of one slot in this process, with Flink's web UI; it starts without a job. */
final class StackCluster implements AutoCloseable {
    /**
     * What the state backend may take. Its cache of blocks fills up to this however little state
     * there is, with what was once read: so much, and the process is as large after a minute as
     * after an hour.
     */
    private static final MemorySize STATE_MEMORY = MemorySize.ofMebiBytes(32);

    /**
     * Of every state; with the default a handful of states would take all memory of the backend and
     * be flushed with every write.
     */
    private static final MemorySize WRITE_BUFFER = MemorySize.ofMebiBytes(4);

    private final MiniCluster cluster;

    private StackCluster(MiniCluster cluster) {
        this.cluster = cluster;
    }

    /** Starts it; takes some seconds. */
    static StackCluster start(StackDirectories directories, int webPort) throws Exception {
        MiniCluster cluster =
                new MiniCluster(
                        new MiniClusterConfiguration.Builder()
                                .setConfiguration(configuration(directories, webPort))
                                .setNumTaskManagers(1)
                                .setNumSlotsPerTaskManager(1)
                                .build());
        try {
            cluster.start();
            return new StackCluster(cluster);
        } catch (Exception | Error e) {
            cluster.close();
            throw e;
        }
    }

    private static Configuration configuration(StackDirectories directories, int webPort) {
        Configuration c = new Configuration();
        c.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, STATE_MEMORY);
        c.set(RocksDBConfigurableOptions.WRITE_BUFFER_SIZE, WRITE_BUFFER);
        c.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(64));
        c.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(64));
        String temporary = directories.temporary().resolve("flink").toString();
        c.set(CoreOptions.TMP_DIRS, temporary);
        c.set(WebOptions.TMP_DIR, temporary);
        c.set(RestOptions.BIND_PORT, Integer.toString(webPort));
        c.set(RestOptions.PORT, webPort);
        c.set(RestOptions.ADDRESS, "localhost");
        c.set(RestOptions.BIND_ADDRESS, "localhost");
        c.set(WebOptions.SUBMIT_ENABLE, false);
        c.set(WebOptions.CANCEL_ENABLE, false);
        // How far the job has come is asked for by way of its metrics.
        c.set(MetricOptions.METRIC_FETCHER_UPDATE_INTERVAL, Duration.ofSeconds(1));
        return c;
    }

    /** Starts what an environment holds. */
    JobClient submit(StreamExecutionEnvironment env)
            throws IOException, ExecutionException, InterruptedException {
        StreamGraph graph = env.getStreamGraph();
        graph.setJobName("Shewhart");
        JobID job = Submission.of(graph, cluster).get().getJobID();
        return new MiniClusterJobClient(
                job,
                cluster,
                StackCluster.class.getClassLoader(),
                MiniClusterJobClient.JobFinalizationBehavior.NOTHING);
    }

    @Override
    public void close() {
        cluster.closeAsync().join();
    }
}
