/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.page;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What is said about one metric of one series, all its versions and charts together. */
final class MetricView {
    private static final int WATCHING = 3;

    private Instant seen = Instant.EPOCH;
    private String measured;
    private long count;
    private boolean charted;
    private boolean watching;
    private Instant progressed = Instant.EPOCH;
    private long learned;
    private long target;
    private int rank = Integer.MAX_VALUE;
    private Instant levelled = Instant.EPOCH;
    private String level;
    private String center;
    private final List<String> episodes = new ArrayList<>();
    private SeriesState state = SeriesState.NO_DATA;

    void measured(Instant time, String value, long observations) {
        seen = time;
        measured = value;
        count = observations;
    }

    /** One chart's newest point. Whatever learns beside a chart that watches is a newcomer. */
    void charted(Instant time, long phase, long done, long of) {
        charted = true;
        seen = time.isAfter(seen) ? time : seen;
        watching |= phase >= WATCHING && done >= of;
        boolean further = time.equals(progressed) && done > learned;
        if (time.isAfter(progressed) || further) {
            progressed = time;
            learned = done;
            target = of;
        }
    }

    /** The level of the best chart that has one, in field units. */
    void level(int chartRank, Instant time, String value, String centerLine) {
        if (chartRank < rank || (chartRank == rank && time.isAfter(levelled))) {
            rank = chartRank;
            levelled = time;
            level = value;
            center = centerLine;
        }
    }

    /** An episode is open; its level tells more than that of a chart that lags behind. */
    void opened(EpisodeView episode) {
        episodes.add(episode.id());
        if (episode.currentLevel() != null) {
            rank = -1;
            level = episode.currentLevel();
            center = episode.baselineLevel();
        }
    }

    void judge(Instant silentBefore) {
        if (!episodes.isEmpty()) {
            state = SeriesState.OPEN;
        } else if (seen.isBefore(silentBefore)) {
            state = SeriesState.NO_DATA;
        } else {
            state = watching ? SeriesState.WATCHING : SeriesState.LEARNING;
        }
    }

    SeriesState state() {
        return state;
    }

    /** Whether any chart looks at it; other metrics are stored only. */
    boolean charted() {
        return charted || !episodes.isEmpty();
    }

    void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("state", state.label());
        json.writeNumberField("learned", learned);
        json.writeNumberField("target", target);
        Json.number(json, "level", level);
        Json.number(json, "center", center);
        Json.number(json, "measured", measured);
        json.writeNumberField("count", count);
        json.writeNumberField("time", seen.toEpochMilli());
        json.writeArrayFieldStart("episodes");
        for (String episode : episodes) {
            json.writeString(episode);
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
