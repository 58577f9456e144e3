/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.jobs;

import io.shewhart.jobs.config.Config;
import io.shewhart.jobs.config.ConfigKeys;
import io.shewhart.jobs.config.KafkaKeys;
import io.shewhart.operators.flow.ChartSetup;
import io.shewhart.operators.flow.WindowSetup;
import io.shewhart.operators.ingest.RecordDecoder;
import io.shewhart.operators.trace.TraceSettings;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * What the topology is built with: a validated configuration in the operators' own terms.
 *
 * @param topics matches the topics that hold spans
 * @param decoding how records are read
 * @param boundNanos disorder allowed within a partition
 * @param maxDrift how far a partition of an endless log is read ahead of the slowest
 * @param traces settings of trace assembly
 * @param traceHeapBytes memory that traces of a subtask may take on the heap
 * @param windows settings of the windows
 * @param charts settings of the charts and fixed limits
 * @param checkpointInterval time between checkpoints
 */
public record JobOptions(
        Pattern topics,
        RecordDecoder.Options decoding,
        long boundNanos,
        Duration maxDrift,
        TraceSettings traces,
        long traceHeapBytes,
        WindowSetup windows,
        ChartSetup charts,
        Duration checkpointInterval) {

    /** The options of a configuration. */
    public static JobOptions of(Config config) {
        long window = config.nanos(ConfigKeys.WINDOW);
        long settle = config.nanos(ConfigKeys.SETTLE);
        long lateness =
                config.get(ConfigKeys.LATENESS).isZero()
                        ? settle + Duration.ofSeconds(1).toNanos()
                        : config.nanos(ConfigKeys.LATENESS);
        long ttl = config.nanos(ConfigKeys.SERIES_TTL);
        return new JobOptions(
                config.get(ConfigKeys.TOPICS),
                new RecordDecoder.Options(
                        config.get(ConfigKeys.ENCODING),
                        config.nanos(ConfigKeys.CLOCK_AHEAD),
                        config.nanos(ConfigKeys.CLOCK_BEHIND),
                        config.nanos(KafkaKeys.SILENCE),
                        config.get(ConfigKeys.MAX_RECORD_BYTES),
                        config.get(ConfigKeys.DEAD_LETTER_VALUES)),
                config.nanos(ConfigKeys.BOUND),
                config.get(KafkaKeys.MAX_DRIFT),
                new TraceSettings(
                        settle,
                        config.nanos(ConfigKeys.IDLE_TIMEOUT),
                        config.nanos(ConfigKeys.MAX_DURATION),
                        config.nanos(ConfigKeys.RETENTION),
                        config.get(ConfigKeys.MAX_SPANS)),
                config.get(ConfigKeys.TRACE_HEAP),
                new WindowSetup(
                        window,
                        lateness,
                        ttl,
                        config.get(ConfigKeys.SERIES_CAP),
                        config.get(ConfigKeys.VERSION_PATTERN).pattern(),
                        Long.MIN_VALUE,
                        Long.MAX_VALUE),
                new ChartSetup(
                        window,
                        lateness,
                        ttl,
                        Long.MAX_VALUE,
                        config.get(ConfigKeys.BUDGET),
                        config.get(ConfigKeys.BUDGET_CHARTS),
                        config.get(ConfigKeys.PHASE_ONE),
                        config.get(ConfigKeys.ADJUST_TOKENS),
                        config.get(ConfigKeys.ADDITIONAL),
                        config.get(ConfigKeys.ALARM_RULES),
                        config.get(ConfigKeys.CHARTED),
                        config.get(ConfigKeys.FIXED_LIMITS)),
                config.get(ConfigKeys.CHECKPOINT_INTERVAL));
    }

    /** The same for a log whose ends are known, nanoseconds since the Unix epoch. */
    public JobOptions withBounds(long firstUnixNano, long lastUnixNano) {
        return new JobOptions(
                topics,
                decoding,
                boundNanos,
                maxDrift,
                traces,
                traceHeapBytes,
                windows.withBounds(firstUnixNano, lastUnixNano),
                charts.withEnd(lastUnixNano),
                checkpointInterval);
    }
}
