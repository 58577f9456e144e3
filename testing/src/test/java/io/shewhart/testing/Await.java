/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Waits for what another thread or process does, as long as it can be expected to do it on a slow
 * machine and no longer: then the test fails and says what did not happen and how things stand.
 */
public final class Await {
    /** Many times what anything here takes, and less than a test may last. */
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private static final CountDownLatch NEVER = new CountDownLatch(1);

    /** Does what is waited for. */
    public interface Worker {
        /** Fails when it has ended, and nothing can come of it any more. */
        void check() throws Exception;

        /** How it is doing, for those who have to find out why nothing came. */
        String state() throws Exception;
    }

    private Await() {}

    /**
     * Waits until a condition holds, as long as the worker is at work.
     *
     * @param what completes "waited for"
     */
    public static void until(String what, Worker worker, Callable<Boolean> condition)
            throws Exception {
        long since = System.nanoTime();
        while (!condition.call()) {
            worker.check();
            if (System.nanoTime() - since > LIMIT.toNanos()) {
                throw new AssertionError(
                        "waited "
                                + LIMIT.toSeconds()
                                + " s in vain for "
                                + what
                                + "\n"
                                + worker.state());
            }
            pause(50);
        }
    }

    /** Waits until a condition holds. */
    public static void until(String what, Callable<Boolean> condition) throws Exception {
        until(
                what,
                new Worker() {
                    @Override
                    public void check() {}

                    @Override
                    public String state() {
                        return "";
                    }
                },
                condition);
    }

    /** Waits for a result, and throws what it failed of. */
    public static <T> T result(String what, CompletableFuture<T> result)
            throws InterruptedException, ExecutionException {
        try {
            return result.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("waited " + LIMIT.toSeconds() + " s in vain for " + what, e);
        }
    }

    /** Lets time pass where there is nothing to wait for. */
    public static void pause(long millis) throws InterruptedException {
        if (NEVER.await(millis, TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("nobody counts this down");
        }
    }
}
