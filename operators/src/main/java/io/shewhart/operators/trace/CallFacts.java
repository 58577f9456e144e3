/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.trace;

/**
 * What a span says about the model call it reports. Unknown numbers are {@link #UNKNOWN}, unknown
 * strings null; durations in nanoseconds.
 */
public final class CallFacts {
    /** Stands for a number that nobody reported. Reported values are never negative. */
    public static final long UNKNOWN = -1;

    /**
     * True: embeddings. False: a generation (chat, text completion, ...). Layers never mix the two.
     */
    public boolean embedding;

    /** Emitter's dialect as in the rule table. */
    public String dialect;

    /** Number of a {@code shewhart.v1.Vantage}. */
    public byte vantage;

    /**
     * How far this emitter is believed when several layers report one call; larger wins. From the
     * rule table.
     */
    public int layerPriority;

    /**
     * The emitter is known to stand beside another instrumentation's span of the same call. From
     * the rule table.
     */
    public boolean companion;

    /** Instrumentation scope name; two scopes are two instrumentations. */
    public String scope;

    public String operation;
    public String provider;
    public String requestModel;
    public String responseModel;
    public String responseId;
    public String errorType;
    public String finishReason;

    /** 1 streamed, 0 not streamed, -1 unknown. */
    public byte streaming = -1;

    /** The answer was cut or abandoned. */
    public boolean incomplete;

    public long ttftNanos = UNKNOWN;

    /** Attribute key or event name. */
    public String ttftSource;

    public long inputTokens = UNKNOWN;
    public long outputTokens = UNKNOWN;
    public long cachedInputTokens = UNKNOWN;
    public long reasoningOutputTokens = UNKNOWN;

    /** Number of a {@code shewhart.v1.TokensSource}. */
    public byte tokensSource;

    public long queueNanos = UNKNOWN;
    public long prefillNanos = UNKNOWN;
    public long decodeNanos = UNKNOWN;

    /** Forgets everything. */
    public void clear() {
        embedding = false;
        dialect = null;
        vantage = 0;
        layerPriority = 0;
        companion = false;
        scope = null;
        operation = null;
        provider = null;
        requestModel = null;
        responseModel = null;
        responseId = null;
        errorType = null;
        finishReason = null;
        streaming = -1;
        incomplete = false;
        ttftNanos = UNKNOWN;
        ttftSource = null;
        inputTokens = UNKNOWN;
        outputTokens = UNKNOWN;
        cachedInputTokens = UNKNOWN;
        reasoningOutputTokens = UNKNOWN;
        tokensSource = 0;
        queueNanos = UNKNOWN;
        prefillNanos = UNKNOWN;
        decodeNanos = UNKNOWN;
    }

    /** Takes over everything another one says. */
    public void set(CallFacts other) {
        embedding = other.embedding;
        dialect = other.dialect;
        vantage = other.vantage;
        layerPriority = other.layerPriority;
        companion = other.companion;
        scope = other.scope;
        operation = other.operation;
        provider = other.provider;
        requestModel = other.requestModel;
        responseModel = other.responseModel;
        responseId = other.responseId;
        errorType = other.errorType;
        finishReason = other.finishReason;
        streaming = other.streaming;
        incomplete = other.incomplete;
        ttftNanos = other.ttftNanos;
        ttftSource = other.ttftSource;
        inputTokens = other.inputTokens;
        outputTokens = other.outputTokens;
        cachedInputTokens = other.cachedInputTokens;
        reasoningOutputTokens = other.reasoningOutputTokens;
        tokensSource = other.tokensSource;
        queueNanos = other.queueNanos;
        prefillNanos = other.prefillNanos;
        decodeNanos = other.decodeNanos;
    }
}
