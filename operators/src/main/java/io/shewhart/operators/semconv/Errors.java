/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.semconv;

import io.shewhart.operators.otlp.Attributes;
import java.util.Set;

/** Whether a span failed, and how the failure is called, after {@code errors.tsv}. */
final class Errors {
    /** What the conventions write when a failure has no type. */
    static final String OTHER = "_OTHER";

    private static final int STATUS_ERROR = 2;
    private static final String CLASS_OPEN = "<class '";

    private record Source(boolean onEvent, int slot, boolean fails) {
        Attributes attributes(Facts facts) {
            return onEvent ? facts.span.eventAttributes() : facts.attributes;
        }
    }

    private final Source[] sources;

    Errors(Table table, Names names) {
        sources = table.rows().stream().map(row -> source(row, names)).toArray(Source[]::new);
    }

    private static Source source(Table.Row row, Names names) {
        row.oneOf("read", Set.of("type"));
        boolean fails = row.oneOf("fails", Set.of("yes", "no")).equals("yes");
        String key = row.get("key");
        if (row.oneOf("where", Set.of("attribute", "event")).equals("attribute")) {
            return new Source(false, names.span(key), fails);
        }
        int hash = key.indexOf('#');
        if (hash <= 0) {
            throw row.wrong("an event's attribute is written EVENT#KEY");
        }
        names.event(key.substring(0, hash));
        return new Source(true, names.eventAttribute(key.substring(hash + 1)), fails);
    }

    /** Whether the span failed. */
    boolean failed(Facts facts) {
        if (facts.span.statusCode == STATUS_ERROR) {
            return true;
        }
        for (Source source : sources) {
            Attributes a = source.attributes(facts);
            if (source.fails
                    && a.type(source.slot) == Attributes.STRING
                    && a.textLength(source.slot) > 0) {
                return true;
            }
        }
        return false;
    }

    /** The type of a span's failure; {@value #OTHER} when none is given. */
    String type(Facts facts, Interner interner) {
        for (Source source : sources) {
            Attributes a = source.attributes(facts);
            if (a.type(source.slot) == Attributes.STRING && a.textLength(source.slot) > 0) {
                String type =
                        interner.intern(
                                a.text(), a.textOffset(source.slot), a.textLength(source.slot));
                return type.startsWith(CLASS_OPEN) && type.endsWith("'>")
                        ? type.substring(CLASS_OPEN.length(), type.length() - 2)
                        : type;
            }
        }
        return OTHER;
    }
}
