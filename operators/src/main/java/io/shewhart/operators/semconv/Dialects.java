/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.semconv;

import io.shewhart.schemas.v1.Vantage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The dialects of {@code dialects.tsv}, numbered in the order of the file. */
final class Dialects {
    private static final int OTLP_SERVER = 2;

    /** A dialect and what holds for all of its spans. */
    record Dialect(int ordinal, String name, String vantage, boolean cacheExclusive) {

        /** Number of the {@code Vantage} of a span of this kind. */
        byte vantageOf(int kind) {
            int number =
                    switch (vantage) {
                        case "gateway" -> Vantage.VANTAGE_GATEWAY_VALUE;
                        case "server" -> Vantage.VANTAGE_SERVER_VALUE;
                        case "by-kind" ->
                                kind == OTLP_SERVER
                                        ? Vantage.VANTAGE_SERVER_VALUE
                                        : Vantage.VANTAGE_APP_VALUE;
                        default -> Vantage.VANTAGE_APP_VALUE;
                    };
            return (byte) number;
        }
    }

    private final List<Dialect> all = new ArrayList<>();
    private final Map<String, Dialect> byName = new LinkedHashMap<>();

    Dialects(Table table) {
        for (Table.Row row : table.rows()) {
            Dialect dialect =
                    new Dialect(
                            all.size(),
                            row.get("dialect"),
                            row.oneOf("vantage", Set.of("app", "gateway", "server", "by-kind")),
                            row.oneOf("cache", Set.of("inclusive", "exclusive"))
                                    .equals("exclusive"));
            if (byName.put(dialect.name, dialect) != null || all.size() == Long.SIZE) {
                throw row.wrong("named twice, or more than " + Long.SIZE + " dialects");
            }
            all.add(dialect);
        }
    }

    int size() {
        return all.size();
    }

    Dialect get(int ordinal) {
        return all.get(ordinal);
    }

    Dialect named(String name, Table.Row row) {
        Dialect dialect = byName.get(name);
        if (dialect == null) {
            throw row.wrong("unknown dialect \"" + name + "\"");
        }
        return dialect;
    }

    /** Bit i set for the dialect of ordinal i. */
    long mask(List<String> names, Table.Row row) {
        long mask = 0;
        for (String name : names) {
            mask |= 1L << named(name, row).ordinal;
        }
        return mask;
    }

    /** The mask of a cell that holds {@code *} or names separated by commas. */
    long mask(Table.Row row, String column) {
        String cell = row.get(column);
        return cell.equals("*") ? -1L : mask(List.of(cell.split(",", -1)), row);
    }
}
