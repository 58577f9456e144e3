/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.trace;

/**
 * One {@link SpanRecord} in binary, relative to a base time. What the record says survives
 * unchanged, times of any value included (differences wrap and unwrap the same way).
 */
final class SpanRecordCodec {
    private static final int PARENT = 1;
    private static final int ERROR = 1 << 1;
    private static final int EVENT = 1 << 2;
    private static final int FLAGS = 1 << 3;
    private static final int CANDIDATE = 1 << 4;
    private static final int CHUNK = 1 << 5;
    private static final int CHUNK_BODY = 1 << 6;
    private static final int RESOURCE = 1 << 7;

    private SpanRecordCodec() {}

    static void write(ByteWriter out, SpanRecord span, long base) {
        boolean resource =
                span.service != null || span.serviceVersion != null || span.environment != null;
        int bits =
                bit(span.parentSpanId != 0, PARENT)
                        | bit(span.error, ERROR)
                        | bit(span.eventUnixNano != span.endUnixNano, EVENT)
                        | bit(span.flags != 0, FLAGS)
                        | bit(span.candidate, CANDIDATE)
                        | bit(span.chunk, CHUNK)
                        | bit(span.chunkBody, CHUNK_BODY)
                        | bit(resource, RESOURCE);
        out.writeByte(bits);
        out.writeByte(span.kind << 4 | (span.stage & 0xf));
        out.writeFixed(span.spanId);
        if (span.parentSpanId != 0) {
            out.writeFixed(span.parentSpanId);
        }
        out.writeSigned(span.startUnixNano - base);
        out.writeSigned(span.endUnixNano - span.startUnixNano);
        if (span.eventUnixNano != span.endUnixNano) {
            out.writeSigned(span.eventUnixNano - span.endUnixNano);
        }
        if (span.flags != 0) {
            out.writeVarint(span.flags & 0xffffffffL);
        }
        if (resource) {
            out.writeShared(span.service);
            out.writeShared(span.serviceVersion);
            out.writeShared(span.environment);
        }
        if (span.chunk) {
            out.writeVarint(span.chunkCount);
        }
        if (span.candidate) {
            CallFactsCodec.write(out, span.call);
        }
    }

    static void read(ByteReader in, SpanRecord span, long base) {
        int bits = in.readByte();
        int small = in.readByte();
        span.kind = (byte) (small >> 4);
        span.stage = (byte) (small & 0xf);
        span.spanId = in.readFixed();
        span.parentSpanId = (bits & PARENT) != 0 ? in.readFixed() : 0;
        span.startUnixNano = base + in.readSigned();
        span.endUnixNano = span.startUnixNano + in.readSigned();
        span.eventUnixNano = span.endUnixNano + ((bits & EVENT) != 0 ? in.readSigned() : 0);
        span.flags = (bits & FLAGS) != 0 ? in.readInt() : 0;
        boolean resource = (bits & RESOURCE) != 0;
        span.service = resource ? in.readShared() : null;
        span.serviceVersion = resource ? in.readShared() : null;
        span.environment = resource ? in.readShared() : null;
        span.error = (bits & ERROR) != 0;
        span.chunk = (bits & CHUNK) != 0;
        span.chunkBody = (bits & CHUNK_BODY) != 0;
        span.chunkCount = span.chunk ? in.readInt() : 0;
        boolean before = span.candidate;
        span.candidate = (bits & CANDIDATE) != 0;
        if (span.candidate) {
            CallFactsCodec.read(in, span.call);
        } else if (before) {
            span.call.clear();
        }
    }

    private static int bit(boolean set, int bit) {
        return set ? bit : 0;
    }
}
