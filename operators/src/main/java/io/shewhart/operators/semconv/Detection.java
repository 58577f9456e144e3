/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.semconv;

import io.shewhart.operators.otlp.Attributes;
import io.shewhart.operators.semconv.Dialects.Dialect;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells the dialect of a span after {@code detection.tsv}. Most spans of a trace are not GenAI and
 * must cost next to nothing: every row that needs an attribute, an event or a scope is left out
 * until one of those is seen.
 */
final class Detection {
    private final Rules<Dialect> rules;
    private final boolean[] anchorSlots;
    private final int[] anchorEvents;
    private final Atom[] anchorScopes;
    private final Condition[] unanchored;

    Detection(Rules<Dialect> rules) {
        this.rules = rules;
        List<Integer> slots = new ArrayList<>();
        List<Integer> events = new ArrayList<>();
        List<Atom> scopes = new ArrayList<>();
        List<Condition> rest = new ArrayList<>();
        for (Rules.Rule<Dialect> rule : rules.rules()) {
            if (!anchor(rule.when(), slots, events, scopes)) {
                rest.add(rule.when());
            }
        }
        anchorSlots = new boolean[slots.stream().mapToInt(i -> i + 1).max().orElse(0)];
        slots.forEach(slot -> anchorSlots[slot] = true);
        anchorEvents = events.stream().mapToInt(Integer::intValue).distinct().toArray();
        anchorScopes = scopes.toArray(new Atom[0]);
        unanchored = rest.toArray(new Condition[0]);
    }

    private static boolean anchor(
            Condition when, List<Integer> slots, List<Integer> events, List<Atom> scopes) {
        for (Atom atom : when.atoms()) {
            if (atom instanceof Atom.Has has && !has.onResource()) {
                return slots.add(has.slot());
            } else if (atom instanceof Atom.Value value && !value.onResource()) {
                return slots.add(value.slot());
            } else if (atom instanceof Atom.HasEvent event) {
                return events.add(event.slot());
            } else if (atom instanceof Atom.ScopeText) {
                return scopes.add(atom);
            }
        }
        return false;
    }

    /** Whether some row asks for this span's scope; the same for all spans of the scope. */
    boolean knowsScope(Facts facts) {
        for (Atom atom : anchorScopes) {
            if (atom.holds(facts)) {
                return true;
            }
        }
        return false;
    }

    /** The dialect, or null when the span is not GenAI. */
    Dialect detect(Facts facts, boolean scopeKnown) {
        return scopeKnown || worthAsking(facts) ? rules.first(facts) : null;
    }

    private boolean worthAsking(Facts facts) {
        Attributes attributes = facts.attributes;
        for (int i = 0; i < attributes.size(); i++) {
            int slot = attributes.slotAt(i);
            if (slot < anchorSlots.length && anchorSlots[slot]) {
                return true;
            }
        }
        for (int event : anchorEvents) {
            if (facts.span.eventCount(event) > 0) {
                return true;
            }
        }
        for (Condition condition : unanchored) {
            if (condition.holds(facts)) {
                return true;
            }
        }
        return false;
    }
}
