/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.trace;

/** Builds a span record in a line; times in milliseconds from an epoch that is a tick. */
final class TestSpan {
    static final long MS = 1_000_000L;
    static final long EPOCH = 1_800_000_000_000L * MS;

    final SpanRecord record = new SpanRecord();

    private TestSpan() {}

    static TestSpan span(long id, long parent, long startMs, long endMs) {
        TestSpan span = new TestSpan();
        span.record.spanId = id;
        span.record.parentSpanId = parent;
        span.record.startUnixNano = EPOCH + startMs * MS;
        span.record.endUnixNano = EPOCH + endMs * MS;
        span.record.eventUnixNano = span.record.endUnixNano;
        span.record.kind = 1;
        span.record.service = "shop";
        return span;
    }

    /** A chat call seen by the application. */
    static TestSpan call(long id, long parent, long startMs, long endMs) {
        TestSpan span = span(id, parent, startMs, endMs).kind(3);
        span.record.candidate = true;
        span.record.stage = 1;
        CallFacts call = span.record.call;
        call.dialect = "test";
        call.vantage = 1;
        call.scope = "scope-a";
        call.operation = "chat";
        call.requestModel = "gpt-4o";
        return span;
    }

    static TestSpan chunk(long parent, long startMs, long endMs, boolean body) {
        TestSpan span = span(0, parent, startMs, endMs);
        span.record.chunk = true;
        span.record.chunkBody = body;
        return span;
    }

    TestSpan kind(int kind) {
        record.kind = (byte) kind;
        return this;
    }

    TestSpan stage(int stage) {
        record.stage = (byte) stage;
        return this;
    }

    TestSpan service(String service) {
        record.service = service;
        return this;
    }

    TestSpan error(String type) {
        record.error = true;
        record.call.errorType = type;
        return this;
    }

    TestSpan scope(String scope) {
        record.call.scope = scope;
        return this;
    }

    TestSpan companion() {
        record.call.companion = true;
        return scope("native");
    }

    TestSpan priority(int priority) {
        record.call.layerPriority = priority;
        return this;
    }

    TestSpan vantage(int vantage) {
        record.call.vantage = (byte) vantage;
        return this;
    }

    TestSpan embedding() {
        record.call.embedding = true;
        return this;
    }

    TestSpan model(String model) {
        record.call.requestModel = model;
        return this;
    }

    TestSpan id(String responseId) {
        record.call.responseId = responseId;
        return this;
    }

    TestSpan tokens(long input, long output, int source) {
        record.call.inputTokens = input;
        record.call.outputTokens = output;
        record.call.tokensSource = (byte) source;
        return this;
    }

    TestSpan ttft(long ms) {
        record.call.ttftNanos = ms * MS;
        record.call.ttftSource = "test.ttft";
        return this;
    }
}
