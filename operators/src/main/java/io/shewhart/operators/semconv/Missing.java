/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.semconv;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Texts of {@code missing.tsv} that stand for no value. */
final class Missing {
    private static final Set<String> ALL = Set.of("service", "service_version", "environment");

    private final Set<String> everywhere = new HashSet<>();
    private final Map<String, Set<String>> exact = new HashMap<>();
    private final Map<String, List<String>> prefixes = new HashMap<>();

    Missing(Table table) {
        for (Table.Row row : table.rows()) {
            String field = row.get("field");
            if (!field.equals("*") && !ALL.contains(field)) {
                Field.of(row);
            }
            if (row.oneOf("match", Set.of("exact", "prefix")).equals("prefix")) {
                if (field.equals("*")) {
                    throw row.wrong("a prefix needs a field");
                }
                prefixes.computeIfAbsent(field, f -> new ArrayList<>()).add(row.get("value"));
            } else if (field.equals("*")) {
                everywhere.add(row.get("value"));
            } else {
                exact.computeIfAbsent(field, f -> new HashSet<>()).add(row.get("value"));
            }
        }
    }

    /** Whether the text says that a field, named as in the tables, has no value. */
    boolean is(String field, String text) {
        if (text.isEmpty()
                || everywhere.contains(text)
                || exact.getOrDefault(field, Set.of()).contains(text)) {
            return true;
        }
        List<String> starts = prefixes.getOrDefault(field, List.of());
        for (int i = 0; i < starts.size(); i++) { // an iterator would be allocated
            if (text.startsWith(starts.get(i))) {
                return true;
            }
        }
        return false;
    }
}
