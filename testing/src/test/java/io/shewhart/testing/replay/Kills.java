/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.replay;

import java.nio.file.Path;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.flink.core.execution.JobClient;

/** Kills jobs at random points. */
final class Kills {
    private static final CountDownLatch NEVER = new CountDownLatch(1);

    private Kills() {}

    /**
     * Waits for a new checkpoint and a random while, then cancels the job without a savepoint;
     * false when the job ended by itself before.
     */
    static boolean killAfterCheckpoint(JobClient job, Path checkpoints, SplittableRandom random)
            throws Exception {
        Path before = Checkpoints.newest(checkpoints);
        CompletableFuture<?> end = job.getJobExecutionResult();
        while (Objects.equals(before, Checkpoints.newest(checkpoints)) && !end.isDone()) {
            pause(20);
        }
        pause(random.nextLong(100, 900));
        if (!end.isDone()) {
            job.cancel().get();
        }
        try {
            end.get();
            return false;
        } catch (ExecutionException e) {
            return true;
        }
    }

    private static void pause(long millis) throws InterruptedException {
        if (NEVER.await(millis, TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("nobody counts this down");
        }
    }
}
