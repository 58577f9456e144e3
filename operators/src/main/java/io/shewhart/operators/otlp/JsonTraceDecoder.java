/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.otlp;

/** Reads the JSON text of an {@code ExportTraceServiceRequest}. */
final class JsonTraceDecoder {
    JsonTraceDecoder(DecoderNames names) {}

    /** First byte behind a byte order mark and white space. */
    static int skipBlank(byte[] value) {
        int p = 0;
        if (value.length >= 3
                && value[0] == (byte) 0xEF
                && value[1] == (byte) 0xBB
                && value[2] == (byte) 0xBF) {
            p = 3;
        }
        while (p < value.length
                && (value[p] == ' ' || value[p] == '\n' || value[p] == '\r' || value[p] == '\t')) {
            p++;
        }
        return p;
    }

    void decode(byte[] value, SpanSink sink, DecodeResult result) {
        result.fail(DecodeResult.Reason.MALFORMED, "request", 0, "JSON is not read yet", 0);
    }
}
