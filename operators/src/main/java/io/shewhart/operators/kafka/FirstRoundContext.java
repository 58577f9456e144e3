/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.kafka;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.metrics.groups.SplitEnumeratorMetricGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices when an enumerator's first round of discovery is over: when nothing that it called
 * asynchronously is outstanding, except the next round.
 *
 * <p>A later round that fails, because no broker answers for a while, is logged and tried again at
 * its time; it would otherwise fail a job that reads on well. Everything runs in the coordinator's
 * thread.
 */
final class FirstRoundContext<S extends SourceSplit> implements SplitEnumeratorContext<S> {
    private static final Logger LOG = LoggerFactory.getLogger(FirstRoundContext.class);

    private final SplitEnumeratorContext<S> context;
    private final Runnable whenOver;
    private int outstanding;
    private boolean over;

    FirstRoundContext(SplitEnumeratorContext<S> context, Runnable whenOver) {
        this.context = context;
        this.whenOver = whenOver;
    }

    boolean isOver() {
        return over;
    }

    @Override
    public <T> void callAsync(Callable<T> callable, BiConsumer<T, Throwable> handler) {
        outstanding++;
        context.callAsync(
                callable,
                (result, failure) -> {
                    outstanding--;
                    handle(handler, result, failure);
                });
    }

    @Override
    public <T> void callAsync(
            Callable<T> callable,
            BiConsumer<T, Throwable> handler,
            long initialDelayMillis,
            long periodMillis) {
        context.callAsync(
                callable,
                (result, failure) -> handle(handler, result, failure),
                initialDelayMillis,
                periodMillis);
    }

    private <T> void handle(BiConsumer<T, Throwable> handler, T result, Throwable failure) {
        if (over && failure != null) {
            LOG.warn("Looking for new partitions failed; it will be tried again.", failure);
            return;
        }
        handler.accept(result, failure);
        if (!over && outstanding == 0) {
            over = true;
            whenOver.run();
        }
    }

    @Override
    public SplitEnumeratorMetricGroup metricGroup() {
        return context.metricGroup();
    }

    @Override
    public void sendEventToSourceReader(int subtask, SourceEvent event) {
        context.sendEventToSourceReader(subtask, event);
    }

    @Override
    public int currentParallelism() {
        return context.currentParallelism();
    }

    @Override
    public Map<Integer, ReaderInfo> registeredReaders() {
        return context.registeredReaders();
    }

    @Override
    public void assignSplits(SplitsAssignment<S> assignment) {
        context.assignSplits(assignment);
    }

    @Override
    public void signalNoMoreSplits(int subtask) {
        context.signalNoMoreSplits(subtask);
    }

    @Override
    public void runInCoordinatorThread(Runnable runnable) {
        context.runInCoordinatorThread(runnable);
    }

    @Override
    public void setIsProcessingBacklog(boolean isProcessingBacklog) {
        context.setIsProcessingBacklog(isProcessingBacklog);
    }
}
