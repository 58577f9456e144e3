/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.jobs.replay;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import io.shewhart.schemas.v1.ChartPoint;
import io.shewhart.schemas.v1.DeadLetter;
import io.shewhart.schemas.v1.Episode;
import io.shewhart.schemas.v1.Inference;
import io.shewhart.schemas.v1.LateSpan;
import io.shewhart.schemas.v1.SeriesLabels;
import io.shewhart.schemas.v1.TraceSummary;
import io.shewhart.schemas.v1.WindowAggregate;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * A result file of a replay: one message a line in protobuf's JSON mapping, sorted by a documented
 * key, ties by the line itself, so that equal results are equal bytes.
 *
 * @param name file name without ending
 * @param order the documented key
 */
record ResultFile<T extends Message>(String name, Comparator<T> order) {

    /** By event time, trace id, span id, revision. */
    static final ResultFile<Inference> INFERENCES =
            new ResultFile<>(
                    "inferences",
                    Comparator.comparingLong(Inference::getEventTimeUnixNano)
                            .thenComparing(Inference::getTraceId)
                            .thenComparing(Inference::getSpanId)
                            .thenComparingInt(Inference::getRevision));

    /** By event time, trace id, segment, revision. */
    static final ResultFile<TraceSummary> TRACES =
            new ResultFile<>(
                    "traces",
                    Comparator.comparingLong(TraceSummary::getEventTimeUnixNano)
                            .thenComparing(TraceSummary::getTraceId)
                            .thenComparingInt(TraceSummary::getSegment)
                            .thenComparingInt(TraceSummary::getRevision));

    /**
     * By window end, metric, labels (service, environment, provider, model, operation, vantage,
     * version).
     */
    static final ResultFile<WindowAggregate> WINDOWS =
            new ResultFile<>(
                    "windows",
                    Comparator.comparingLong(WindowAggregate::getEndTimeUnixNano)
                            .thenComparing(WindowAggregate::getMetric)
                            .thenComparing(byLabels(WindowAggregate::getLabels)));

    /** By subgroup end, metric, labels, chart. */
    static final ResultFile<ChartPoint> CHART_POINTS =
            new ResultFile<>(
                    "chart-points",
                    Comparator.comparingLong(ChartPoint::getEndTimeUnixNano)
                            .thenComparing(ChartPoint::getMetric)
                            .thenComparing(byLabels(ChartPoint::getLabels))
                            .thenComparing(ChartPoint::getChart));

    /** By time, id, sequence. */
    static final ResultFile<Episode> EPISODES =
            new ResultFile<>(
                    "episodes",
                    Comparator.comparingLong(Episode::getTimeUnixNano)
                            .thenComparing(Episode::getId)
                            .thenComparingInt(Episode::getSequence));

    /** By end, trace id, span id, reason. */
    static final ResultFile<LateSpan> LATE_SPANS =
            new ResultFile<>(
                    "late-spans",
                    Comparator.comparingLong(LateSpan::getEndTimeUnixNano)
                            .thenComparing(LateSpan::getTraceId)
                            .thenComparing(LateSpan::getSpanId)
                            .thenComparingInt(LateSpan::getReasonValue));

    /** By topic, partition, offset. */
    static final ResultFile<DeadLetter> DEAD_LETTERS =
            new ResultFile<>(
                    "dead-letters",
                    Comparator.comparing(DeadLetter::getTopic)
                            .thenComparingInt(DeadLetter::getPartition)
                            .thenComparingLong(DeadLetter::getOffset));

    private static final JsonFormat.Printer JSON =
            JsonFormat.printer()
                    .omittingInsignificantWhitespace()
                    .alwaysPrintFieldsWithNoPresence();

    /** Sorts the messages in place and writes them. */
    void write(Path directory, List<T> messages) throws IOException {
        messages.sort(order.thenComparing(ResultFile::line));
        Path file = directory.resolve(name + ".jsonl");
        try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            for (T message : messages) {
                out.write(line(message));
                out.write('\n');
            }
        }
    }

    private static String line(Message message) {
        try {
            return JSON.print(message);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("messages hold no Any, which alone can fail", e);
        }
    }

    private static <T> Comparator<T> byLabels(Function<T, SeriesLabels> labels) {
        return Comparator.comparing(
                labels,
                Comparator.comparing(SeriesLabels::getService)
                        .thenComparing(SeriesLabels::getEnvironment)
                        .thenComparing(SeriesLabels::getProvider)
                        .thenComparing(SeriesLabels::getModel)
                        .thenComparing(SeriesLabels::getOperation)
                        .thenComparing(SeriesLabels::getVantage)
                        .thenComparing(SeriesLabels::getVersion));
    }
}
