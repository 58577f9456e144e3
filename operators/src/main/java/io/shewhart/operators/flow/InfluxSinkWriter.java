/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.flow;

import io.shewhart.operators.influx.InfluxSettings;
import io.shewhart.operators.influx.LineStore;
import io.shewhart.operators.influx.StoreReply;
import io.shewhart.operators.influx.WriteHost;
import io.shewhart.operators.influx.WriteLoop;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.apache.flink.connector.base.sink.writer.ElementConverter;
import org.apache.flink.connector.base.sink.writer.RequestEntryWrapper;

/**
 * A {@link WriteLoop} in a task: everything but the requests themselves runs on the task's thread.
 *
 * <p>In place of Flink's {@code AsyncSinkWriter}, which cannot keep what {@link InfluxSink}
 * promises (2.2.1): its flush timer holds the task's thread while a request is under way, so that a
 * slow store stops input and barriers; before each barrier it waits for the request under way; and
 * what is to be tried again goes out at once, without a wait. Here a checkpoint takes the lines
 * under way along, and only a full buffer holds the thread.
 */
final class InfluxSinkWriter<T> implements StatefulSinkWriter<T, BufferedRequestState<byte[]>> {
    private final ElementConverter<T, byte[]> converter;
    private final MailboxExecutor mailbox;
    private final ProcessingTimeService timers;
    private final LineStore store;
    private final WriteLoop loop;

    InfluxSinkWriter(
            ElementConverter<T, byte[]> converter,
            WriterInitContext context,
            InfluxSettings settings,
            LineStore store) {
        this.converter = converter;
        this.mailbox = context.getMailboxExecutor();
        this.timers = context.getProcessingTimeService();
        this.store = store;
        InfluxMetrics metrics = new InfluxMetrics(context.metricGroup(), settings.store());
        this.loop =
                new WriteLoop(settings.limits(), new TaskHost(), metrics, new SplittableRandom());
        metrics.watch(loop);
    }

    void restore(Collection<BufferedRequestState<byte[]>> states) {
        for (BufferedRequestState<byte[]> state : states) {
            for (RequestEntryWrapper<byte[]> line : state.getBufferedRequestEntries()) {
                loop.add(line.getRequestEntry());
            }
        }
    }

    @Override
    public void write(T element, Context context) throws InterruptedException {
        while (loop.full()) {
            mailbox.yield();
        }
        loop.add(converter.apply(element, context));
    }

    /** Before a barrier there is nothing to do: lines under way are part of the checkpoint. */
    @Override
    public void flush(boolean endOfInput) throws InterruptedException {
        if (endOfInput) {
            loop.drain();
            while (!loop.idle()) {
                mailbox.yield();
            }
        }
    }

    @Override
    public List<BufferedRequestState<byte[]>> snapshotState(long checkpointId) {
        List<RequestEntryWrapper<byte[]>> lines =
                loop.unwritten().stream()
                        .map(line -> new RequestEntryWrapper<>(line, line.length))
                        .toList();
        return List.of(new BufferedRequestState<>(lines));
    }

    @Override
    public void close() {
        store.close();
    }

    /** The task as the loop sees it. */
    private final class TaskHost implements WriteHost {
        @Override
        public long now() {
            return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
        }

        @Override
        public void wakeAt(long millis) {
            long wait = Math.max(0, millis - now());
            // Timers of a task that ends do not matter; of one that fails they tell by themselves.
            ScheduledFuture<?> unused =
                    timers.registerTimer(
                            timers.getCurrentProcessingTime() + wait, time -> loop.wake());
        }

        @Override
        public void send(List<byte[]> lines) {
            store.write(lines, this::hand);
        }

        private void hand(StoreReply reply) {
            try {
                mailbox.execute(() -> loop.replied(reply), "Reply of the store");
            } catch (RejectedExecutionException e) {
                // The task has ended; its lines are in its last checkpoint.
                return;
            }
        }
    }
}
