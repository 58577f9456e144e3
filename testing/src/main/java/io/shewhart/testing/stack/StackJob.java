/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.stack;

import io.shewhart.jobs.InfluxSinks;
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
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The production job on a {@link StackCluster}. */
final class StackJob implements AutoCloseable {
    /** Short windows and waits, so that a newcomer sees something soon. */
    private static final List<String> LOCAL_PROFILE =
            List.of(
                    "window.length=10s",
                    "window.lateness=4s",
                    "trace.settle=3s",
                    "time.bound=10s",
                    // SDKs export every five seconds; a quiet partition must not hold up charts.
                    "time.silence=3s",
                    "job.checkpoint-interval=2s",
                    "kafka.discovery-interval=10s",
                    "influxdb.traces=true",
                    "output.alert-format=json",
                    "output.alert-source=/shewhart/local",
                    // So many charts of an application with a handful of models alarm.
                    "budget.charts=128");

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final JobClient client;
    private final Path savepoints;

    private StackJob(JobClient client, Path savepoints) {
        this.client = client;
        this.savepoints = savepoints;
    }

    /**
     * The configuration of the job in a stack.
     *
     * @param settings KEY=VALUE, on top of the local profile
     * @throws io.shewhart.jobs.config.ConfigException names every wrong key
     */
    static Config configuration(List<String> settings, String kafka, String store) {
        List<String> own = new ArrayList<>(LOCAL_PROFILE);
        own.add("kafka.bootstrap-servers=" + kafka);
        own.add("influxdb.url=" + store);
        return Config.of(List.of(ConfigLayer.commandLine(own), ConfigLayer.commandLine(settings)));
    }

    /** Starts it, from the newest state that is there. */
    static StackJob start(StackCluster cluster, Config config, StackDirectories directories)
            throws Exception {
        JobOptions options = JobOptions.of(config);
        StoreSinks store = InfluxSinks.of(config).orElseThrow().sinks();
        Configuration c = JobSettings.endless(options);
        c.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, flinkPath(directories.checkpoints()));
        Optional<Path> state = directories.newestState();
        if (state.isPresent()) {
            c.set(StateRecoveryOptions.SAVEPOINT_PATH, flinkPath(state.get()));
        }
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(c);
        env.setParallelism(1);
        ProcessControlJob.build(env, options, KafkaOptions.of(config, options), store);
        return new StackJob(cluster.submit(env), directories.savepoints());
    }

    /** Flink quotes the text of a path itself; a URI would be quoted twice. */
    private static String flinkPath(Path path) {
        return new org.apache.flink.core.fs.Path(path.toUri()).toString();
    }

    /** Id of the job, as Flink's REST interface names it. */
    String id() {
        return client.getJobID().toHexString();
    }

    /** Why the job has ended; empty while it runs. */
    Optional<String> ended() {
        CompletableFuture<?> result = client.getJobExecutionResult();
        if (!result.isDone()) {
            return Optional.empty();
        }
        try {
            result.get();
            return Optional.of("it was stopped");
        } catch (ExecutionException | CancellationException e) {
            Throwable cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            return Optional.of(cause.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }

    /** Stops it with a savepoint, from which a next start goes on. */
    void stop() throws InterruptedException {
        try {
            client.stopWithSavepoint(false, flinkPath(savepoints), SavepointFormatType.NATIVE)
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            client.getJobExecutionResult().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // Then the last checkpoint serves.
            close();
        }
    }

    /** Cancels it. */
    @Override
    public void close() {
        try {
            client.cancel().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            client.getJobExecutionResult().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException | CancellationException e) {
            // What cancelling ends with.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
