/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.semconv;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * A rule table as it stands in its file, every row whole and of the right width: tab separated,
 * lines that start with {@code #} are comments, the first other line names the columns, no cell is
 * empty ({@code -} stands for nothing).
 *
 * <p>Reading throws {@link TableException} at the first line that breaks this.
 */
final class Table {
    private final String file;
    private final List<Row> rows;

    private Table(String file, List<Row> rows) {
        this.file = file;
        this.rows = rows;
    }

    /** Reads a table that lies beside this class. */
    static Table load(String file, String... columns) {
        try (InputStream in = Table.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new TableException(file, 0, "not on the class path");
            }
            return parse(file, new String(in.readAllBytes(), StandardCharsets.UTF_8), columns);
        } catch (IOException e) {
            throw new TableException(file, 0, "cannot be read: " + e.getMessage());
        }
    }

    static Table parse(String file, String text, String... columns) {
        List<Row> rows = new ArrayList<>();
        boolean head = false;
        String[] lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            if (lines[i].startsWith("#") || lines[i].isEmpty()) {
                continue;
            }
            List<String> cells = List.of(lines[i].split("\t", -1));
            if (!head) {
                if (!cells.equals(Arrays.asList(columns))) {
                    throw new TableException(
                            file, i + 1, "columns are " + cells + ", expected " + List.of(columns));
                }
                head = true;
            } else {
                rows.add(new Row(file, i + 1, cells, columns));
            }
        }
        if (rows.isEmpty()) {
            throw new TableException(file, lines.length, "no rows");
        }
        return new Table(file, List.copyOf(rows));
    }

    String file() {
        return file;
    }

    List<Row> rows() {
        return rows;
    }

    /** One line of a table. */
    static final class Row {
        private final String file;
        private final int line;
        private final List<String> cells;
        private final List<String> columns;

        private Row(String file, int line, List<String> cells, String[] columns) {
            this.file = file;
            this.line = line;
            this.cells = cells;
            this.columns = List.of(columns);
            if (cells.size() != columns.length) {
                throw wrong("has " + cells.size() + " cells, expected " + columns.length);
            }
            if (cells.contains("")) {
                throw wrong("has an empty cell; \"-\" stands for nothing");
            }
        }

        /** The cell of a column, which the table must have. */
        String get(String column) {
            return cells.get(columns.indexOf(column));
        }

        /** The cell, or null when it is {@code -}. */
        String optional(String column) {
            String cell = get(column);
            return cell.equals("-") ? null : cell;
        }

        /** The cell, which must be one of the given words. */
        String oneOf(String column, Set<String> allowed) {
            String cell = get(column);
            if (!allowed.contains(cell)) {
                throw wrong(column + " \"" + cell + "\" is none of " + allowed);
            }
            return cell;
        }

        /** An exception that names this line. */
        TableException wrong(String problem) {
            return new TableException(file, line, problem);
        }

        @Override
        public String toString() {
            return file + ":" + line + " " + cells;
        }
    }
}
