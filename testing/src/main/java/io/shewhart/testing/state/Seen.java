/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.state;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.api.common.functions.RichFilterFunction;
import org.apache.flink.util.function.SerializableFunction;

/**
 * Stands behind assembly, in its thread, and lets nothing through. Of all messages it takes their
 * number and a sum that does not depend on their order; at the end, the processor time of the
 * thread. Kept in statics, because Flink serializes what it runs.
 */
final class Seen<T> extends RichFilterFunction<T> {
    private static final long serialVersionUID = 1L;

    private static final AtomicLong COUNT = new AtomicLong();
    private static final AtomicLong SUM = new AtomicLong();
    private static final AtomicLong NANOS = new AtomicLong();

    /** What came out. */
    record Output(long messages, long sum) {}

    private final SerializableFunction<T, byte[]> bytes;
    private transient long count;
    private transient long sum;

    Seen(SerializableFunction<T, byte[]> bytes) {
        this.bytes = bytes;
    }

    /** Begins anew. */
    static void reset() {
        COUNT.set(0);
        SUM.set(0);
        NANOS.set(0);
    }

    static Output output() {
        return new Output(COUNT.get(), SUM.get());
    }

    /** Processor time of the task that ended last, seconds. */
    static double seconds() {
        return NANOS.get() / 1e9;
    }

    @Override
    public boolean filter(T message) {
        count++;
        sum += Arrays.hashCode(bytes.apply(message)) * 0x9E3779B97F4A7C15L;
        return false;
    }

    @Override
    public void close() {
        COUNT.addAndGet(count);
        SUM.addAndGet(sum);
        NANOS.set(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
    }
}
