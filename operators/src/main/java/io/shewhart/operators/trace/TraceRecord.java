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

    /** The encoded fields. */
    private final byte[] times;

    /**
     * A record.
     *
     * @param times what {@link PathWriter} wrote
     */
    TraceRecord(TraceSummary head, byte[] times) {
        this.head = head;
        this.times = times;
    }

    /** A summary that is there as a message. */
    public static TraceRecord of(TraceSummary summary) {
        return new TraceRecord(summary, NOTHING);
    }

    /** Everything but {@code services} and {@code critical_path}, which may be missing. */
    public TraceSummary head() {
        return head;
    }

    /** The whole summary in protobuf, byte for byte as {@link #summary} is written. */
    public byte[] toByteArray() {
        int size = head.getSerializedSize();
        byte[] bytes = new byte[size + times.length];
        try {
            head.writeTo(CodedOutputStream.newInstance(bytes, 0, size));
        } catch (IOException e) {
            throw new UncheckedIOException("a message larger than its size", e);
        }
        int behind = behind();
        System.arraycopy(bytes, size - behind, bytes, bytes.length - behind, behind);
        System.arraycopy(times, 0, bytes, size - behind, times.length);
        return bytes;
    }

    /** Bytes of the fields whose numbers are above those of the times. */
    private int behind() {
        int size = 0;
        if (head.getLate()) {
            size += CodedOutputStream.computeBoolSize(TraceSummary.LATE_FIELD_NUMBER, true);
        }
        if (head.getApproximate()) {
            size += CodedOutputStream.computeBoolSize(TraceSummary.APPROXIMATE_FIELD_NUMBER, true);
        }
        if (head.getEventTimeUnixNano() != 0) {
            size +=
                    CodedOutputStream.computeFixed64Size(
                            TraceSummary.EVENT_TIME_UNIX_NANO_FIELD_NUMBER,
                            head.getEventTimeUnixNano());
        }
        return size;
    }

    /** The whole summary. */
    public TraceSummary summary() {
        if (times.length == 0) {
            return head;
        }
        try {
            return head.toBuilder().mergeFrom(times).build();
        } catch (InvalidProtocolBufferException e) {
            throw new UncheckedIOException("own encoding of a critical path", e);
        }
    }
}
