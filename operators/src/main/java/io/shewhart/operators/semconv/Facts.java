/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.semconv;

import io.shewhart.operators.otlp.Attributes;
import io.shewhart.operators.otlp.DecodedResource;
import io.shewhart.operators.otlp.DecodedScope;
import io.shewhart.operators.otlp.DecodedSpan;

/**
 * What conditions are asked of: the span as decoded, and what was found out about it so far. Reused
 * between spans; the derived fields are meaningful only to the tables that say so.
 */
final class Facts {
    static final int UNKNOWN = 0;
    static final int NO = 1;
    static final int YES = 2;

    DecodedResource resource;
    DecodedScope scope;
    DecodedSpan span;
    Attributes attributes;

    /** Ordinal of the dialect, -1 without one. */
    int dialect;

    boolean embedding;

    /** {@link #UNKNOWN}, {@link #NO} or {@link #YES}. */
    int streaming;

    boolean error;
    boolean outputTokensKnown;
    boolean finishKnown;

    /** A response id or a first event shows that the answer had begun. */
    boolean begun;

    boolean responsesApi;

    /** Turns to another span and forgets what was derived. */
    void reset(DecodedResource newResource, DecodedScope newScope, DecodedSpan newSpan) {
        resource = newResource;
        scope = newScope;
        span = newSpan;
        attributes = newSpan.attributes();
        dialect = -1;
        embedding = false;
        streaming = UNKNOWN;
        error = false;
        outputTokensKnown = false;
        finishKnown = false;
        begun = false;
        responsesApi = false;
    }
}
