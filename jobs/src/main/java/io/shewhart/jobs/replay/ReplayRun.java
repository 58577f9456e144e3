/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.jobs.replay;

import io.shewhart.jobs.JobOptions;
import io.shewhart.jobs.ProcessControlTopology;
import io.shewhart.jobs.config.Config;
import io.shewhart.jobs.config.ConfigLayer;
import io.shewhart.operators.ingest.DecodedRecord;
import io.shewhart.schemas.v1.Episode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * One replay in its steps: look through the captures, build the job (as often as it must be
 * restarted), publish the results. Closing removes everything but the results.
 */
public final class ReplayRun implements AutoCloseable {
    private final JobOptions options;
    private final CaptureIndex index;
    private final WorkDirectory work;
    private final ReplayResults results;
    private final ReplaySummary summary = new ReplaySummary();
    private final OutDirectory out;

    private ReplayRun(
            JobOptions options, CaptureIndex index, WorkDirectory work, OutDirectory out) {
        this.options =
                index.hasSpans()
                        ? options.withBounds(index.firstUnixNano(), index.lastUnixNano())
                        : options;
        this.index = index;
        this.work = work;
        this.out = out;
        results = new ReplayResults(work.path().resolve("results"));
    }

    /** Looks through captures with settings as KEY=VALUE on top of the defaults. */
    public static ReplayRun prepare(List<Path> captures, List<String> settings, Path out)
            throws IOException {
        return prepare(captures, Config.of(List.of(ConfigLayer.commandLine(settings))), out);
    }

    /**
     * Looks through captures.
     *
     * @throws IOException names file and line of what is no capture, or says why no results can be
     *     written
     */
    static ReplayRun prepare(List<Path> captures, Config config, Path directory)
            throws IOException {
        OutDirectory out = new OutDirectory(directory);
        out.check();
        JobOptions options = JobOptions.of(config);
        CaptureIndex index =
                CaptureIndex.of(
                        captures.stream().map(Path::toString).toList(),
                        options.topics(),
                        options.decoding());
        ReplayRun run = new ReplayRun(options, index, out.begin(), out);
        run.summary.add("input", "captures", captures.size());
        run.summary.add("input", "records", index.records());
        index.skipped().forEach((topic, n) -> run.summary.add("input", "skipped " + topic, n));
        return run;
    }

    /** Whether there is anything for a job to read. */
    boolean hasLogs() {
        return !index.logs().isEmpty();
    }

    /** Where checkpoints go. */
    public Path checkpoints() {
        return ReplayCluster.checkpoints(work.path());
    }

    /** A mini cluster of its own, starting from a checkpoint if one is given. */
    public StreamExecutionEnvironment environment(int parallelism, Path checkpointOrNull) {
        return ReplayCluster.environment(options, parallelism, work.path(), checkpointOrNull);
    }

    /** Type of the source's records. */
    public TypeInformation<DecodedRecord> sourceType() {
        return source().getProducedType();
    }

    /** Adds the job to an environment, with the source as it is or wrapped. */
    public void build(
            StreamExecutionEnvironment env,
            UnaryOperator<Source<DecodedRecord, CaptureLog, List<CaptureLog>>> wrap) {
        ProcessControlTopology.build(env, options, wrap.apply(source()), results.sinks());
    }

    /** Sorts and writes the results, in place of older ones; returns the episodes. */
    public List<Episode> publish() throws IOException {
        Path finished = work.directory("finished");
        List<Episode> episodes = results.write(finished, summary);
        summary.write(finished);
        out.publish(finished);
        return episodes;
    }

    CaptureIndex index() {
        return index;
    }

    ReplaySummary summary() {
        return summary;
    }

    private CaptureSource source() {
        return new CaptureSource(index, options.decoding());
    }

    @Override
    public void close() throws IOException {
        work.close();
    }
}
