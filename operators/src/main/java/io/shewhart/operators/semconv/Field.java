/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.semconv;

import java.util.Locale;
import java.util.Set;

/** What {@code attributes.tsv} can say about a call, and in which ways each field can be read. */
enum Field {
    PROVIDER("text", "prefix", "last"),
    REQUEST_MODEL("text", "rest"),
    RESPONSE_MODEL("text"),
    RESPONSE_ID("id"),
    FINISH_REASON("list"),
    STREAMING("flag"),
    INPUT_TOKENS("count"),
    OUTPUT_TOKENS("count"),
    CACHED_INPUT_TOKENS("count"),
    CACHE_WRITE_TOKENS("count"),
    REASONING_OUTPUT_TOKENS("count"),
    QUEUE("s", "ms", "duration"),
    PREFILL("s", "ms"),
    DECODE("s", "ms");

    @SuppressWarnings("ImmutableEnumChecker") // Set.of
    private final Set<String> readings;

    private final String column = name().toLowerCase(Locale.ROOT);

    Field(String... readings) {
        this.readings = Set.of(readings);
    }

    Set<String> readings() {
        return readings;
    }

    String column() {
        return column;
    }

    static Field of(Table.Row row) {
        for (Field field : values()) {
            if (field.column().equals(row.get("field"))) {
                return field;
            }
        }
        throw row.wrong("unknown field \"" + row.get("field") + "\"");
    }
}
