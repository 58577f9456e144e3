/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.trace;

import io.shewhart.schemas.v1.LateReason;
import io.shewhart.schemas.v1.LateSpan;

/**
 * Makes the records of spans that cannot take part. They hold nothing that depends on the order
 * inside a partition: neither offset nor admission time.
 */
final class LateSpans {
    private LateSpans() {}

    static LateSpan of(long traceIdHigh, long traceIdLow, Arrival arrival, LateReason reason) {
        SpanRecord span = arrival.span;
        LateSpan.Builder late =
                LateSpan.newBuilder()
                        .setTraceIdBytes(Hex.traceId(traceIdHigh, traceIdLow))
                        .setSpanIdBytes(Hex.spanId(span.spanId))
                        .setReason(reason)
                        .setStartTimeUnixNano(span.startUnixNano)
                        .setEndTimeUnixNano(span.endUnixNano)
                        .setPartition(arrival.partition);
        if (span.parentSpanId != 0) {
            late.setParentSpanIdBytes(Hex.spanId(span.parentSpanId));
        }
        if (span.service != null) {
            late.setService(span.service);
        }
        if (arrival.topic != null) {
            late.setTopic(arrival.topic);
        }
        if (span.candidate && span.call.operation != null) {
            late.setOperation(span.call.operation);
        }
        if (span.candidate && span.call.requestModel != null) {
            late.setRequestModel(span.call.requestModel);
        }
        if (span.candidate && span.call.dialect != null) {
            late.setDialect(span.call.dialect);
        }
        return late.build();
    }
}
