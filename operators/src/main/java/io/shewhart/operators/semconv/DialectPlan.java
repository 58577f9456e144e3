/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.semconv;

import io.shewhart.operators.semconv.Dialects.Dialect;

/** The tables cut down to what is left to ask of spans of one scope, kind and dialect. */
final class DialectPlan {
    final Dialect dialect;
    final Rules<Operation> operations;
    final Rules<TtftSource> ttft;
    final Rules<Boolean> responsesApi;
    final Rules<Correction> corrections;
    final Rules<Layer> layers;

    DialectPlan(SemanticConventions conventions, Dialect dialect, Facts facts) {
        this.dialect = dialect;
        long bit = 1L << dialect.ordinal();
        operations = conventions.operations.get(dialect.ordinal()).given(facts, Known.ofDialect());
        ttft =
                conventions
                        .ttft
                        .only(rule -> (rule.then().dialects() & bit) != 0)
                        .given(facts, Known.ofDialect());
        responsesApi = conventions.responsesApi.given(facts, Known.ofDialect());
        corrections = conventions.corrections.given(facts, Known.ofDialect());
        layers = conventions.layers.given(facts, Known.ofDialect());
    }
}
