/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.semconv;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The sources of every field in every dialect, in the order of {@code attributes.tsv}. */
final class Fields {
    /** Instead of a slot: the name of the span. */
    private static final int NAME = -1;

    /** Instead of a slot: the name of the scope. */
    private static final int SCOPE = -2;

    /** One place where a field may stand. */
    record Source(
            Table.Row row,
            String key,
            Condition when,
            int slot,
            JsonMember member,
            String reading) {

        /** Whether the row applies and something stands there, which is then in the cell. */
        boolean load(Facts facts, Cell cell) {
            boolean there = slot < 0 || facts.attributes.has(slot);
            if (!there || (when != null && !when.holds(facts))) {
                return false;
            }
            if (slot == NAME) {
                cell.load(facts.attributes.text(), facts.span.nameOffset, facts.span.nameLength);
            } else if (slot == SCOPE) {
                cell.load(facts.scope.text(), facts.scope.nameOffset(), facts.scope.nameLength());
            } else if (member == null) {
                cell.load(facts.attributes, slot);
            } else {
                cell.loadMember(facts.attributes, slot, member);
            }
            return true;
        }

        /** Nanoseconds per unit of a duration. */
        double nanosPerUnit() {
            return reading.equals("ms") ? 1e6 : 1e9;
        }
    }

    private final Map<Field, Source[][]> sources = new EnumMap<>(Field.class);

    Fields(Table table, Names names, Dialects dialects) {
        Map<Field, List<List<Source>>> lists = new EnumMap<>(Field.class);
        for (Field field : Field.values()) {
            List<List<Source>> byDialect = new ArrayList<>();
            for (int d = 0; d < dialects.size(); d++) {
                byDialect.add(new ArrayList<>());
            }
            lists.put(field, byDialect);
        }
        for (Table.Row row : table.rows()) {
            Field field = Field.of(row);
            Source source = source(row, field, names, dialects);
            long mask = dialects.mask(row, "dialects");
            for (int d = 0; d < dialects.size(); d++) {
                if ((mask >>> d & 1) != 0) {
                    lists.get(field).get(d).add(source);
                }
            }
        }
        lists.forEach(
                (field, byDialect) ->
                        sources.put(
                                field,
                                byDialect.stream()
                                        .map(list -> list.toArray(new Source[0]))
                                        .toArray(Source[][]::new)));
    }

    private static Source source(Table.Row row, Field field, Names names, Dialects dialects) {
        String key = row.get("key");
        int hash = key.indexOf('#');
        JsonMember member = hash < 0 ? null : new JsonMember(key.substring(hash + 1));
        int slot =
                switch (key) {
                    case "(name)" -> NAME;
                    case "(scope)" -> SCOPE;
                    default -> names.span(hash < 0 ? key : key.substring(0, hash));
                };
        String when = row.optional("when");
        return new Source(
                row,
                key,
                when == null ? null : Condition.parse(when, row, names, dialects),
                slot,
                member,
                row.oneOf("read", field.readings()));
    }

    /** The sources of a field in a dialect, best first. */
    Source[] of(Field field, int dialect) {
        return sources.get(field)[dialect];
    }
}
