/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.page;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The page's questions by path, answered as JSON. A failure is an answer too, and says why. */
final class Answers {
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int INTERNAL_ERROR = 500;
    private static final int STORE_TROUBLE = 503;
    private static final int MOST_ROWS = 200;
    private static final int DEFAULT_ROWS = 50;

    /** Episodes that ended are listed for so long, at most so many. */
    private static final Duration ENDED = Duration.ofHours(24);

    private static final int MOST_EPISODES = 100;
    private static final Duration DEFAULT_STRETCH = Duration.ofHours(3);
    private static final Duration LONGEST_STRETCH = Duration.ofDays(31);

    /** Status and body. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Answer(int status, byte[] json) {}

    private interface Question {
        void answer(Parameters parameters, JsonGenerator json) throws IOException;
    }

    private final PageOptions options;
    private final Overview overview;
    private final ChartHistory history;
    private final SlowTraces traces;
    private final Map<String, Question> questions =
            Map.of(
                    "/api/overview", this::overview,
                    "/api/series", this::series,
                    "/api/chart", this::chart,
                    "/api/slow", this::slow);

    Answers(PageOptions options) {
        this.options = options;
        StoreClient store = new StoreClient(options.store());
        overview = new Overview(store);
        history = new ChartHistory(store);
        traces = new SlowTraces(store);
    }

    boolean knows(String path) {
        return questions.containsKey(path);
    }

    Answer to(String path, Parameters parameters) throws IOException {
        try {
            return new Answer(
                    OK, Json.object(json -> questions.get(path).answer(parameters, json)));
        } catch (Parameters.BadRequest e) {
            return failure(BAD_REQUEST, e.getMessage());
        } catch (StoreException e) {
            return failure(STORE_TROUBLE, e.getMessage());
        } catch (RuntimeException e) {
            // Rows that are not as the job writes them: said, not swallowed with the connection.
            return failure(INTERNAL_ERROR, "The answer of the store is not understood: " + e);
        }
    }

    private static Answer failure(int status, String message) throws IOException {
        return new Answer(status, Json.object(json -> json.writeStringField("error", message)));
    }

    private void overview(Parameters parameters, JsonGenerator json) throws IOException {
        List<String> words =
                Arrays.stream(parameters.text("q").toLowerCase(Locale.ROOT).split("\\s+", -1))
                        .filter(word -> !word.isEmpty())
                        .toList();
        String state = parameters.text("state");
        int size = parameters.integer("size", DEFAULT_ROWS, 1, MOST_ROWS);
        int page = parameters.integer("page", 0, 0, Integer.MAX_VALUE / MOST_ROWS);
        Overview.Snapshot snapshot = overview.get();
        status(json, snapshot);
        List<SeriesView> found =
                snapshot.series().stream().filter(view -> view.key().matches(words)).toList();
        json.writeNumberField("all", snapshot.series().size());
        json.writeObjectFieldStart("counts");
        Map<SeriesState, Long> counts = Overview.count(found);
        for (SeriesState s : SeriesState.values()) {
            json.writeNumberField(s.label(), counts.getOrDefault(s, 0L));
        }
        json.writeEndObject();
        List<SeriesView> listed =
                found.stream()
                        .filter(view -> state.isEmpty() || view.state().label().equals(state))
                        .toList();
        json.writeNumberField("found", listed.size());
        json.writeNumberField("page", page);
        json.writeNumberField("size", size);
        json.writeArrayFieldStart("series");
        for (SeriesView view : listed.stream().skip((long) page * size).limit(size).toList()) {
            view.write(json);
        }
        json.writeEndArray();
        episodes(
                json,
                snapshot,
                snapshot.episodes().stream().filter(e -> e.series().matches(words)).toList());
    }

    private void series(Parameters parameters, JsonGenerator json) throws IOException {
        SeriesKey key = parameters.series();
        Overview.Snapshot snapshot = overview.get();
        status(json, snapshot);
        json.writeArrayFieldStart("series");
        for (SeriesView view : snapshot.series()) {
            if (view.key().equals(key)) {
                view.write(json);
            }
        }
        json.writeEndArray();
        episodes(
                json,
                snapshot,
                snapshot.episodes().stream().filter(e -> e.series().equals(key)).toList());
    }

    private void status(JsonGenerator json, Overview.Snapshot snapshot) throws IOException {
        json.writeStringField("store", snapshot.store());
        json.writeStringField("message", snapshot.message());
        json.writeStringField("address", options.store().toString());
        json.writeNumberField("now", System.currentTimeMillis());
        json.writeNumberField("newest", snapshot.newest().toEpochMilli());
        json.writeBooleanField("charted", snapshot.charted());
        json.writeArrayFieldStart("links");
        for (PageLink link : options.links()) {
            json.writeStartObject();
            json.writeStringField("name", link.name());
            json.writeStringField("url", link.target().toString());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void episodes(
            JsonGenerator json, Overview.Snapshot snapshot, Collection<EpisodeView> episodes)
            throws IOException {
        Instant oldest = snapshot.newest().minus(ENDED);
        List<EpisodeView> open =
                episodes.stream()
                        .filter(EpisodeView::open)
                        .sorted(Comparator.comparing(EpisodeView::openedNanos).reversed())
                        .toList();
        List<EpisodeView> ended =
                episodes.stream()
                        .filter(e -> !e.open() && e.time().isAfter(oldest))
                        .sorted(Comparator.comparing(EpisodeView::time).reversed())
                        .toList();
        json.writeNumberField("openEpisodes", open.size());
        json.writeNumberField("endedEpisodes", ended.size());
        json.writeArrayFieldStart("open");
        for (EpisodeView episode : open.stream().limit(MOST_EPISODES).toList()) {
            episode.write(json);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("ended");
        for (EpisodeView episode : ended.stream().limit(MOST_EPISODES).toList()) {
            episode.write(json);
        }
        json.writeEndArray();
    }

    private void chart(Parameters parameters, JsonGenerator json) throws IOException {
        Stretch stretch = stretch(parameters);
        json.writeNumberField("from", stretch.from.toEpochMilli());
        json.writeNumberField("to", stretch.to.toEpochMilli());
        history.write(
                json, parameters.series(), parameters.name("metric"), stretch.from, stretch.to);
    }

    private void slow(Parameters parameters, JsonGenerator json) throws IOException {
        Stretch stretch = stretch(parameters);
        traces.write(
                json, parameters.series(), parameters.name("metric"), stretch.from, stretch.to);
    }

    private record Stretch(Instant from, Instant to) {}

    private Stretch stretch(Parameters parameters) {
        Instant to = parameters.time("to");
        Instant from = parameters.time("from");
        // Charts are as far as windows, whose ends may lie a little ahead of the clock.
        to = to == null ? overview.get().newest().plusMillis(1) : to;
        from = from == null ? to.minus(DEFAULT_STRETCH) : from;
        if (to.isBefore(from)) {
            to = from;
        }
        if (Duration.between(from, to).compareTo(LONGEST_STRETCH) > 0) {
            throw new Parameters.BadRequest("from and to: allowed: up to 31 days between them");
        }
        return new Stretch(from, to);
    }
}
