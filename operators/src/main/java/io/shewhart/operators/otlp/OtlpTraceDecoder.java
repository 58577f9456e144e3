/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.otlp;

import java.util.Objects;

/**
 * Hands the spans of one Kafka record after the other to a {@link SpanSink}.
 *
 * <p>For no bytes whatever does {@link #decode} throw, run away or take memory beyond a small
 * multiple of the value's length; what the sink throws passes through, and the decoder can be used
 * again afterwards. Of a half-broken record everything that was whole is handed over: a span is
 * whole when its resource, its scope and itself could be read to their ends. An empty or null value
 * is an empty request.
 *
 * <p>{@link OtlpEncoding#AUTO} takes a value for JSON when it begins with an opening brace. White
 * space or a byte order mark before the brace is passed over, unless the value is well-formed
 * protobuf: a line feed is also how every protobuf request begins.
 *
 * <p>Not thread-safe; one decoder per reading thread.
 */
public final class OtlpTraceDecoder {
    /**
     * Longest value that is read unless told otherwise, in bytes: what a Kafka broker accepts at
     * most with its defaults (socket.request.max.bytes).
     */
    public static final int DEFAULT_MAX_BYTES = 100 << 20;

    /** Positions are kept in 32 bits, with room to add a length to one. */
    private static final int HIGHEST_MAX_BYTES = 1 << 30;

    private final OtlpEncoding encoding;
    private final int maxBytes;
    private final ProtoTraceDecoder proto;
    private final JsonTraceDecoder json;
    private final DecodeResult result = new DecodeResult();

    public OtlpTraceDecoder(DecoderNames names, OtlpEncoding encoding) {
        this(names, encoding, DEFAULT_MAX_BYTES);
    }

    /**
     * @param maxBytes longest value that is read, in bytes, 1 to 2^30; longer ones are {@link
     *     DecodeResult.Reason#TOO_LARGE}
     */
    public OtlpTraceDecoder(DecoderNames names, OtlpEncoding encoding, int maxBytes) {
        Objects.requireNonNull(names, "names");
        this.encoding = Objects.requireNonNull(encoding, "encoding");
        if (maxBytes < 1 || maxBytes > HIGHEST_MAX_BYTES) {
            throw new IllegalArgumentException(
                    "maxBytes " + maxBytes + ", allowed 1 to " + HIGHEST_MAX_BYTES);
        }
        this.maxBytes = maxBytes;
        proto = new ProtoTraceDecoder(names);
        json = new JsonTraceDecoder(names);
    }

    /**
     * Decodes the value of one record.
     *
     * @param value may be null; not modified, and not referred to after the next call
     * @return what became of it; reused by the next call
     */
    public DecodeResult decode(byte[] value, SpanSink sink) {
        result.clear();
        if (value == null || value.length == 0) {
            return result;
        }
        if (value.length > maxBytes) {
            result.fail(
                    DecodeResult.Reason.TOO_LARGE,
                    "request",
                    0,
                    "value of " + value.length + " bytes, limit " + maxBytes + " bytes, stopped",
                    0);
        } else if (isJson(value)) {
            json.decode(value, sink, result);
        } else {
            proto.decode(value, sink, result);
        }
        return result;
    }

    /** What the last call of {@link #decode} returned. */
    DecodeResult lastResult() {
        return result;
    }

    private boolean isJson(byte[] value) {
        if (encoding != OtlpEncoding.AUTO) {
            return encoding == OtlpEncoding.OTLP_JSON;
        }
        if (value[0] == '{') {
            return true;
        }
        int brace = JsonText.skipBlank(value);
        return brace > 0
                && brace < value.length
                && value[brace] == '{'
                && !ProtoTraceDecoder.isFramed(value);
    }
}
