/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.semconv;

import io.shewhart.operators.semconv.Dialects.Dialect;

/**
 * The tables cut down to what is left to ask of spans of one scope and kind. Most spans of a trace
 * are not GenAI and must cost next to nothing.
 */
final class ScopePlan {
    final PresentRules<Boolean> chunks;
    final PresentRules<Dialect> detection;
    final PresentRules<Byte> stages;

    private final SemanticConventions conventions;
    private final DialectPlan[] dialects;

    /** For the scope and the kind of the span that the facts are turned to. */
    ScopePlan(SemanticConventions conventions, Facts facts) {
        this.conventions = conventions;
        chunks = own(conventions.chunks, facts);
        detection = own(conventions.detection, facts);
        stages = own(conventions.stages, facts);
        dialects = new DialectPlan[conventions.dialects.size()];
    }

    private <T> PresentRules<T> own(Rules<T> rules, Facts facts) {
        return new PresentRules<>(rules.given(facts, Known.ofScope()), conventions.presence);
    }

    /** What is left to ask once the dialect is known, which the facts have to say. */
    DialectPlan in(Dialect dialect, Facts facts) {
        DialectPlan plan = dialects[dialect.ordinal()];
        if (plan == null) {
            plan = new DialectPlan(conventions, dialect, facts);
            dialects[dialect.ordinal()] = plan;
        }
        return plan;
    }
}
