/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.ingest;

import io.shewhart.operators.otlp.DecodedSpan;
import io.shewhart.operators.trace.SpanRecord;
import io.shewhart.schemas.v1.LateReason;
import io.shewhart.schemas.v1.LateSpan;
import java.util.HexFormat;

/**
 * Spans whose ids are all zero or of a wrong length: they belong to no trace, but must be found
 * again.
 */
final class InvalidSpans {
    private static final HexFormat HEX = HexFormat.of();

    private InvalidSpans() {}

    static LateSpan of(DecodedSpan decoded, SpanRecord span, String topic, int partition) {
        boolean trace = (decoded.traceIdHigh | decoded.traceIdLow) == 0;
        LateSpan.Builder late =
                LateSpan.newBuilder()
                        .setTraceId(
                                HEX.toHexDigits(decoded.traceIdHigh)
                                        + HEX.toHexDigits(decoded.traceIdLow))
                        .setSpanId(HEX.toHexDigits(decoded.spanId))
                        .setReason(
                                trace
                                        ? LateReason.LATE_REASON_INVALID_TRACE_ID
                                        : LateReason.LATE_REASON_INVALID_SPAN_ID)
                        .setStartTimeUnixNano(span.startUnixNano)
                        .setEndTimeUnixNano(span.endUnixNano)
                        .setTopic(topic)
                        .setPartition(partition);
        if (span.parentSpanId != 0) {
            late.setParentSpanId(HEX.toHexDigits(span.parentSpanId));
        }
        if (span.service != null) {
            late.setService(span.service);
        }
        if (span.candidate) {
            if (span.call.operation != null) {
                late.setOperation(span.call.operation);
            }
            if (span.call.requestModel != null) {
                late.setRequestModel(span.call.requestModel);
            }
            late.setDialect(span.call.dialect);
        }
        return late.build();
    }
}
