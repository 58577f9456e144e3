/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.trace;

import java.util.ArrayList;
import java.util.List;

/**
 * A candidate on its way: what it was compared by, what became of it. The facts are dropped once no
 * decision of the trace can need them; what is compared stays.
 */
final class CallState {
    /** What became of a candidate. */
    enum Status {
        /** Its deadline is to come. */
        PENDING(0),
        /** Its deadline passed; a better layer of the same call will count and take its fields. */
        YIELDED(1),
        /** Emitted as a model call. */
        COUNTED(2),
        /** Its fields went into another layer's record. */
        MERGED(3),
        /** Has candidates below it. */
        WRAPPER(4),
        /** Emitted as a late duplicate. */
        LATE_DUPLICATE(5),
        /** Emitted as unsure. */
        UNSURE(6);

        private static final Status[] BY_CODE = values();

        /** In the state's format; never reused. */
        final int code;

        Status(int code) {
            this.code = code;
        }

        static Status of(int code) {
            return BY_CODE[code];
        }
    }

    /** Numbers of {@link #group}, from zero on. */
    static final int GROUPS = 8;

    byte vantage;
    boolean embedding;
    boolean companion;

    /** Says itself that it failed. */
    boolean failed;

    /** Shows that an answer came: output tokens or a finish reason. */
    boolean answered;

    /** Tokens come from the provider, so that a difference is a contradiction. */
    boolean exact;

    int priority;

    /** Hashes, that of the response id of 48 bits; zero when unknown. */
    int scope;

    int provider;
    int model;
    long responseId;

    /** Own tokens; once counted those of the emitted record. */
    long inputTokens;

    long outputTokens;
    long queueNanos;
    long prefillNanos;
    long decodeNanos;

    /** Deadline, nanoseconds since the Unix epoch. */
    long due;

    Status status = Status.PENDING;

    /** The trace summary counts it, or would if it were emitted now. */
    boolean contributes;

    /** The record that contributes has failed. */
    boolean contributesFailure;

    /** Null once nothing can need it. */
    CallFacts facts;

    /** The layer this one waits for, while YIELDED. */
    SpanNode yieldedTo;

    /** The layers that wait for this one; null when none does. */
    List<SpanNode> yielders;

    /** Scratch of {@link CallLayers}: nearest candidate above of the same vantage and class. */
    SpanNode above;

    /** Scratch of {@link CallLayers}: candidates directly below. */
    int below;

    /** Scratch of {@link CallLayers}: leaves at or below. */
    int leaves;

    /** Scratch of {@link CallLayers}: candidates above. */
    int depth;

    /** Scratch of {@link CallLayers}: the leaf with its wrappers; null when not a leaf. */
    CallStack stack;

    CallState() {}

    /**
     * A candidate whose deadline is to come.
     *
     * @param span its facts are kept, and not to be changed any more
     */
    CallState(SpanRecord span) {
        facts = span.call;
        vantage = facts.vantage;
        embedding = facts.embedding;
        companion = facts.companion;
        failed = span.error || facts.errorType != null;
        answered = facts.outputTokens > 0 || facts.finishReason != null;
        exact = facts.tokensSource == 1;
        priority = facts.layerPriority;
        scope = ModelNames.hash(facts.scope);
        provider = ModelNames.hash(facts.provider);
        model = ModelNames.hash(ModelNames.stem(facts.requestModel, facts.responseModel));
        responseId = ModelNames.idHash(facts.responseId);
        inputTokens = facts.inputTokens;
        outputTokens = facts.outputTokens;
        queueNanos = facts.queueNanos;
        prefillNanos = facts.prefillNanos;
        decodeNanos = facts.decodeNanos;
    }

    /** Vantage and class together: only candidates of one group are ever compared. */
    int group() {
        return (vantage & 3) << 1 | (embedding ? 1 : 0);
    }

    boolean open() {
        return status == Status.PENDING || status == Status.YIELDED;
    }

    void addYielder(SpanNode node) {
        if (yielders == null) {
            yielders = new ArrayList<>();
        }
        yielders.add(node);
    }
}
