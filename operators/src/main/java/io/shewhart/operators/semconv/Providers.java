/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.semconv;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Folds the spellings of a provider into one, after {@code providers.tsv}. */
final class Providers {
    private static final String NONE = "-";

    private final Map<String, String> exact = new HashMap<>();
    private final TreeMap<String, String> prefixes = new TreeMap<>();

    Providers(Table table) {
        for (Table.Row row : table.rows()) {
            String value = row.get("value");
            if (!value.equals(value.toLowerCase(Locale.ROOT))) {
                throw row.wrong("values are compared in lower case");
            }
            boolean prefix = row.oneOf("match", Set.of("exact", "prefix")).equals("prefix");
            Map<String, String> map = prefix ? prefixes : exact;
            if (map.put(value, row.get("provider")) != null) {
                throw row.wrong("\"" + value + "\" stands twice");
            }
        }
    }

    /** The canonical spelling, or null when the text names no provider. */
    String canonical(String raw) {
        String value = raw.toLowerCase(Locale.ROOT);
        String provider = exact.get(value);
        if (provider == null) {
            // The longest prefix is the last one in order that fits.
            for (String prefix : prefixes.headMap(value, true).descendingKeySet()) {
                if (value.startsWith(prefix)) {
                    provider = prefixes.get(prefix);
                    break;
                }
            }
        }
        if (provider == null) {
            return value;
        }
        return provider.equals(NONE) ? null : provider;
    }
}
