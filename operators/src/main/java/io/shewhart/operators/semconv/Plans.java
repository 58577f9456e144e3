/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.semconv;

import io.shewhart.operators.otlp.DecodedScope;
import java.util.HashMap;
import java.util.Map;

/**
 * The plan of every scope and kind seen, made when first needed. Bounded: starts afresh at {@value
 * #LIMIT} scopes. Not thread-safe.
 */
final class Plans {
    private static final int LIMIT = 1024;

    /** OTLP has the kinds 0 to 5; the last place is for whatever else stands on the wire. */
    private static final int KINDS = 7;

    private final SemanticConventions conventions;
    private final Interner interner;
    private final Map<String, ScopePlan[]> byScope = new HashMap<>();

    private DecodedScope lastScope;
    private long lastOrdinal;
    private String name;
    private ScopePlan[] plans;

    Plans(SemanticConventions conventions, Interner interner) {
        this.conventions = conventions;
        this.interner = interner;
    }

    /** The plan for the span that the facts are turned to. */
    ScopePlan of(Facts facts) {
        DecodedScope scope = facts.scope;
        if (scope != lastScope || scope.ordinal() != lastOrdinal) {
            turn(scope);
            lastScope = scope;
            lastOrdinal = scope.ordinal();
        }
        int kind = facts.span.kind;
        int place = kind >= 0 && kind < KINDS - 1 ? kind : KINDS - 1;
        ScopePlan plan = plans[place];
        if (plan == null) {
            plan = new ScopePlan(conventions, facts);
            plans[place] = plan;
        }
        return plan;
    }

    private void turn(DecodedScope scope) {
        name = interner.intern(scope.text(), scope.nameOffset(), scope.nameLength());
        if (scope.nameLength() > Interner.MAX_BYTES) {
            plans = new ScopePlan[KINDS]; // its name was cut: another scope may have the same
            return;
        }
        plans = byScope.get(name);
        if (plans == null) {
            if (byScope.size() == LIMIT) {
                byScope.clear();
            }
            plans = new ScopePlan[KINDS];
            byScope.put(name, plans);
        }
    }

    /** Name of the scope asked for last, null without one. */
    String scopeName() {
        return name.isEmpty() ? null : name;
    }
}
