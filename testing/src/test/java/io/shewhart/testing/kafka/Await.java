/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.kafka;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits for what another thread or process does. */
final class Await {
    private static final CountDownLatch NEVER = new CountDownLatch(1);

    private Await() {}

    /** Waits until a condition holds, as long as the job runs. */
    static void until(RunningJob job, Callable<Boolean> condition) throws Exception {
        while (!condition.call()) {
            job.check();
            pause(100);
        }
    }

    static void pause(long millis) throws InterruptedException {
        if (NEVER.await(millis, TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("nobody counts this down");
        }
    }
}
