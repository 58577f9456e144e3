/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.semconv;

import java.util.ArrayList;
import java.util.List;

/**
 * The same rows as {@link Rules}, with the same answer. Which attributes a span has is asked first,
 * of all of them at once: it rules most rows out, and there are dozens for each span.
 */
final class PresentRules<T> {
    private final long[] needed;

    /** What is left to ask. */
    private final Condition[] rest;

    private final List<T> then = new ArrayList<>();

    PresentRules(Rules<T> rules, Presence presence) {
        needed = new long[rules.size()];
        rest = new Condition[rules.size()];
        for (int i = 0; i < rules.size(); i++) {
            Condition when = rules.get(i).when();
            needed[i] = presence.needed(when);
            rest[i] = when.withoutPresence();
            then.add(rules.get(i).then());
        }
    }

    /**
     * What follows from the first row that holds, or null.
     *
     * @param present {@link Presence#of} the same span
     */
    T first(Facts facts, long present) {
        for (int i = 0; i < needed.length; i++) {
            if ((needed[i] & ~present) == 0 && rest[i].holds(facts)) {
                return then.get(i);
            }
        }
        return null;
    }
}
