/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.jobs.replay;

import com.google.protobuf.Message;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import io.shewhart.jobs.Sinks;
import io.shewhart.operators.trace.TraceRecord;
import io.shewhart.schemas.v1.ChartPoint;
import io.shewhart.schemas.v1.DeadLetter;
import io.shewhart.schemas.v1.Episode;
import io.shewhart.schemas.v1.Inference;
import io.shewhart.schemas.v1.LateSpan;
import io.shewhart.schemas.v1.QualityCount;
import io.shewhart.schemas.v1.TraceSummary;
import io.shewhart.schemas.v1.WindowAggregate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.util.function.SerializableFunction;

/** The files of a replay: as sinks while the job runs, sorted and printed afterwards. */
final class ReplayResults {
    private final Path work;

    /**
     * @param work directory for what the job writes
     */
    ReplayResults(Path work) {
        this.work = work;
    }

    Sinks sinks() {
        return new Sinks(
                this.<Inference>to("inferences"),
                this.<TraceRecord>to("traces", TraceRecord::summary),
                this.<LateSpan>to("late-spans"),
                this.<DeadLetter>to("dead-letters"),
                this.<WindowAggregate>to("windows"),
                this.<ChartPoint>to("chart-points"),
                this.<Episode>to("episodes"),
                this.<QualityCount>to("quality"));
    }

    private <T extends Message> Consumer<DataStream<T>> to(String name) {
        return to(name, message -> message);
    }

    private <T> Consumer<DataStream<T>> to(
            String name, SerializableFunction<T, MessageLite> message) {
        FileSink<T> sink = MessageFiles.sink(work.resolve(name), message);
        return stream -> stream.sinkTo(sink).uid("sink-" + name).name("Write " + name);
    }

    /**
     * Writes all result files to a directory and adds what they hold to the summary; returns the
     * episodes.
     */
    List<Episode> write(Path directory, ReplaySummary summary) throws IOException {
        for (QualityCount count :
                MessageFiles.read(work.resolve("quality"), QualityCount.parser())) {
            if (!count.getLevel()) {
                summary.add("stage " + count.getStage(), count.getReason(), count.getCount());
            }
        }
        for (Inference i : write(directory, ResultFile.INFERENCES, Inference.parser(), summary)) {
            summary.add("inferences", EnumLabels.of(i.getRole()), 1);
            if (i.getLate()) {
                summary.add("inferences", "late", 1);
            }
            String dialect = i.getDialect().isEmpty() ? "unknown" : i.getDialect();
            summary.add("inferences by dialect", dialect, 1);
        }
        for (TraceSummary t : write(directory, ResultFile.TRACES, TraceSummary.parser(), summary)) {
            summary.add("traces", EnumLabels.of(t.getSettledBy()), 1);
        }
        for (WindowAggregate w :
                write(directory, ResultFile.WINDOWS, WindowAggregate.parser(), summary)) {
            summary.add("windows", w.getComplete() ? "complete" : "partial", 1);
        }
        for (ChartPoint p :
                write(directory, ResultFile.CHART_POINTS, ChartPoint.parser(), summary)) {
            summary.add("chart points", EnumLabels.of(p.getPhase()), 1);
            if (p.getSignal()) {
                summary.add("chart points", "signals", 1);
            }
        }
        for (LateSpan s : write(directory, ResultFile.LATE_SPANS, LateSpan.parser(), summary)) {
            summary.add("late spans", EnumLabels.of(s.getReason()), 1);
        }
        for (DeadLetter d :
                write(directory, ResultFile.DEAD_LETTERS, DeadLetter.parser(), summary)) {
            summary.add("dead letters", EnumLabels.of(d.getReason()), 1);
        }
        List<Episode> episodes = write(directory, ResultFile.EPISODES, Episode.parser(), summary);
        for (Episode e : episodes) {
            summary.add("episodes", EnumLabels.of(e.getState()), 1);
        }
        return episodes;
    }

    private <T extends Message> List<T> write(
            Path directory, ResultFile<T> file, Parser<T> parser, ReplaySummary summary)
            throws IOException {
        List<T> messages = MessageFiles.read(work.resolve(file.name()), parser);
        file.write(directory, messages);
        summary.add("output lines", file.name(), messages.size());
        return messages;
    }
}
