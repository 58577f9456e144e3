/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.page;

import java.time.Instant;
import java.util.Collection;
import java.util.stream.Collectors;

/**
 * Values as literals of QuestDB's SQL: the only way on which text that a browser sent reaches a
 * query, since its HTTP interface takes no parameters. Inside single quotes only the quote itself
 * means anything, and it is doubled.
 */
final class SqlText {
    private SqlText() {}

    /** Text as a literal. */
    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** Texts as a list for {@code IN}. */
    static String list(Collection<String> texts) {
        return texts.stream().map(SqlText::literal).collect(Collectors.joining(", ", "(", ")"));
    }

    /** A time as a literal, which compares with timestamps of any precision. */
    static String time(Instant time) {
        return literal(time.toString());
    }
}
