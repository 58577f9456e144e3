/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.page;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;

/** An episode as its newest event tells it. */
record EpisodeView(
        String id,
        long sequence,
        Instant time,
        String metric,
        SeriesKey series,
        String version,
        String kind,
        String chart,
        String state,
        String resolution,
        long openedNanos,
        long changePointNanos,
        long direction,
        String baselineLevel,
        String currentLevel,
        String shiftSigma,
        String groupKey,
        String summary) {
    /** What is asked for. */
    static final String COLUMNS =
            "id, sequence, timestamp, metric, service, environment, provider, model, operation,"
                + " vantage, version, kind, chart, state, resolution, opened_ns, change_point_ns,"
                + " direction, baseline_level, current_level, shift_sigma, group_key, summary";

    private static final long NANOS_PER_MILLI = 1_000_000;

    static EpisodeView of(Rows rows, int row) {
        return new EpisodeView(
                rows.text(row, "id"),
                rows.integer(row, "sequence"),
                rows.time(row, "timestamp"),
                rows.text(row, "metric"),
                SeriesKey.of(rows, row),
                rows.text(row, "version"),
                rows.text(row, "kind"),
                rows.text(row, "chart"),
                rows.text(row, "state"),
                rows.text(row, "resolution"),
                rows.integer(row, "opened_ns"),
                rows.integer(row, "change_point_ns"),
                rows.integer(row, "direction"),
                rows.text(row, "baseline_level"),
                rows.text(row, "current_level"),
                rows.text(row, "shift_sigma"),
                rows.text(row, "group_key"),
                rows.text(row, "summary"));
    }

    boolean open() {
        return !"resolved".equals(state);
    }

    /** The same as one that nobody follows any more: the job that opened it has begun anew. */
    EpisodeView lost() {
        return new EpisodeView(
                id,
                sequence,
                time,
                metric,
                series,
                version,
                kind,
                chart,
                "resolved",
                "lost",
                openedNanos,
                changePointNanos,
                direction,
                baselineLevel,
                currentLevel,
                shiftSigma,
                groupKey,
                summary);
    }

    /** When the change began, as far as it is known. */
    long sinceMillis() {
        return (changePointNanos > 0 ? changePointNanos : openedNanos) / NANOS_PER_MILLI;
    }

    void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", id);
        json.writeNumberField("sequence", sequence);
        json.writeStringField("metric", metric);
        series.write(json);
        json.writeStringField("version", version);
        json.writeStringField("kind", kind);
        json.writeStringField("chart", chart);
        json.writeStringField("state", state);
        json.writeStringField("resolution", resolution);
        json.writeNumberField("opened", openedNanos / NANOS_PER_MILLI);
        json.writeNumberField("since", sinceMillis());
        json.writeNumberField("time", time.toEpochMilli());
        json.writeNumberField("direction", direction);
        Json.number(json, "baseline", baselineLevel);
        Json.number(json, "current", currentLevel);
        Json.number(json, "sigma", shiftSigma);
        json.writeStringField("group", groupKey);
        json.writeStringField("summary", summary);
        json.writeEndObject();
    }
}
