/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.job;

import io.shewhart.jobs.StoreSinks;
import io.shewhart.schemas.v1.WindowAggregate;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * Looks on when windows and chart points leave the job, in this process. Static, because Flink
 * serializes what it runs.
 */
final class ResultWatch {
    private static final ResultWatch INSTANCE = new ResultWatch();

    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong windows = new AtomicLong();
    private final AtomicLong points = new AtomicLong();
    private final Map<Long, Long> calledUntil = new TreeMap<>();
    private final Map<Long, Long> seenAt = new TreeMap<>();
    private volatile long lastNanos;

    private ResultWatch() {}

    static ResultWatch instance() {
        return INSTANCE;
    }

    /** Begins anew, for another job in this process. */
    synchronized void reset() {
        calls.set(0);
        windows.set(0);
        points.set(0);
        calledUntil.clear();
        seenAt.clear();
        lastNanos = 0;
    }

    /** The sinks of a store, and a look at what goes to them. */
    static StoreSinks beside(StoreSinks store) {
        return new StoreSinks(
                store.windows()
                        .andThen(stream -> end(stream.filter(w -> INSTANCE.window(w)), "windows")),
                store.chartPoints()
                        .andThen(stream -> end(stream.filter(p -> INSTANCE.point()), "points")),
                store.episodes(),
                store.quality());
    }

    private static <T> void end(SingleOutputStreamOperator<T> stream, String name) {
        DataStream<T> none = stream.uid("see-" + name).name("See " + name);
        none.sinkTo(new DiscardingSink<>()).uid("drop-" + name).name("Drop " + name);
    }

    private boolean window(WindowAggregate window) {
        long now = System.nanoTime();
        lastNanos = now;
        windows.incrementAndGet();
        if (window.getMetric().equals("requests")) {
            calls.addAndGet(window.getRequests());
            synchronized (this) {
                calledUntil.merge(window.getEndTimeUnixNano(), window.getRequests(), Long::sum);
                seenAt.merge(window.getEndTimeUnixNano(), now, Math::max);
            }
        }
        return false;
    }

    private boolean point() {
        lastNanos = System.nanoTime();
        points.incrementAndGet();
        return false;
    }

    /** Model calls in the windows that have closed. */
    long calls() {
        return calls.get();
    }

    long windows() {
        return windows.get();
    }

    long points() {
        return points.get();
    }

    /** When the last result left, on the clock of {@link System#nanoTime}. */
    long lastNanos() {
        return lastNanos;
    }

    /** When the last series of each window had left, by the window's end. */
    synchronized Map<Long, Long> seenAt() {
        return new TreeMap<>(seenAt);
    }

    /** Model calls of each window, by its end. */
    synchronized Map<Long, Long> callsByWindow() {
        return new TreeMap<>(calledUntil);
    }
}
