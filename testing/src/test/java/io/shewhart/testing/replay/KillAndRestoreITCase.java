/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.shewhart.jobs.replay.ReplayRun;
import io.shewhart.testing.Await;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A job that is killed again and again, and restored at another parallelism, writes what an
 * undisturbed one writes.
 */
final class KillAndRestoreITCase {
    private static final long SEED = 20261123;

    /** The log holds about 2,000: it lasts for 25 s, five kills take 5 s each at the most. */
    private static final double RECORDS_PER_SECOND = 80;

    @TempDir Path directory;

    @Test
    void killsAndRescalesChangeNothing() throws Exception {
        Path capture = Captures.simulate(directory, 0.4);
        Path expected = Captures.replay(capture, directory.resolve("undisturbed"), 2);
        SplittableRandom random = new SplittableRandom(SEED);
        List<String> settings = List.of("job.checkpoint-interval=200ms");
        Path out = directory.resolve("killed");
        int kills = 0;
        try (ReplayRun run = ReplayRun.prepare(List.of(capture), settings, out)) {
            for (int parallelism : new int[] {2, 4, 1, 3, 2}) {
                JobClient job = start(run, parallelism, RECORDS_PER_SECOND);
                if (!Kills.killAfterCheckpoint(job, run.checkpoints(), random)) {
                    break;
                }
                kills++;
            }
            assertThat(kills).as("kills before the end of the log").isEqualTo(5);
            Await.result(
                    "the end of the log", start(run, 4, Double.MAX_VALUE).getJobExecutionResult());
            run.publish();
        }
        Captures.assertSame(expected, out);
    }

    private static JobClient start(ReplayRun run, int parallelism, double recordsPerSecond)
            throws Exception {
        StreamExecutionEnvironment env =
                run.environment(parallelism, Checkpoints.newest(run.checkpoints()));
        run.build(
                env,
                source ->
                        recordsPerSecond == Double.MAX_VALUE
                                ? source
                                : new ThrottledSource<>(
                                        source, run.sourceType(), recordsPerSecond));
        return env.executeAsync("to be killed");
    }
}
