/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.spc;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** Tables of recorded data that are not part of the project. */
final class SharedData {
    private SharedData() {}

    /** The directory of the data sets, null without. */
    static Path directory() {
        String shared = System.getProperty("SHEWHART_SHARED", System.getenv("SHEWHART_SHARED"));
        return shared == null ? null : Path.of(shared, "data");
    }

    /** Rows of a gzipped table, split at commas, with its columns by name. */
    record Table(Map<String, Integer> columns, List<String[]> rows) {

        String text(int row, String column) {
            return rows.get(row)[columns.get(column)];
        }

        double number(int row, String column) {
            return Double.parseDouble(text(row, column));
        }
    }

    static Table read(Path file) throws IOException {
        try (BufferedReader in =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(Files.newInputStream(file)),
                                StandardCharsets.UTF_8))) {
            String header = in.readLine();
            if (header == null) {
                throw new IOException(file + " is empty");
            }
            Map<String, Integer> columns = new HashMap<>();
            String[] names = header.split(",", -1);
            for (int i = 0; i < names.length; i++) {
                columns.put(names[i], i);
            }
            List<String[]> rows = new ArrayList<>();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (!line.isBlank()) {
                    rows.add(line.split(",", -1));
                }
            }
            return new Table(columns, rows);
        }
    }
}
