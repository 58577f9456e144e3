/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.trace;

import com.google.protobuf.ByteString;
import io.shewhart.schemas.v1.CriticalPathSegment;
import io.shewhart.schemas.v1.ServiceTime;
import io.shewhart.schemas.v1.Stage;
import io.shewhart.schemas.v1.TraceSummary;

/**
 * Writes {@code services} and {@code critical_path} of a {@link TraceSummary}: byte for byte what
 * protobuf makes of such messages (protobuf.dev, "Encoding"), without the messages. A trace has
 * dozens of stretches, and nobody looks at them on their way. Reused; not for several threads.
 */
final class PathWriter {
    private static final int VARINT = 0;
    private static final int BYTES = 2;
    private static final int SPAN_ID_DIGITS = 16;

    private static final int SERVICE = tag(TraceSummary.SERVICES_FIELD_NUMBER, BYTES);
    private static final int SERVICE_NAME = tag(ServiceTime.SERVICE_FIELD_NUMBER, BYTES);
    private static final int SERVICE_NANOS =
            tag(ServiceTime.CRITICAL_PATH_NANOS_FIELD_NUMBER, VARINT);

    private static final int STRETCH = tag(TraceSummary.CRITICAL_PATH_FIELD_NUMBER, BYTES);
    private static final int SPAN_ID = tag(CriticalPathSegment.SPAN_ID_FIELD_NUMBER, BYTES);
    private static final int OFFSET =
            tag(CriticalPathSegment.START_OFFSET_NANOS_FIELD_NUMBER, VARINT);
    private static final int LENGTH = tag(CriticalPathSegment.DURATION_NANOS_FIELD_NUMBER, VARINT);
    private static final int STAGE = tag(CriticalPathSegment.STAGE_FIELD_NUMBER, VARINT);
    private static final int OWNER = tag(CriticalPathSegment.SERVICE_FIELD_NUMBER, BYTES);

    private final ByteWriter out = new ByteWriter(1 << 10);

    void service(ByteString name, long nanos) {
        out.writeVarint(SERVICE);
        out.writeVarint(text(name) + number(nanos));
        writeText(SERVICE_NAME, name);
        writeNumber(SERVICE_NANOS, nanos);
    }

    /** A stretch; all services come before. */
    void stretch(long spanId, long offsetNanos, long nanos, Stage stage, ByteString service) {
        out.writeVarint(STRETCH);
        out.writeVarint(
                2L
                        + SPAN_ID_DIGITS
                        + number(offsetNanos)
                        + number(nanos)
                        + number(stage.getNumber())
                        + text(service));
        out.writeByte(SPAN_ID);
        out.writeByte(SPAN_ID_DIGITS);
        out.writeHex(spanId);
        writeNumber(OFFSET, offsetNanos);
        writeNumber(LENGTH, nanos);
        writeNumber(STAGE, stage.getNumber());
        writeText(OWNER, service);
    }

    /** What was written since the last time. */
    byte[] take() {
        byte[] bytes = out.toByteArray();
        out.reset();
        return bytes;
    }

    private static int tag(int field, int type) {
        return field << 3 | type;
    }

    // Tags inside of the two messages take one byte; proto3 leaves zero and the empty text out.

    private static long number(long value) {
        return value == 0 ? 0 : 1 + ByteWriter.varintLength(value);
    }

    private static long text(ByteString value) {
        return value.isEmpty() ? 0 : 1L + ByteWriter.varintLength(value.size()) + value.size();
    }

    private void writeNumber(int tag, long value) {
        if (value != 0) {
            out.writeByte(tag);
            out.writeVarint(value);
        }
    }

    private void writeText(int tag, ByteString value) {
        if (!value.isEmpty()) {
            out.writeByte(tag);
            out.writeText(value);
        }
    }
}
