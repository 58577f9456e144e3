/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.trace;

import java.util.Arrays;

/**
 * Compares what two instances of a span say, whatever they were read from. The better one knows its
 * service, then is a candidate, then has the smaller bytes: an order that does not depend on
 * arrival. Event times and the clock's flag belong to the reading, not to the content.
 */
final class SpanContent {
    private static final int CLOCK_AHEAD = 1 << 1;

    private SpanContent() {}

    /** Negative: {@code a} is better. Zero: they say the same. */
    static int compare(SpanRecord a, SpanRecord b) {
        if ((a.service == null) != (b.service == null)) {
            return a.service != null ? -1 : 1;
        }
        if (a.candidate != b.candidate) {
            return a.candidate ? -1 : 1;
        }
        return Arrays.compareUnsigned(bytes(a), bytes(b));
    }

    private static byte[] bytes(SpanRecord span) {
        SpanRecord plain = new SpanRecord();
        plain.set(span);
        plain.eventUnixNano = plain.endUnixNano;
        plain.flags &= ~CLOCK_AHEAD;
        ByteWriter out = new ByteWriter(256);
        SpanRecordCodec.write(out, plain, 0);
        return out.toByteArray();
    }
}
