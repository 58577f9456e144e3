/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.trace;

/**
 * Binary form of {@link CallFacts}: a mask of what is known, then only that. Everything a call can
 * say survives the round trip; unknown costs nothing.
 */
final class CallFactsCodec {
    private static final int EMBEDDING = 1;
    private static final int COMPANION = 1 << 1;
    private static final int INCOMPLETE = 1 << 2;
    private static final int STREAMING = 1 << 3;
    private static final int NOT_STREAMING = 1 << 4;
    private static final int RESPONSE_ID = 1 << 5;
    private static final int ERROR_TYPE = 1 << 6;
    private static final int FINISH = 1 << 7;
    private static final int TTFT = 1 << 8;
    private static final int INPUT = 1 << 9;
    private static final int OUTPUT = 1 << 10;
    private static final int CACHED = 1 << 11;
    private static final int REASONING = 1 << 12;
    private static final int QUEUE = 1 << 13;
    private static final int PREFILL = 1 << 14;
    private static final int DECODE = 1 << 15;
    private static final int TTFT_SOURCE = 1 << 16;

    private CallFactsCodec() {}

    static void write(ByteWriter out, CallFacts call) {
        int mask = mask(call);
        out.writeVarint(mask);
        out.writeByte(call.vantage << 4 | (call.tokensSource & 0xf));
        out.writeSigned(call.layerPriority);
        out.writeShared(call.dialect);
        out.writeShared(call.scope);
        out.writeShared(call.operation);
        out.writeShared(call.provider);
        out.writeShared(call.requestModel);
        out.writeShared(call.responseModel);
        if (call.responseId != null) {
            out.writeText(call.responseId);
        }
        writeShared(out, call.errorType);
        writeShared(out, call.finishReason);
        writeShared(out, call.ttftSource);
        writeNumber(out, call.ttftNanos);
        writeNumber(out, call.inputTokens);
        writeNumber(out, call.outputTokens);
        writeNumber(out, call.cachedInputTokens);
        writeNumber(out, call.reasoningOutputTokens);
        writeNumber(out, call.queueNanos);
        writeNumber(out, call.prefillNanos);
        writeNumber(out, call.decodeNanos);
    }

    static void read(ByteReader in, CallFacts call) {
        int mask = in.readInt();
        call.embedding = (mask & EMBEDDING) != 0;
        call.companion = (mask & COMPANION) != 0;
        call.incomplete = (mask & INCOMPLETE) != 0;
        call.streaming =
                (byte) ((mask & STREAMING) != 0 ? 1 : (mask & NOT_STREAMING) != 0 ? 0 : -1);
        int small = in.readByte();
        call.vantage = (byte) (small >> 4);
        call.tokensSource = (byte) (small & 0xf);
        call.layerPriority = (int) in.readSigned();
        call.dialect = in.readShared();
        call.scope = in.readShared();
        call.operation = in.readShared();
        call.provider = in.readShared();
        call.requestModel = in.readShared();
        call.responseModel = in.readShared();
        call.responseId = (mask & RESPONSE_ID) != 0 ? in.readText() : null;
        call.errorType = (mask & ERROR_TYPE) != 0 ? in.readShared() : null;
        call.finishReason = (mask & FINISH) != 0 ? in.readShared() : null;
        call.ttftSource = (mask & TTFT_SOURCE) != 0 ? in.readShared() : null;
        call.ttftNanos = number(in, mask, TTFT);
        call.inputTokens = number(in, mask, INPUT);
        call.outputTokens = number(in, mask, OUTPUT);
        call.cachedInputTokens = number(in, mask, CACHED);
        call.reasoningOutputTokens = number(in, mask, REASONING);
        call.queueNanos = number(in, mask, QUEUE);
        call.prefillNanos = number(in, mask, PREFILL);
        call.decodeNanos = number(in, mask, DECODE);
    }

    private static int mask(CallFacts call) {
        return bit(call.embedding, EMBEDDING)
                | bit(call.companion, COMPANION)
                | bit(call.incomplete, INCOMPLETE)
                | bit(call.streaming == 1, STREAMING)
                | bit(call.streaming == 0, NOT_STREAMING)
                | bit(call.responseId != null, RESPONSE_ID)
                | bit(call.errorType != null, ERROR_TYPE)
                | bit(call.finishReason != null, FINISH)
                | bit(call.ttftSource != null, TTFT_SOURCE)
                | bit(call.ttftNanos >= 0, TTFT)
                | bit(call.inputTokens >= 0, INPUT)
                | bit(call.outputTokens >= 0, OUTPUT)
                | bit(call.cachedInputTokens >= 0, CACHED)
                | bit(call.reasoningOutputTokens >= 0, REASONING)
                | bit(call.queueNanos >= 0, QUEUE)
                | bit(call.prefillNanos >= 0, PREFILL)
                | bit(call.decodeNanos >= 0, DECODE);
    }

    private static int bit(boolean set, int bit) {
        return set ? bit : 0;
    }

    private static void writeShared(ByteWriter out, String value) {
        if (value != null) {
            out.writeShared(value);
        }
    }

    private static void writeNumber(ByteWriter out, long value) {
        if (value >= 0) {
            out.writeVarint(value);
        }
    }

    private static long number(ByteReader in, int mask, int bit) {
        return (mask & bit) != 0 ? in.readVarint() : CallFacts.UNKNOWN;
    }
}
