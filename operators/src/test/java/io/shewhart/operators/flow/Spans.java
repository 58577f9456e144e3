/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.flow;

import io.shewhart.operators.trace.NoOutput;
import io.shewhart.operators.trace.SpanGroup;
import io.shewhart.operators.trace.SpanGroupBuilder;
import io.shewhart.operators.trace.SpanRecord;
import io.shewhart.operators.trace.TraceAssembler;
import io.shewhart.operators.trace.TraceOutput;
import io.shewhart.operators.trace.TraceRecord;
import io.shewhart.operators.trace.TraceSettings;
import java.util.ArrayList;
import java.util.List;

/** Span groups in a line; times in milliseconds after {@link #EPOCH}, a multiple of a day. */
final class Spans {
    static final long MS = 1_000_000L;
    static final long EPOCH = 20_800L * 24 * 3600 * 1000;

    private Spans() {}

    static long nanos(long ms) {
        return (EPOCH + ms) * MS;
    }

    static SpanRecord span(long id, long parent, long startMs, long endMs) {
        SpanRecord span = new SpanRecord();
        span.spanId = id;
        span.parentSpanId = parent;
        span.startUnixNano = nanos(startMs);
        span.endUnixNano = nanos(endMs);
        span.eventUnixNano = span.endUnixNano;
        span.kind = 1;
        span.service = "shop";
        return span;
    }

    /** A chat call seen by the application. */
    static SpanRecord call(long id, long parent, long startMs, long endMs) {
        SpanRecord span = span(id, parent, startMs, endMs);
        span.candidate = true;
        span.kind = 3;
        span.stage = 1;
        span.call.dialect = "test";
        span.call.vantage = 1;
        span.call.scope = "scope";
        span.call.operation = "chat";
        span.call.requestModel = "gpt-5";
        return span;
    }

    /** Spans of one trace in one record, admitted at the log's start. */
    static SpanGroup group(long trace, SpanRecord... spans) {
        return stamped(trace, Long.MIN_VALUE, spans);
    }

    static SpanGroup admitted(long trace, long admittedMs, SpanRecord... spans) {
        return stamped(trace, nanos(admittedMs), spans);
    }

    /** What becomes of spans that are all there is of a trace. */
    static TraceRecord trace(SpanRecord... spans) {
        List<TraceRecord> traces = new ArrayList<>();
        SpanGroup group = group(1, spans);
        TraceOutput out =
                new NoOutput() {
                    @Override
                    public void trace(TraceRecord trace) {
                        traces.add(trace);
                    }
                };
        new TraceAssembler(TraceSettings.defaults())
                .advance(
                        group.traceIdHigh,
                        group.traceIdLow,
                        null,
                        List.of(group),
                        Long.MAX_VALUE,
                        out,
                        time -> {});
        return traces.get(0);
    }

    private static SpanGroup stamped(long trace, long admitted, SpanRecord... spans) {
        SpanGroupBuilder builder = new SpanGroupBuilder();
        for (SpanRecord span : spans) {
            builder.add(trace * 0x9E3779B97F4A7C15L, trace, span);
        }
        List<SpanGroup> groups = new ArrayList<>();
        builder.drain(admitted, "otlp_spans", 3, groups::add);
        return groups.get(0);
    }
}
