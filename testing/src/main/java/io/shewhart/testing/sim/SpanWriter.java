/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.sim;

import java.util.ArrayList;
import java.util.List;

/**
 * Encodes one OTLP span at a time with its fields in the order in which the Collector writes them
 * (status first, trace id last; attributes in the order in which they were put). Reused.
 */
final class SpanWriter {
    static final int INTERNAL = 1;
    static final int SERVER = 2;
    static final int CLIENT = 3;

    private static final int STATUS_ERROR = 2;

    /** W3C flags: sampled; and bit 8: bit 9 says whether the parent is in another process. */
    private static final int LOCAL_PARENT = 0x101;

    private static final int REMOTE_PARENT = 0x301;

    private final BackwardsWriter out = new BackwardsWriter();
    private final List<String> keys = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();
    private String name;
    private int kind;
    private boolean failed;
    private String message;

    SpanWriter begin(String spanName, int spanKind) {
        keys.clear();
        values.clear();
        name = spanName;
        kind = spanKind;
        failed = false;
        message = "";
        return this;
    }

    /** Value: String, Long, Double, Boolean or List of String. */
    SpanWriter put(String key, Object value) {
        keys.add(key);
        values.add(value);
        return this;
    }

    SpanWriter put(String key, int value) {
        return put(key, (Object) Long.valueOf(value));
    }

    /** Sets status ERROR and error.type. */
    SpanWriter fail(String errorType, String statusMessage) {
        failed = true;
        message = statusMessage;
        return put("error.type", errorType);
    }

    /** The body of the span's message, without tag and length. Parent 0: a root. */
    byte[] finish(long traceHigh, long traceLow, long spanId, long parentId, long start, long end) {
        out.clear();
        out.id16(1, traceHigh, traceLow);
        out.id8(2, spanId);
        if (parentId != 0) {
            out.id8(4, parentId);
        }
        out.fixed32(16, kind == SERVER ? REMOTE_PARENT : LOCAL_PARENT);
        out.string(5, name);
        out.integer(6, kind);
        out.fixed64(7, start);
        out.fixed64(8, end);
        for (int i = keys.size() - 1; i >= 0; i--) {
            attribute(out, 9, keys.get(i), values.get(i));
        }
        int status = out.mark();
        if (failed) {
            if (!message.isEmpty()) {
                out.string(2, message);
            }
            out.integer(3, STATUS_ERROR);
        }
        out.close(15, status);
        return out.toByteArray();
    }

    /** Writes a KeyValue as this field of the message under way. */
    static void attribute(BackwardsWriter out, int field, String key, Object value) {
        int pair = out.mark();
        out.string(1, key);
        int any = out.mark();
        value(out, value);
        out.close(2, any);
        out.close(field, pair);
    }

    private static void value(BackwardsWriter out, Object value) {
        if (value instanceof String text) {
            out.string(1, text);
        } else if (value instanceof Boolean flag) {
            out.integer(2, flag ? 1 : 0);
        } else if (value instanceof Long number) {
            out.integer(3, number);
        } else if (value instanceof Double number) {
            out.fixed64(4, Double.doubleToRawLongBits(number));
        } else if (value instanceof List<?> list) {
            int array = out.mark();
            for (int i = list.size() - 1; i >= 0; i--) {
                int element = out.mark();
                value(out, list.get(i));
                out.close(1, element);
            }
            out.close(5, array);
        } else {
            throw new IllegalArgumentException("no OTLP value: " + value);
        }
    }
}
