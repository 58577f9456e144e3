/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.replay;

import io.shewhart.testing.Await;
import java.nio.file.Path;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.flink.core.execution.JobClient;

/** Kills jobs at random points. */
final class Kills {
    private Kills() {}

    /**
     * Waits for a new checkpoint and a random while, then cancels the job without a savepoint;
     * false when the job ended by itself before.
     */
    static boolean killAfterCheckpoint(JobClient job, Path checkpoints, SplittableRandom random)
            throws Exception {
        Path before = Checkpoints.newest(checkpoints);
        CompletableFuture<?> end = job.getJobExecutionResult();
        Await.until(
                "a checkpoint, the job being " + job.getJobStatus(),
                () -> end.isDone() || !Objects.equals(before, Checkpoints.newest(checkpoints)));
        Await.pause(random.nextLong(100, 900));
        if (!end.isDone()) {
            Await.result("the job to be cancelled", job.cancel());
        }
        try {
            Await.result("the end of the job", end);
            return false;
        } catch (ExecutionException e) {
            return true;
        }
    }
}
