/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.trace;

/**
 * Writes the format of {@link SpanCodec} span by span into one growing buffer; reused from group to
 * group without garbage but the resulting array.
 */
final class SpanEncoder {
    private final ByteWriter body;
    private final ByteWriter head = new ByteWriter(64);
    private int count;
    private long base;
    private long minEvent;
    private long minUrgent;

    /**
     * @param names remembers how names are encoded
     */
    SpanEncoder(NameBytes names) {
        body = new ByteWriter(256, names);
    }

    void reset() {
        body.reset();
        count = 0;
    }

    boolean isEmpty() {
        return count == 0;
    }

    void add(SpanRecord span) {
        if (count == 0) {
            base = span.startUnixNano;
            minEvent = Long.MAX_VALUE;
            minUrgent = Long.MAX_VALUE;
        }
        count++;
        minEvent = Math.min(minEvent, span.eventUnixNano);
        if (!span.chunk && (span.candidate || span.parentSpanId == 0)) {
            minUrgent = Math.min(minUrgent, span.eventUnixNano);
        }
        SpanRecordCodec.write(body, span, base);
    }

    byte[] toByteArray() {
        head.reset();
        head.writeByte(SpanCodec.VERSION);
        head.writeVarint(count);
        head.writeFixed(minEvent);
        head.writeVarint(minUrgent == Long.MAX_VALUE ? 0 : minUrgent - minEvent + 1);
        head.writeFixed(base);
        byte[] bytes = new byte[head.size() + body.size()];
        System.arraycopy(head.buffer(), 0, bytes, 0, head.size());
        System.arraycopy(body.buffer(), 0, bytes, head.size(), body.size());
        return bytes;
    }
}
