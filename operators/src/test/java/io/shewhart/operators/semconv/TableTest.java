/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.semconv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A typo in a table is found when the table is read, and told with file and line. */
class TableTest {
    private static final Dialects DIALECTS =
            new Dialects(
                    Table.parse(
                            "d.tsv",
                            "dialect\tvantage\tcache\na\tapp\tinclusive\n",
                            "dialect",
                            "vantage",
                            "cache"));

    @Test
    void rowsKeepTheirLine() {
        Table table = Table.parse("t.tsv", "# note\nx\ty\n\n# more\n1\t-\n", "x", "y");
        assertThat(table.rows()).hasSize(1);
        Table.Row row = table.rows().get(0);
        assertThat(row.get("x")).isEqualTo("1");
        assertThat(row.optional("y")).isNull();
        assertThat(row.wrong("bad")).hasMessage("t.tsv:5: bad");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x\tz\n1\t2\n", // another column
                "x\ty\n1\n", // too narrow
                "x\ty\n1\t2\t3\n", // too wide
                "x\ty\n1\t\n", // empty cell
                "x\ty\n", // no rows
                "", // nothing
            })
    void brokenTables(String text) {
        assertThatThrownBy(() -> Table.parse("t.tsv", text, "x", "y"))
                .isInstanceOf(TableException.class)
                .hasMessageStartingWith("t.tsv:");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "scop=x",
                "scope",
                "spam:key",
                "span:",
                "kind=client",
                "kind",
                "kind^=CLIENT",
                "dialect=b",
                "streaming=perhaps",
                "always=yes",
                "event:x=y",
                "order:a",
                "span:a#b=c",
                "span:a & ",
                "",
                "=x",
            })
    void brokenConditions(String condition) {
        Table.Row row = Table.parse("t.tsv", "when\nx\n", "when").rows().get(0);
        assertThatThrownBy(() -> Condition.parse(condition, row, new Names(), DIALECTS))
                .isInstanceOf(TableException.class)
                .hasMessageStartingWith("t.tsv:2: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "always",
                "scope=x|y",
                "!span:a.b & span:a.c^=x y",
                "name$= http send",
                "kind=CLIENT|SERVER & status=OK",
                "event:First Token Stream Event",
                "order:a<b",
                "span:a#b",
                "dialect=a & streaming=unknown",
            })
    void readableConditions(String condition) {
        Table.Row row = Table.parse("t.tsv", "when\nx\n", "when").rows().get(0);
        assertThat(Condition.parse(condition, row, new Names(), DIALECTS)).hasToString(condition);
    }

    @Test
    void wordsOutsideOfASet() {
        Table.Row row =
                Table.parse(
                                "o.tsv",
                                "operation\tclass\tstage\nchat\tgenerations\tmodel\n",
                                "operation",
                                "class",
                                "stage")
                        .rows()
                        .get(0);
        assertThatThrownBy(() -> Operation.of(row))
                .hasMessageContaining("o.tsv:2")
                .hasMessageContaining("generations");
    }

    @Test
    void tablesThatMustEndWithAlways() {
        Table table = Table.parse("s.tsv", "when\nkind=CLIENT\n", "when");
        Rules<String> rules = Rules.read(table, new Names(), DIALECTS, row -> "x");
        assertThatThrownBy(rules::total).hasMessageContaining("s.tsv:2");
    }
}
