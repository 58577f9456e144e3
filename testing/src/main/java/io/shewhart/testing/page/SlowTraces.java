/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.page;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The requests that stand for a metric over a stretch of time, and the summaries of their traces.
 *
 * <p>A window names its slowest request first, whose value is the window's largest; of a ratio it
 * names some of the calls that failed. So one request of each of the worst windows is listed.
 */
final class SlowTraces {
    private static final int LISTED = 10;

    /** A trace may end well after the call in it that was slow. */
    private static final Duration AFTER = Duration.ofHours(1);

    private static final String[] NUMBERS = {
        "duration",
        "first_byte",
        "spans",
        "errors",
        "inferences",
        "failed_inferences",
        "input_tokens",
        "output_tokens"
    };

    private final StoreClient store;

    SlowTraces(StoreClient store) {
        this.store = store;
    }

    private record Request(Instant window, String version, String value) {}

    /** Writes the requests into the object that is open. */
    void write(JsonGenerator json, SeriesKey series, String metric, Instant from, Instant to)
            throws IOException {
        Rows windows =
                store.ask(
                        "SELECT timestamp, version, exemplars, max, events FROM llm_window WHERE"
                                + " timestamp > "
                                + SqlText.time(from)
                                + " AND timestamp <= "
                                + SqlText.time(to)
                                + " AND metric = "
                                + SqlText.literal(metric)
                                + " AND "
                                + series.sql()
                                + " AND exemplars != '' ORDER BY max DESC, events DESC, timestamp"
                                + " DESC LIMIT "
                                + 3 * LISTED);
        Map<String, Request> requests = new LinkedHashMap<>();
        for (int i = 0; i < windows.size() && requests.size() < LISTED; i++) {
            String first = windows.text(i, "exemplars").split(" ", 2)[0];
            requests.putIfAbsent(
                    first,
                    new Request(
                            windows.time(i, "timestamp"),
                            windows.text(i, "version"),
                            windows.integer(i, "events") > 0 ? null : windows.text(i, "max")));
        }
        Rows traces = requests.isEmpty() ? null : summaries(requests, from, to.plus(AFTER));
        Map<String, Integer> rows = new HashMap<>();
        for (int i = 0; traces != null && i < traces.size(); i++) {
            rows.put(traces.text(i, "trace_id"), i);
        }
        json.writeArrayFieldStart("requests");
        for (Map.Entry<String, Request> request : requests.entrySet()) {
            json.writeStartObject();
            json.writeStringField("trace", request.getKey());
            json.writeNumberField("window", request.getValue().window.toEpochMilli());
            json.writeStringField("version", request.getValue().version);
            Json.number(json, "value", request.getValue().value);
            Integer row = rows.get(request.getKey());
            if (row != null) {
                json.writeObjectFieldStart("summary");
                writeTrace(json, traces, row);
                json.writeEndObject();
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private Rows summaries(Map<String, Request> requests, Instant from, Instant to)
            throws IOException {
        try {
            // Later revisions have the same time; of several segments the last one wins.
            return store.ask(
                    "SELECT * FROM llm_trace WHERE timestamp > "
                            + SqlText.time(from.minus(AFTER))
                            + " AND timestamp < "
                            + SqlText.time(to)
                            + " AND trace_id IN "
                            + SqlText.list(requests.keySet())
                            + " ORDER BY segment");
        } catch (StoreException e) {
            if (e.kind() == StoreException.Kind.NO_TABLE) {
                // Summaries of traces are stored only where somebody asked for them.
                return null;
            }
            throw e;
        }
    }

    private static void writeTrace(JsonGenerator json, Rows rows, int row) throws IOException {
        json.writeStringField("service", rows.text(row, "service"));
        json.writeStringField("version", rows.text(row, "version"));
        json.writeNumberField("time", rows.time(row, "timestamp").toEpochMilli());
        for (String number : NUMBERS) {
            Json.number(json, number, rows.text(row, number));
        }
        json.writeBooleanField("failed", rows.bool(row, "failed"));
        json.writeBooleanField("complete", rows.bool(row, "complete"));
        json.writeStringField("path", rows.text(row, "critical_path"));
    }
}
