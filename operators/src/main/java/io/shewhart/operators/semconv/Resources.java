/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.semconv;

import io.shewhart.operators.otlp.Attributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Who a span belongs to, after {@code resources.tsv}. Immutable. */
final class Resources {
    private static final Set<String> FIELDS = Set.of("service", "service_version", "environment");

    final Owner service;
    final Owner serviceVersion;
    final Owner environment;

    Resources(Table table, Names names, Missing missing) {
        for (Table.Row row : table.rows()) {
            row.oneOf("field", FIELDS);
            row.oneOf("where", Set.of("resource", "span"));
        }
        service = new Owner("service", table, names, missing);
        serviceVersion = new Owner("service_version", table, names, missing);
        environment = new Owner("environment", table, names, missing);
    }

    /** One field and the places where it may stand, best first. */
    static final class Owner {
        private final String field;
        private final Missing missing;
        private final int[] onResource;
        private final int[] onSpan;

        private Owner(String field, Table table, Names names, Missing missing) {
            this.field = field;
            this.missing = missing;
            List<Integer> resource = new ArrayList<>();
            List<Integer> span = new ArrayList<>();
            for (Table.Row row : table.rows()) {
                if (row.get("field").equals(field)) {
                    if (row.get("where").equals("resource")) {
                        resource.add(names.resource(row.get("key")));
                    } else {
                        span.add(names.span(row.get("key")));
                    }
                }
            }
            onResource = resource.stream().mapToInt(Integer::intValue).toArray();
            onSpan = span.stream().mapToInt(Integer::intValue).toArray();
        }

        /** What the resource says, or null. */
        String ofResource(Attributes attributes, Interner interner) {
            return read(onResource, attributes, interner);
        }

        /** What the span says about a field that its resource does not tell, or null. */
        String ofSpan(Attributes attributes, Interner interner) {
            return read(onSpan, attributes, interner);
        }

        private String read(int[] slots, Attributes attributes, Interner interner) {
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
}
