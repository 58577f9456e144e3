/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.page;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** A row of the overview: a series with the state of each charted metric. */
final class SeriesView {
    private final SeriesKey key;
    private final Map<String, MetricView> metrics = new TreeMap<>();
    private final Map<String, Instant> versions = new TreeMap<>();
    private SeriesState state = SeriesState.NO_DATA;

    SeriesView(SeriesKey key) {
        this.key = key;
    }

    SeriesKey key() {
        return key;
    }

    Map<String, MetricView> metrics() {
        return metrics;
    }

    SeriesState state() {
        return state;
    }

    void sawVersion(String version, Instant time) {
        versions.merge(version, time, (a, b) -> a.isAfter(b) ? a : b);
    }

    /**
     * Drops what no chart looks at and takes the most urgent state of the rest; a series watches as
     * soon as one of its metrics does.
     */
    void judge(Instant silentBefore) {
        metrics.values().removeIf(metric -> !metric.charted());
        versions.values().removeIf(time -> time.isBefore(silentBefore));
        metrics.values().forEach(metric -> metric.judge(silentBefore));
        boolean watches =
                metrics.values().stream().anyMatch(m -> m.state() == SeriesState.WATCHING);
        state =
                metrics.values().stream()
                        .map(MetricView::state)
                        .min(SeriesState::compareTo)
                        .map(
                                least ->
                                        least == SeriesState.LEARNING && watches
                                                ? SeriesState.WATCHING
                                                : least)
                        .orElse(SeriesState.NO_DATA);
    }

    void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        key.write(json);
        json.writeStringField("state", state.label());
        json.writeArrayFieldStart("versions");
        for (String version : versions.keySet()) {
            json.writeString(version);
        }
        json.writeEndArray();
        json.writeObjectFieldStart("metrics");
        for (Map.Entry<String, MetricView> metric : metrics.entrySet()) {
            json.writeFieldName(metric.getKey());
            metric.getValue().write(json);
        }
        json.writeEndObject();
        json.writeEndObject();
    }
}
