/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.store;

import io.shewhart.operators.flow.InfluxSink;
import io.shewhart.operators.flow.ValueTypeInformation;
import io.shewhart.operators.influx.InfluxSettings;
import io.shewhart.operators.influx.PointLines;
import io.shewhart.schemas.v1.SeriesLabels;
import io.shewhart.schemas.v1.WindowAggregate;
import io.shewhart.testing.Await;
import io.shewhart.testing.MiniJob;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A job that writes a known set of points, as fast as it is told, in the same process: a mini
 * cluster with two subtasks, checkpoints every 100 ms and restarts.
 */
final class SinkJob implements Await.Worker {
    /** Jobs by name, since functions are copied on their way to the cluster. */
    private static final Map<String, SinkJob> JOBS = new ConcurrentHashMap<>();

    private static final long SECOND = 1_000_000_000;
    private static final int SERIES = 50;

    /** Checkpoints that were completed, and starts of the pacing function. */
    final AtomicInteger checkpoints = new AtomicInteger();

    final AtomicInteger starts = new AtomicInteger();

    /** Points after which each subtask throws, each once. */
    final Set<Long> failures = ConcurrentHashMap.newKeySet();

    private final String name;
    private final InfluxSettings settings;
    private final long points;
    volatile long perSecond;

    private MiniJob started;

    SinkJob(String name, InfluxSettings settings, long points, long perSecond) {
        this.name = name;
        this.settings = settings;
        this.points = points;
        this.perSecond = perSecond;
        JOBS.put(name, this);
    }

    /** Starts it on a cluster of its own; runs one after the other only. */
    MiniJob start(Path checkpointDirectory) throws Exception {
        Configuration c = new Configuration();
        c.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(100));
        c.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                new org.apache.flink.core.fs.Path(checkpointDirectory.toUri()).toString());
        c.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        c.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 1_000);
        c.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(50));
        c.set(PipelineOptions.GENERIC_TYPES, false);
        c.set(PipelineOptions.OBJECT_REUSE, true);
        MiniClusterConfiguration one =
                new MiniClusterConfiguration.Builder()
                        .setConfiguration(c)
                        .withRandomPorts()
                        .setNumTaskManagers(1)
                        .setNumSlotsPerTaskManager(2)
                        .build();
        started = MiniJob.start(one, 2, null, this::build);
        return started;
    }

    private void build(StreamExecutionEnvironment env) {
        env.fromSource(
                        new NumberSequenceSource(0, points - 1),
                        WatermarkStrategy.noWatermarks(),
                        "Numbers")
                .map(new Paced(name))
                .returns(ValueTypeInformation.proto(WindowAggregate.getDefaultInstance()))
                .sinkTo(new InfluxSink<>(PointLines::window, settings));
    }

    @Override
    public void check() throws Exception {
        started.check();
    }

    @Override
    public String state() throws Exception {
        return "starts " + starts + ", checkpoints " + checkpoints + ", " + started.state();
    }

    /** Point i; no two have the same identity. */
    static WindowAggregate point(long i) {
        return WindowAggregate.newBuilder()
                .setMetric("ttft")
                .setLabels(
                        SeriesLabels.newBuilder()
                                .setService("service " + i % SERIES)
                                .setModel("a,b=c\\"))
                .setEndTimeUnixNano((1_795_392_000L + i / SERIES) * SECOND)
                .setCount(i)
                .setValue(i / 8.0)
                .setComplete(true)
                .build();
    }

    /** Sends points at a pace, and fails where it should. */
    private static final class Paced extends RichMapFunction<Long, WindowAggregate>
            implements CheckpointListener {
        private static final long serialVersionUID = 1L;

        private final String name;

        private Paced(String name) {
            this.name = name;
        }

        private SinkJob job() {
            return JOBS.get(name);
        }

        @Override
        public void open(OpenContext context) {
            job().starts.incrementAndGet();
        }

        @Override
        public WindowAggregate map(Long i) {
            LockSupport.parkNanos(2 * SECOND / job().perSecond);
            if (job().failures.remove(i)) {
                throw new IllegalStateException("as the test wants at " + i);
            }
            return point(i);
        }

        @Override
        public void notifyCheckpointComplete(long id) {
            job().checkpoints.incrementAndGet();
        }
    }
}
