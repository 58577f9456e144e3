/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.state;

import io.shewhart.jobs.JobOptions;
import io.shewhart.jobs.JobSettings;
import io.shewhart.operators.flow.Key128;
import io.shewhart.operators.flow.Outputs;
import io.shewhart.operators.flow.ValueTypeInformation;
import io.shewhart.operators.trace.TraceRecord;
import io.shewhart.schemas.v1.Inference;
import io.shewhart.testing.job.ThreadTimes;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** Runs assembly alone, in one layout, over {@link Steps}. */
final class StateRun {
    /**
     * What a run took.
     *
     * @param task processor time of the task that assembles, seconds
     * @param rocksdb of RocksDB's own threads, which flush and compact
     * @param output what came out
     */
    record Result(double task, double rocksdb, Seen.Output output) {}

    private final Layout layout;
    private final JobOptions options;
    private final Path directory;

    StateRun(Layout layout, JobOptions options, Path directory) {
        this.layout = layout;
        this.options = options;
        this.directory = directory;
    }

    /** Without interruption, one subtask, with checkpoints. */
    Result measure() throws Exception {
        Seen.reset();
        StreamExecutionEnvironment env = job(1, null);
        double before = rocksdb();
        env.execute(layout.name());
        return new Result(Seen.seconds(), rocksdb() - before, Seen.output());
    }

    /**
     * Stopped with a savepoint once a part of the input was read, then resumed at another
     * parallelism: what came out altogether.
     */
    Seen.Output rescaled(int from, int to) throws Exception {
        Seen.reset();
        Steps.holdAt(Steps.count() / 2);
        JobClient client = job(from, null).executeAsync(layout.name());
        while (!Steps.isHeld()) {
            if (client.getJobExecutionResult().isCompletedExceptionally()) {
                client.getJobExecutionResult().get();
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        String savepoint =
                client.stopWithSavepoint(
                                false,
                                directory.resolve("savepoints").toUri() + "",
                                SavepointFormatType.NATIVE)
                        .get();
        Steps.holdAt(Long.MAX_VALUE);
        job(to, savepoint).execute(layout.name());
        return Seen.output();
    }

    private static double rocksdb() throws Exception {
        double seconds = 0;
        for (Map.Entry<String, Double> thread : ThreadTimes.now().rows().entrySet()) {
            if (thread.getKey().startsWith("rocksdb")) {
                seconds += thread.getValue();
            }
        }
        return seconds;
    }

    private StreamExecutionEnvironment job(int parallelism, String savepoint) {
        Configuration c = JobSettings.endless(options);
        c.set(StateBackendOptions.STATE_BACKEND, layout.backend);
        c.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                directory.resolve("checkpoints").toUri() + "");
        c.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(512));
        c.set(RestOptions.BIND_PORT, "0");
        if (savepoint != null) {
            c.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
        }
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(parallelism, c);
        DataStream<Long> steps =
                env.fromSource(
                                new NumberSequenceSource(0, Steps.count() - 1L),
                                StepWatermarks.strategy(),
                                "Steps")
                        .uid("steps")
                        .setParallelism(1);
        SingleOutputStreamOperator<Inference> inferences =
                layout.attach(
                                steps.map(Steps::read, ValueTypeInformation.spanGroup())
                                        .uid("groups")
                                        .setParallelism(1)
                                        .keyBy(
                                                g -> new Key128(g.traceIdHigh, g.traceIdLow),
                                                ValueTypeInformation.key128()),
                                options)
                        .uid("assembly");
        inferences
                .filter(new Seen<>(Inference::toByteArray))
                .uid("seen-inferences")
                .sinkTo(new DiscardingSink<>())
                .uid("drop-inferences");
        inferences
                .getSideOutput(Outputs.TRACES)
                .filter(new Seen<>(TraceRecord::toByteArray))
                .uid("seen-traces")
                .sinkTo(new DiscardingSink<>())
                .uid("drop-traces");
        return env;
    }
}
