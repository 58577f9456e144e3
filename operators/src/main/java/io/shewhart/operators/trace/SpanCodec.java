/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.trace;

import java.util.function.Consumer;

/**
 * The format of {@link SpanGroup#spans()}: version, number of spans, the smallest event time, the
 * smallest event time of the spans that settle something, then the spans relative to the former.
 * Strings stand once per group. The two times in front let a reader leave a group alone that it
 * does not need yet. An instance reads and is reused by one thread.
 */
public final class SpanCodec {
    static final int VERSION = 1;

    private final ByteReader in = new ByteReader(1024);
    private long minEvent;
    private long minUrgentEvent;
    private int remaining;
    private long base;

    /** Goes to the first span of a group; {@link #next} then reads one after the other. */
    public void open(SpanGroup group) {
        in.reset(group.spans);
        int version = in.readByte();
        if (version != VERSION) {
            throw new IllegalStateException("span group of unknown format version " + version);
        }
        remaining = in.readInt();
        minEvent = in.readFixed();
        long urgent = in.readVarint();
        minUrgentEvent = urgent == 0 ? Long.MAX_VALUE : minEvent + (urgent - 1);
        base = in.readFixed();
    }

    /**
     * Reads the next span into {@code span}, every field of which is set; false when there is none.
     */
    public boolean next(SpanRecord span) {
        if (remaining == 0) {
            return false;
        }
        remaining--;
        SpanRecordCodec.read(in, span, base);
        return true;
    }

    /** Reads every span of a group, one after the other, into the one record given. */
    public void forEach(SpanGroup group, SpanRecord reuse, Consumer<SpanRecord> consumer) {
        open(group);
        while (next(reuse)) {
            consumer.accept(reuse);
        }
    }

    /** Smallest event time of the opened group, nanoseconds since the Unix epoch. */
    long minEvent() {
        return minEvent;
    }

    /**
     * Smallest event time among the opened group's roots and candidates, which have deadlines of
     * their own; {@link Long#MAX_VALUE} when there are none.
     */
    long minUrgentEvent() {
        return minUrgentEvent;
    }
}
