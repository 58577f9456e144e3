/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.trace;

/**
 * Binary form of a {@link CallState}: facts in full while they are there, else the compared values.
 */
final class CallStateCodec {
    private static final CallState.Status YIELDED = CallState.Status.YIELDED;

    private CallStateCodec() {}

    static void write(ByteWriter out, CallState call, long event, HashRefs hashes) {
        out.writeByte(
                call.status.code
                        | (call.contributes ? 8 : 0)
                        | (call.contributesFailure ? 16 : 0)
                        | (call.facts != null ? 32 : 0)
                        | (call.failed ? 64 : 0)
                        | (call.exact ? 128 : 0));
        out.writeByte(
                (call.vantage & 3)
                        | (call.embedding ? 4 : 0)
                        | (call.companion ? 8 : 0)
                        | (call.answered ? 16 : 0)
                        | (call.queueNanos >= 0 ? 32 : 0)
                        | (call.prefillNanos >= 0 ? 64 : 0)
                        | (call.decodeNanos >= 0 ? 128 : 0));
        if (call.open()) {
            out.writeSigned(call.due - event);
        }
        if (call.status == YIELDED) {
            out.writeFixed(call.yieldedTo.spanId);
        }
        out.writeVarint(call.inputTokens + 1);
        out.writeVarint(call.outputTokens + 1);
        if (call.facts != null) {
            CallFactsCodec.write(out, call.facts);
            return;
        }
        // Priorities rank what is open; a call without facts is not.
        hashes.write(out, call.scope);
        hashes.write(out, call.model);
        hashes.write(out, call.provider);
        out.writeByte((int) (call.responseId >>> 40));
        out.writeByte((int) (call.responseId >>> 32));
        out.writeFixedInt((int) call.responseId);
        writeNumber(out, call.queueNanos);
        writeNumber(out, call.prefillNanos);
        writeNumber(out, call.decodeNanos);
    }

    /** Returns the id of the layer waited for, zero when none is. */
    static long read(ByteReader in, SpanNode node, HashRefs hashes) {
        int first = in.readByte();
        int second = in.readByte();
        CallState.Status status = CallState.Status.of(first & 7);
        boolean open = status == CallState.Status.PENDING || status == YIELDED;
        long due = open ? node.event + in.readSigned() : 0;
        long yieldedTo = status == YIELDED ? in.readFixed() : 0;
        long inputTokens = in.readVarint() - 1;
        long outputTokens = in.readVarint() - 1;
        CallState call;
        if ((first & 32) != 0) {
            SpanRecord span = new SpanRecord();
            CallFactsCodec.read(in, span.call);
            call = new CallState(span);
        } else {
            call = new CallState();
            compact(in, call, second, hashes);
        }
        call.status = status;
        call.due = due;
        call.contributes = (first & 8) != 0;
        call.contributesFailure = (first & 16) != 0;
        call.failed = (first & 64) != 0;
        call.exact = (first & 128) != 0;
        call.inputTokens = inputTokens;
        call.outputTokens = outputTokens;
        node.call = call;
        return yieldedTo;
    }

    private static void compact(ByteReader in, CallState call, int bits, HashRefs hashes) {
        call.vantage = (byte) (bits & 3);
        call.embedding = (bits & 4) != 0;
        call.companion = (bits & 8) != 0;
        call.answered = (bits & 16) != 0;
        call.scope = hashes.read(in);
        call.model = hashes.read(in);
        call.provider = hashes.read(in);
        call.responseId = ((long) in.readByte() << 40) | ((long) in.readByte() << 32);
        call.responseId |= in.readFixedInt() & 0xffffffffL;
        call.queueNanos = (bits & 32) != 0 ? in.readVarint() : CallFacts.UNKNOWN;
        call.prefillNanos = (bits & 64) != 0 ? in.readVarint() : CallFacts.UNKNOWN;
        call.decodeNanos = (bits & 128) != 0 ? in.readVarint() : CallFacts.UNKNOWN;
    }

    private static void writeNumber(ByteWriter out, long value) {
        if (value >= 0) {
            out.writeVarint(value);
        }
    }
}
