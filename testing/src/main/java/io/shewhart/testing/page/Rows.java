/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.page;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The answer to a query: rows of texts as QuestDB prints them, null where there is nothing. */
final class Rows {
    private static final JsonFactory JSON = new JsonFactory();

    private final Map<String, Integer> columns = new HashMap<>();
    private final List<String[]> rows = new ArrayList<>();

    /** Reads the answer of {@code /exec}. */
    static Rows read(InputStream json) throws IOException {
        Rows result = new Rows();
        try (JsonParser parser = JSON.createParser(json)) {
            while (parser.nextToken() != null) {
                if (parser.currentToken() != JsonToken.FIELD_NAME) {
                    continue;
                }
                switch (parser.currentName()) {
                    case "columns" -> result.readColumns(parser);
                    case "dataset" -> result.readRows(parser);
                    default -> {}
                }
            }
        }
        return result;
    }

    private void readColumns(JsonParser parser) throws IOException {
        parser.nextToken();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == JsonToken.FIELD_NAME
                    && parser.currentName().equals("name")) {
                columns.put(parser.nextTextValue(), columns.size());
            }
        }
    }

    private void readRows(JsonParser parser) throws IOException {
        parser.nextToken();
        while (parser.nextToken() == JsonToken.START_ARRAY) {
            String[] row = new String[columns.size()];
            for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
                row[i] = parser.getValueAsString();
            }
            rows.add(row);
        }
    }

    int size() {
        return rows.size();
    }

    /** The text of a column; an unknown column is a mistake of the query. */
    String text(int row, String column) {
        return rows.get(row)[columns.get(column)];
    }

    /** A whole number, 0 where there is none. */
    long integer(int row, String column) {
        String text = text(row, column);
        return text == null ? 0 : Long.parseLong(text);
    }

    boolean bool(int row, String column) {
        return Boolean.parseBoolean(text(row, column));
    }

    /** A time, null where there is none. */
    Instant time(int row, String column) {
        String text = text(row, column);
        return text == null ? null : Instant.parse(text);
    }
}
