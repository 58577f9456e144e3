/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.semconv;

import io.shewhart.operators.otlp.Attributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who a span belongs to, after {@code resources.tsv}. Immutable. */
final class Resources {
    static final String SERVICE = "service";
    static final String SERVICE_VERSION = "service_version";
    static final String ENVIRONMENT = "environment";

    private static final Set<String> FIELDS = Set.of(SERVICE, SERVICE_VERSION, ENVIRONMENT);

    private final Map<String, int[]> onResource;
    private final Map<String, int[]> onSpan;
    private final Missing missing;

    Resources(Table table, Names names, Missing missing) {
        this.missing = missing;
        Map<String, List<Integer>> resource = new LinkedHashMap<>();
        Map<String, List<Integer>> span = new LinkedHashMap<>();
        for (String field : FIELDS) {
            resource.put(field, new ArrayList<>());
            span.put(field, new ArrayList<>());
        }
        for (Table.Row row : table.rows()) {
            String field = row.oneOf("field", FIELDS);
            if (row.oneOf("where", Set.of("resource", "span")).equals("resource")) {
                resource.get(field).add(names.resource(row.get("key")));
            } else {
                span.get(field).add(names.span(row.get("key")));
            }
        }
        onResource = arrays(resource);
        onSpan = arrays(span);
    }

    private static Map<String, int[]> arrays(Map<String, List<Integer>> lists) {
        Map<String, int[]> arrays = new LinkedHashMap<>();
        lists.forEach((k, v) -> arrays.put(k, v.stream().mapToInt(Integer::intValue).toArray()));
        return arrays;
    }

    /** What the resource says about a field, or null. */
    String ofResource(String field, Attributes attributes, Interner interner) {
        return read(field, onResource.get(field), attributes, interner);
    }

    /** What the span says about a field that its resource does not tell, or null. */
    String ofSpan(String field, Attributes attributes, Interner interner) {
        return read(field, onSpan.get(field), attributes, interner);
    }

    private String read(String field, int[] slots, Attributes attributes, Interner interner) {
        for (int slot : slots) {
            if (attributes.type(slot) == Attributes.STRING) {
                String text =
                        interner.intern(
                                attributes.text(),
                                attributes.textOffset(slot),
                                attributes.textLength(slot));
                if (!missing.is(field, text)) {
                    return text;
                }
            }
        }
        return null;
    }
}
