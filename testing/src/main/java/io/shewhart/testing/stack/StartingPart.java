/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.stack;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * A part that is started beside others. Closing waits until it has started, and closes it then.
 *
 * @param <T> what is started
 */
final class StartingPart<T extends AutoCloseable> implements AutoCloseable {
    private final FutureTask<T> start;

    private StartingPart(FutureTask<T> start) {
        this.start = start;
    }

    /** Begins to start it, in a thread of its own. */
    static <T extends AutoCloseable> StartingPart<T> begin(String name, Callable<T> start) {
        FutureTask<T> task = new FutureTask<>(start);
        Thread thread = new Thread(task, "start of " + name);
        thread.setDaemon(true);
        thread.start();
        return new StartingPart<>(task);
    }

    /** Waits for it; fails with what it failed with. */
    T await() throws Exception {
        try {
            return start.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        }
    }

    @Override
    public void close() {
        try {
            start.get().close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            // It has not started; who waited for it was told.
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
