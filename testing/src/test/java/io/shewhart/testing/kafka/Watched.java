/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.kafka;

import io.shewhart.jobs.StoreSinks;
import io.shewhart.schemas.v1.QualityCount;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * A store that only looks on, in this process: it adds up quality counts and can fail the job once.
 * Static, because Flink serializes what it runs; by name, because tests share the process.
 */
final class Watched {
    private static final Map<String, Watched> ALL = new ConcurrentHashMap<>();

    private final Map<String, Long> counts = new ConcurrentHashMap<>();
    private final AtomicInteger windowsUntilFailure = new AtomicInteger(-1);

    private Watched() {}

    static Watched named(String name) {
        return ALL.computeIfAbsent(name, n -> new Watched());
    }

    /** Fails the job at the window after so many. */
    void failAfter(int windows) {
        windowsUntilFailure.set(windows);
    }

    boolean failed() {
        return windowsUntilFailure.get() < -1;
    }

    long count(String stage, String reason) {
        return counts.getOrDefault(stage + "/" + reason, 0L);
    }

    static StoreSinks store(String name) {
        return new StoreSinks(
                stream -> end(stream.filter(w -> named(name).window()).uid("see-windows")),
                stream -> {},
                stream -> {},
                stream -> end(stream.filter(q -> named(name).quality(q)).uid("see-quality")));
    }

    private static <T> void end(DataStream<T> stream) {
        stream.sinkTo(new DiscardingSink<>()).uid("drop-" + stream.getTransformation().getUid());
    }

    private boolean window() {
        int left = windowsUntilFailure.get();
        if (left >= 0 && windowsUntilFailure.compareAndSet(left, left == 0 ? -2 : left - 1)) {
            if (left == 0) {
                throw new IllegalStateException("a failure that the test asked for");
            }
        }
        return false;
    }

    private boolean quality(QualityCount count) {
        counts.merge(count.getStage() + "/" + count.getReason(), count.getCount(), Long::sum);
        return false;
    }
}
