/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.semconv;

import io.shewhart.operators.trace.CallFacts;
import io.shewhart.schemas.v1.TokensSource;

/** What a row of {@code corrections.tsv} changes about a call. */
enum Correction {
    STREAMING_YES("streaming=yes"),
    STREAMING_NO("streaming=no"),
    STREAMING_UNKNOWN("streaming=unknown"),
    TOKENS_SUSPECT("tokens=suspect"),
    TOKENS_ESTIMATED("tokens=estimated"),
    ERROR("error=yes"),
    INCOMPLETE("incomplete=yes"),
    END_EARLY("end=early");

    private final String cell;

    Correction(String cell) {
        this.cell = cell;
    }

    static Correction of(Table.Row row) {
        for (Correction correction : values()) {
            if (correction.cell.equals(row.get("set"))) {
                return correction;
            }
        }
        throw row.wrong("cannot set \"" + row.get("set") + "\"");
    }

    /** Changes the call, and the facts that rows below are asked of. */
    void apply(Facts facts, CallFacts call) {
        switch (this) {
            case STREAMING_YES -> facts.streaming = Facts.YES;
            case STREAMING_NO -> facts.streaming = Facts.NO;
            case STREAMING_UNKNOWN -> facts.streaming = Facts.UNKNOWN;
            case TOKENS_SUSPECT -> tokens(call, TokensSource.TOKENS_SOURCE_SUSPECT_VALUE);
            case TOKENS_ESTIMATED -> tokens(call, TokensSource.TOKENS_SOURCE_ESTIMATED_VALUE);
            case ERROR -> {
                facts.error = true;
                call.errorType = call.errorType == null ? Errors.OTHER : call.errorType;
            }
            case INCOMPLETE -> call.incomplete = true;
            case END_EARLY -> {} // about the span, not about the call: see SpanResolver
        }
    }

    private static void tokens(CallFacts call, int source) {
        if (call.tokensSource != TokensSource.TOKENS_SOURCE_UNSPECIFIED_VALUE) {
            call.tokensSource = (byte) source;
        }
    }
}
