/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.trace;

/**
 * A span after semantic conventions were resolved: what trace assembly needs and nothing else.
 * Mutable and used again and again; times in nanoseconds since the Unix epoch, absent strings null.
 */
public final class SpanRecord {
    public long spanId;

    /** Zero: the span is a root. */
    public long parentSpanId;

    /** As reported. */
    public long startUnixNano;

    public long endUnixNano;

    /** Event time: the end, clamped to its Kafka timestamp + 5 s. */
    public long eventUnixNano;

    /** OTLP span kind. */
    public byte kind;

    /** Number of a {@code shewhart.v1.Stage}. */
    public byte stage;

    /** Status ERROR, or an error type is given, or the emitter's own error mark is set. */
    public boolean error;

    /** Bit i set: {@code shewhart.v1.QualityFlag} number i applies. */
    public int flags;

    public String service;
    public String serviceVersion;
    public String environment;

    /**
     * A chunk span of a streaming server (one per body message). It is not kept as a span: {@code
     * startUnixNano} and {@code endUnixNano} are folded into its parent's first and last body time.
     */
    public boolean chunk;

    /** For chunk spans: carries body bytes (otherwise only headers or a disconnect). */
    public boolean chunkBody;

    /**
     * Only on chunk entries that {@link SpanGroupBuilder} has folded: how many chunk spans it
     * stands for. Zero on everything else.
     */
    public int chunkCount;

    /** Set when the span is a candidate for a model call. */
    public boolean candidate;

    /** Clear, unless the span is a candidate. */
    public final CallFacts call = new CallFacts();

    /** Forgets everything. */
    public void clear() {
        spanId = 0;
        parentSpanId = 0;
        startUnixNano = 0;
        endUnixNano = 0;
        eventUnixNano = 0;
        kind = 0;
        stage = 0;
        error = false;
        flags = 0;
        service = null;
        serviceVersion = null;
        environment = null;
        chunk = false;
        chunkBody = false;
        chunkCount = 0;
        candidate = false;
        call.clear();
    }

    /** Takes over everything another one says. */
    public void set(SpanRecord other) {
        spanId = other.spanId;
        parentSpanId = other.parentSpanId;
        startUnixNano = other.startUnixNano;
        endUnixNano = other.endUnixNano;
        eventUnixNano = other.eventUnixNano;
        kind = other.kind;
        stage = other.stage;
        error = other.error;
        flags = other.flags;
        service = other.service;
        serviceVersion = other.serviceVersion;
        environment = other.environment;
        chunk = other.chunk;
        chunkBody = other.chunkBody;
        chunkCount = other.chunkCount;
        candidate = other.candidate;
        call.set(other.call);
    }
}
