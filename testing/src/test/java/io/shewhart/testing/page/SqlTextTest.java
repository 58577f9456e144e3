/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SqlTextTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "'", "''", "a'b", "\\'", "' OR 1 = 1 --", "'; DROP TABLE t; --"})
    void aLiteralIsReadBackAsItsTextAndEndsNowhereElse(String text) {
        String literal = SqlText.literal(text);
        assertThat(literal).startsWith("'").endsWith("'");
        String inside = literal.substring(1, literal.length() - 1);
        assertThat(inside.replace("''", "")).doesNotContain("'");
        assertThat(inside.replace("''", "'")).isEqualTo(text);
    }

    @Test
    void listsAndTimesAreLiterals() {
        assertThat(SqlText.list(List.of("a", "b'c"))).isEqualTo("('a', 'b''c')");
        assertThat(SqlText.time(Instant.ofEpochSecond(1_795_392_000L, 1_000)))
                .isEqualTo("'2026-11-23T00:00:00.000001Z'");
    }
}
