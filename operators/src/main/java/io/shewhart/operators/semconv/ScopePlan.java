/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.semconv;

import io.shewhart.operators.semconv.Dialects.Dialect;
import java.util.List;

/**
 * The tables cut down to what is left to ask of spans of one scope and kind. Most spans of a trace
 * are not GenAI and must cost next to nothing.
 */
final class ScopePlan {
    final Presence presence;
    final PresentRules<Boolean> chunks;
    final PresentRules<Dialect> detection;
    final PresentRules<Byte> stages;

    private final SemanticConventions conventions;
    private final DialectPlan[] dialects;

    /** For the scope and the kind of the span that the facts are turned to. */
    ScopePlan(SemanticConventions conventions, Facts facts) {
        this.conventions = conventions;
        Rules<Boolean> ownChunks = conventions.chunks.given(facts, Known.ofScope());
        Rules<Dialect> ownDetection = conventions.detection.given(facts, Known.ofScope());
        Rules<Byte> ownStages = conventions.stages.given(facts, Known.ofScope());
        presence =
                new Presence(
                        conventions.names().spanAttributes().size(),
                        List.of(ownChunks, ownDetection, ownStages));
        chunks = new PresentRules<>(ownChunks, presence);
        detection = new PresentRules<>(ownDetection, presence);
        stages = new PresentRules<>(ownStages, presence);
        dialects = new DialectPlan[conventions.dialects.size()];
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
