/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.page;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The labels of a series without its version: what a person takes for one thing. */
record SeriesKey(
        String service,
        String environment,
        String provider,
        String model,
        String operation,
        String vantage) {
    /** Names of the labels, as in the store and in addresses. */
    static final List<String> LABELS =
            List.of("service", "environment", "provider", "model", "operation", "vantage");

    static final String UNKNOWN = "unknown";

    static final Comparator<SeriesKey> ORDER =
            Comparator.comparing(SeriesKey::service)
                    .thenComparing(SeriesKey::model)
                    .thenComparing(SeriesKey::provider)
                    .thenComparing(SeriesKey::operation)
                    .thenComparing(SeriesKey::vantage)
                    .thenComparing(SeriesKey::environment);

    /** Reads the labels of a row. */
    static SeriesKey of(Rows rows, int row) {
        return new SeriesKey(
                text(rows, row, "service"),
                text(rows, row, "environment"),
                text(rows, row, "provider"),
                text(rows, row, "model"),
                text(rows, row, "operation"),
                text(rows, row, "vantage"));
    }

    /** Reads the labels of an address; one that is not there is unknown. */
    static SeriesKey of(Map<String, String> parameters) {
        return new SeriesKey(
                parameters.getOrDefault("service", UNKNOWN),
                parameters.getOrDefault("environment", UNKNOWN),
                parameters.getOrDefault("provider", UNKNOWN),
                parameters.getOrDefault("model", UNKNOWN),
                parameters.getOrDefault("operation", UNKNOWN),
                parameters.getOrDefault("vantage", UNKNOWN));
    }

    private static String text(Rows rows, int row, String column) {
        String text = rows.text(row, column);
        return text == null ? UNKNOWN : text;
    }

    /** The condition that selects its rows. */
    String sql() {
        return "service = "
                + SqlText.literal(service)
                + " AND environment = "
                + SqlText.literal(environment)
                + " AND provider = "
                + SqlText.literal(provider)
                + " AND model = "
                + SqlText.literal(model)
                + " AND operation = "
                + SqlText.literal(operation)
                + " AND vantage = "
                + SqlText.literal(vantage);
    }

    /** Whether all words are in its labels, whatever their case. */
    boolean matches(List<String> words) {
        String all =
                String.join(" ", service, model, provider, operation, vantage, environment)
                        .toLowerCase(Locale.ROOT);
        return words.stream().allMatch(all::contains);
    }

    /** Writes the labels as fields of the object that is open. */
    void write(JsonGenerator json) throws IOException {
        json.writeStringField("service", service);
        json.writeStringField("environment", environment);
        json.writeStringField("provider", provider);
        json.writeStringField("model", model);
        json.writeStringField("operation", operation);
        json.writeStringField("vantage", vantage);
    }
}
