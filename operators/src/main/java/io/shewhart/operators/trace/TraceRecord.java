/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.trace;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import io.shewhart.schemas.v1.TraceSummary;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A trace's {@link TraceSummary} as assembly makes it. Where its root's time went, by service and
 * stretch by stretch, is in bytes from the start: it is most of the summary, and all that becomes
 * of it is that it is written. Never changed after construction.
 */
public final class TraceRecord {
    private static final byte[] NOTHING = {};

    private final TraceSummary head;

    /** Encoded fields of a summary, behind those of the head. */
    private final byte[] tail;

    TraceRecord(TraceSummary head, byte[] tail) {
        this.head = head;
        this.tail = tail;
    }

    /** A summary that is there as a message. */
    public static TraceRecord of(TraceSummary summary) {
        return new TraceRecord(summary, NOTHING);
    }

    /** Everything but {@code services} and {@code critical_path}, which may be missing. */
    public TraceSummary head() {
        return head;
    }

    /** The whole summary in protobuf. */
    public byte[] toByteArray() {
        int size = head.getSerializedSize();
        byte[] bytes = new byte[size + tail.length];
        try {
            head.writeTo(CodedOutputStream.newInstance(bytes, 0, size));
        } catch (IOException e) {
            throw new UncheckedIOException("a message larger than its size", e);
        }
        System.arraycopy(tail, 0, bytes, size, tail.length);
        return bytes;
    }

    /** The whole summary. */
    public TraceSummary summary() {
        if (tail.length == 0) {
            return head;
        }
        try {
            return head.toBuilder().mergeFrom(tail).build();
        } catch (InvalidProtocolBufferException e) {
            throw new UncheckedIOException("own encoding of a critical path", e);
        }
    }
}
