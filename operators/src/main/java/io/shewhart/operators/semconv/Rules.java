/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.semconv;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Rows of one table in their order, each a condition and what follows from it; asking for the first
 * row that holds allocates nothing.
 *
 * @param <T> what follows
 */
final class Rules<T> {
    /** A row, read. */
    record Rule<T>(Table.Row row, Condition when, T then) {}

    private final List<Rule<T>> rules;

    private Rules(List<Rule<T>> rules) {
        this.rules = List.copyOf(rules);
    }

    /** Reads every row: its condition from the column of that name, the rest as told. */
    static <T> Rules<T> read(
            Table table, Names names, Dialects dialects, Function<Table.Row, T> then) {
        List<Rule<T>> rules = new ArrayList<>();
        for (Table.Row row : table.rows()) {
            Condition when = Condition.parse(row.optional("when"), row, names, dialects);
            rules.add(new Rule<>(row, when, then.apply(row)));
        }
        return new Rules<>(rules);
    }

    /** Fails unless the last row always holds, so that {@link #first} is never null. */
    Rules<T> total() {
        Rule<T> last = rules.get(rules.size() - 1);
        if (!last.when.toString().equals("always")) {
            throw last.row.wrong("the last row of this table must hold always");
        }
        return this;
    }

    /** What follows from the first row that holds, or null. */
    T first(Facts facts) {
        for (int i = 0; i < rules.size(); i++) { // an iterator would be allocated
            Rule<T> rule = rules.get(i);
            if (rule.when.holds(facts)) {
                return rule.then;
            }
        }
        return null;
    }

    int size() {
        return rules.size();
    }

    Rule<T> get(int i) {
        return rules.get(i);
    }

    List<Rule<T>> rules() {
        return rules;
    }

    /** The rows that can hold when everything in {@code known} is so, in their order. */
    Rules<T> given(Facts facts, Set<Known> known) {
        List<Rule<T>> left = new ArrayList<>();
        for (Rule<T> rule : rules) {
            Condition when = rule.when.given(facts, known);
            if (when != null) {
                left.add(new Rule<>(rule.row, when, rule.then));
            }
        }
        return new Rules<>(left);
    }

    /** The rows that a test lets through, in their order. */
    Rules<T> only(Predicate<Rule<T>> test) {
        return new Rules<>(rules.stream().filter(test).toList());
    }
}
