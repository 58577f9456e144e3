/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.semconv;

import io.shewhart.operators.otlp.Attributes;
import io.shewhart.operators.semconv.Dialects.Dialect;
import io.shewhart.operators.semconv.Rules.Rule;
import java.util.ArrayList;
import java.util.List;

/**
 * The tables cut down to what is left to ask of spans of one scope and kind. Most spans of a trace
 * are not GenAI and must cost next to nothing: the detection rows that are left are asked only when
 * the span has an attribute or an event that one of them needs.
 */
final class ScopePlan {
    final Rules<Boolean> chunks;
    final Rules<Byte> stages;

    private final SemanticConventions conventions;
    private final Rules<Dialect> detection;
    private final DialectPlan[] dialects;
    private final boolean[] anchorSlots;
    private final int[] anchorEvents;
    private final Condition[] unanchored;

    /** For the scope and the kind of the span that the facts are turned to. */
    ScopePlan(SemanticConventions conventions, Facts facts) {
        this.conventions = conventions;
        chunks = conventions.chunks.given(facts, Known.ofScope());
        stages = conventions.stages.given(facts, Known.ofScope());
        detection = conventions.detection.given(facts, Known.ofScope());
        dialects = new DialectPlan[conventions.dialects.size()];
        List<Integer> slots = new ArrayList<>();
        List<Integer> events = new ArrayList<>();
        List<Condition> rest = new ArrayList<>();
        for (Rule<Dialect> rule : detection.rules()) {
            if (!anchor(rule.when(), slots, events)) {
                rest.add(rule.when());
            }
        }
        anchorSlots = new boolean[slots.stream().mapToInt(i -> i + 1).max().orElse(0)];
        slots.forEach(slot -> anchorSlots[slot] = true);
        anchorEvents = events.stream().mapToInt(Integer::intValue).distinct().toArray();
        unanchored = rest.toArray(new Condition[0]);
    }

    /** Notes an attribute or event without which the condition cannot hold; false without one. */
    private static boolean anchor(Condition when, List<Integer> slots, List<Integer> events) {
        for (Atom atom : when.atoms()) {
            if (atom.needs() >= 0) {
                return slots.add(atom.needs());
            } else if (atom instanceof Atom.HasEvent event) {
                return events.add(event.slot());
            }
        }
        return false;
    }

    /** The dialect, or null when the span is not GenAI. */
    Dialect detect(Facts facts) {
        return worthAsking(facts) ? detection.first(facts) : null;
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
