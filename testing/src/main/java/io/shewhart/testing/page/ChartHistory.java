/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.page;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The points of one metric of one series over a stretch of time, chart by chart and version by
 * version, as columns.
 *
 * <p>A long stretch is thinned to about {@link #MOST_POINTS} points a chart, by taking every k-th
 * window; points that signal are all there.
 */
final class ChartHistory {
    static final int MOST_POINTS = 1_500;

    private static final int MOST_ROWS = 100_000;
    private static final long MICROS = 1_000;

    private static final List<String> CHART_COLUMNS =
            List.of(
                    "value",
                    "cl",
                    "lcl",
                    "ucl",
                    "z",
                    "n",
                    "phase_code",
                    "learned",
                    "learning_target",
                    "signal",
                    "direction",
                    "rules_bits");
    private static final List<String> WINDOW_COLUMNS =
            List.of("\"count\"", "value", "mean", "log_mean", "p50", "p95", "max");

    private final StoreClient store;

    ChartHistory(StoreClient store) {
        this.store = store;
    }

    /** Writes windows and charts into the object that is open. */
    void write(JsonGenerator json, SeriesKey series, String metric, Instant from, Instant to)
            throws IOException {
        Duration window = window(to);
        long stride = stride(Duration.between(from, to), window);
        json.writeNumberField("window", window.toMillis());
        json.writeNumberField("stride", stride);
        String where =
                " WHERE timestamp > "
                        + SqlText.time(from)
                        + " AND timestamp <= "
                        + SqlText.time(to)
                        + " AND metric = "
                        + SqlText.literal(metric)
                        + " AND "
                        + series.sql();
        String every =
                stride == 1
                        ? "true"
                        : "cast(timestamp AS LONG) % "
                                + stride * window.toMillis() * MICROS
                                + " = 0";
        writeWindows(json, where + " AND " + every);
        writeCharts(json, where + " AND (" + every + " OR signal = 1)");
    }

    private void writeWindows(JsonGenerator json, String where) throws IOException {
        Rows rows =
                store.ask(
                        "SELECT timestamp, version, "
                                + String.join(", ", WINDOW_COLUMNS)
                                + " FROM llm_window"
                                + where
                                + " ORDER BY timestamp LIMIT "
                                + MOST_ROWS);
        Map<List<String>, List<Integer>> versions = group(rows, List.of("version"));
        json.writeArrayFieldStart("windows");
        for (Map.Entry<List<String>, List<Integer>> version : versions.entrySet()) {
            json.writeStartObject();
            json.writeStringField("version", version.getKey().get(0));
            columns(json, rows, version.getValue(), WINDOW_COLUMNS);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void writeCharts(JsonGenerator json, String where) throws IOException {
        Rows rows =
                store.ask(
                        "SELECT timestamp, chart, version, remark, "
                                + String.join(", ", CHART_COLUMNS)
                                + " FROM llm_chart"
                                + where
                                + " ORDER BY timestamp LIMIT "
                                + MOST_ROWS);
        json.writeArrayFieldStart("charts");
        for (Map.Entry<List<String>, List<Integer>> chart :
                group(rows, List.of("chart", "version")).entrySet()) {
            json.writeStartObject();
            json.writeStringField("chart", chart.getKey().get(0));
            json.writeStringField("version", chart.getKey().get(1));
            columns(json, rows, chart.getValue(), CHART_COLUMNS);
            json.writeArrayFieldStart("remark");
            for (int row : chart.getValue()) {
                json.writeString(rows.text(row, "remark"));
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static Map<List<String>, List<Integer>> group(Rows rows, List<String> by) {
        Map<List<String>, List<Integer>> groups = new LinkedHashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            int row = i;
            List<String> key = by.stream().map(column -> rows.text(row, column)).toList();
            groups.computeIfAbsent(key, k -> new ArrayList<>()).add(i);
        }
        Map<List<String>, List<Integer>> sorted =
                new TreeMap<>((a, b) -> String.join("\n", a).compareTo(String.join("\n", b)));
        sorted.putAll(groups);
        return sorted;
    }

    private static void columns(
            JsonGenerator json, Rows rows, List<Integer> which, List<String> columns)
            throws IOException {
        json.writeArrayFieldStart("time");
        for (int row : which) {
            json.writeNumber(rows.time(row, "timestamp").toEpochMilli());
        }
        json.writeEndArray();
        for (String quoted : columns) {
            String column = quoted.replace("\"", "");
            json.writeArrayFieldStart(column);
            for (int row : which) {
                Json.number(json, rows.text(row, column));
            }
            json.writeEndArray();
        }
    }

    /** The distance of the two newest windows before a time; the store does not say it. */
    private Duration window(Instant before) throws IOException {
        Rows rows =
                store.ask(
                        "SELECT DISTINCT timestamp FROM llm_window WHERE timestamp <= "
                                + SqlText.time(before)
                                + " AND timestamp > "
                                + SqlText.time(before.minus(Duration.ofHours(2)))
                                + " ORDER BY timestamp DESC LIMIT 2");
        return rows.size() < 2
                ? Duration.ofMinutes(1)
                : Duration.between(rows.time(1, "timestamp"), rows.time(0, "timestamp"));
    }

    static long stride(Duration stretch, Duration window) {
        long windows = stretch.dividedBy(window);
        return Math.max(1, (windows + MOST_POINTS - 1) / MOST_POINTS);
    }
}
