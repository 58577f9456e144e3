/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc.classic;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Full result vectors of R packages that are not part of this repository: the folder reference in
 * the one named by the system property or environment variable SHEWHART_SHARED, or in a folder
 * "shared" beside the project's.
 */
final class ReferenceFiles {

    private ReferenceFiles() {}

    static Optional<Path> folder() {
        String given = System.getProperty("SHEWHART_SHARED", System.getenv("SHEWHART_SHARED"));
        Stream<Path> candidates =
                given != null
                        ? Stream.of(Path.of(given))
                        : Stream.of("../shared", "../../shared").map(Path::of);
        return candidates
                .map(path -> path.resolve("reference/spc-reference"))
                .filter(Files::isDirectory)
                .findFirst();
    }

    /** Columns of a file of comma-separated values; what is no number is NaN. */
    static Map<String, double[]> columns(Path folder, String name) {
        try {
            List<String> lines = Files.readAllLines(folder.resolve(name));
            String[] header = lines.get(0).replace("\"", "").split(",", -1);
            Map<String, double[]> columns = new LinkedHashMap<>();
            for (int c = 0; c < header.length; c++) {
                double[] values = new double[lines.size() - 1];
                for (int i = 0; i < values.length; i++) {
                    values[i] = number(lines.get(i + 1).split(",", -1)[c]);
                }
                columns.put(header[c], values);
            }
            return columns;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /** A member of an object in a file, down a path of names, as numbers. */
    static double[] vector(Path folder, String name, String... path) {
        try (JsonParser json = new JsonFactory().createParser(folder.resolve(name).toFile())) {
            for (String member : path) {
                json.nextToken();
                while (json.nextToken() == JsonToken.FIELD_NAME
                        && !json.currentName().equals(member)) {
                    json.nextToken();
                    json.skipChildren();
                }
            }
            List<Double> values = new ArrayList<>();
            json.nextToken();
            boolean array = json.currentToken() == JsonToken.START_ARRAY;
            while (!array || json.nextToken() != JsonToken.END_ARRAY) {
                values.add(json.getDoubleValue());
                if (!array) {
                    break;
                }
            }
            return values.stream().mapToDouble(Double::doubleValue).toArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
