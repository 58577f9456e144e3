/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.metrics.groups.SplitEnumeratorMetricGroup;
import org.junit.jupiter.api.Test;

/** When the first round of discovery is over, and what becomes of a later one that fails. */
class FirstRoundContextTest {
    private final Asynchronous flink = new Asynchronous();
    private final List<String> seen = new ArrayList<>();
    private final FirstRoundContext<SourceSplit> context =
            new FirstRoundContext<>(flink, () -> seen.add("over"));

    @Test
    void theRoundIsOverWhenNothingThatItCalledIsOutstanding() {
        context.callAsync(
                () -> "partitions",
                (found, failure) -> {
                    seen.add(found);
                    context.callAsync(() -> "offsets", (offsets, f) -> seen.add(offsets));
                },
                0,
                1_000);
        flink.runNext();
        assertThat(seen).containsExactly("partitions");
        assertThat(context.isOver()).isFalse();
        flink.runNext();
        assertThat(seen).containsExactly("partitions", "offsets", "over");
        assertThat(context.isOver()).isTrue();
    }

    @Test
    void aRoundThatFindsNothingNewIsOverAtOnce() {
        context.callAsync(() -> "nothing", (found, failure) -> seen.add(found), 0, 1_000);
        flink.runNext();
        assertThat(seen).containsExactly("nothing", "over");
    }

    @Test
    void theFirstFailureFailsTheJobAndALaterOneIsTriedAgain() {
        BiConsumer<String, Throwable> handler =
                (found, failure) -> {
                    if (failure != null) {
                        throw new IllegalStateException(failure);
                    }
                    seen.add(found);
                };
        Callable<String> outage =
                () -> {
                    throw new IOException("no broker");
                };
        context.callAsync(outage, handler, 0, 1_000);
        assertThatThrownBy(flink::runNext).hasRootCauseMessage("no broker");
        assertThat(context.isOver()).isFalse();

        context.callAsync(() -> "partitions", handler, 0, 1_000);
        flink.runNext();
        context.callAsync(outage, handler, 0, 1_000);
        flink.runNext();
        context.callAsync(() -> "more", handler, 0, 1_000);
        flink.runNext();
        assertThat(seen).containsExactly("partitions", "over", "more");
    }

    /** Runs what is called when the test says so. */
    private static final class Asynchronous implements SplitEnumeratorContext<SourceSplit> {
        private final Deque<Runnable> calls = new ArrayDeque<>();

        void runNext() {
            calls.remove().run();
        }

        @Override
        public <T> void callAsync(Callable<T> callable, BiConsumer<T, Throwable> handler) {
            calls.add(
                    () -> {
                        T result;
                        try {
                            result = callable.call();
                        } catch (Exception e) {
                            handler.accept(null, e);
                            return;
                        }
                        handler.accept(result, null);
                    });
        }

        @Override
        public <T> void callAsync(
                Callable<T> callable, BiConsumer<T, Throwable> handler, long delay, long period) {
            callAsync(callable, handler);
        }

        @Override
        public SplitEnumeratorMetricGroup metricGroup() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void sendEventToSourceReader(int subtask, SourceEvent event) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int currentParallelism() {
            return 1;
        }

        @Override
        public Map<Integer, ReaderInfo> registeredReaders() {
            return Map.of();
        }

        @Override
        public void assignSplits(SplitsAssignment<SourceSplit> assignment) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void signalNoMoreSplits(int subtask) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void runInCoordinatorThread(Runnable runnable) {
            runnable.run();
        }
    }
}
