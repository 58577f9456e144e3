/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.page;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The newest of every series, folded from rows of the store in any order, and what is said about
 * it. Plain memory: what is older than {@link #KEPT} is forgotten.
 */
final class SeriesTable {
    /** A series that was not seen for longer is not listed. */
    static final Duration KEPT = Duration.ofHours(24);

    /** A subgroup closes after a quarter of an hour at the latest: no data for longer is none. */
    static final Duration SILENT = Duration.ofMinutes(15);

    /** All charts of a key that are still drawn have points within this time. */
    private static final Duration TOGETHER = Duration.ofMinutes(5);

    private static final int SIGNALLING = 4;

    /** Charts in field units, the one whose level is shown first. */
    private static final List<String> LEVELS =
            List.of("ewma", "i_prime", "laney_p", "adaptive_i", "adaptive");

    private record MetricKey(SeriesKey series, String metric) {}

    private record ChartKey(MetricKey metric, String version, String chart) {}

    private record Progress(Instant time, long phase, long learned, long target) {}

    private record Level(Instant time, String value, String center) {}

    private record Window(Instant time, long count, String value, String median) {}

    private final Map<ChartKey, Progress> progress = new HashMap<>();
    private final Map<ChartKey, Level> levels = new HashMap<>();
    private final Map<MetricKey, Map<String, Window>> windows = new HashMap<>();
    private Instant newest = Instant.EPOCH;

    /** The newest time seen; the epoch before anything was. */
    Instant newest() {
        return newest;
    }

    void clear() {
        progress.clear();
        levels.clear();
        windows.clear();
        newest = Instant.EPOCH;
    }

    /** Whether any chart has said anything. */
    boolean hasCharts() {
        return !progress.isEmpty();
    }

    /** Takes newest chart points, whether they hold a value or not. */
    void takeProgress(Rows rows) {
        for (int i = 0; i < rows.size(); i++) {
            Instant time = see(rows.time(i, "timestamp"));
            Progress row =
                    new Progress(
                            time,
                            rows.integer(i, "phase_code"),
                            rows.integer(i, "learned"),
                            rows.integer(i, "learning_target"));
            progress.merge(chartKey(rows, i), row, (a, b) -> b.time.isBefore(a.time) ? a : b);
        }
    }

    /** Takes the newest chart points that hold a value. */
    void takeLevels(Rows rows) {
        for (int i = 0; i < rows.size(); i++) {
            Level row =
                    new Level(rows.time(i, "timestamp"), rows.text(i, "value"), rows.text(i, "cl"));
            levels.merge(chartKey(rows, i), row, (a, b) -> b.time.isBefore(a.time) ? a : b);
        }
    }

    /** Takes the newest windows. */
    void takeWindows(Rows rows) {
        for (int i = 0; i < rows.size(); i++) {
            Window row =
                    new Window(
                            see(rows.time(i, "timestamp")),
                            rows.integer(i, "count"),
                            rows.text(i, "value"),
                            rows.text(i, "p50"));
            windows.computeIfAbsent(metricKey(rows, i), key -> new TreeMap<>())
                    .merge(rows.text(i, "version"), row, (a, b) -> b.time.isBefore(a.time) ? a : b);
        }
    }

    /**
     * Whether charts that are newer than an open episode know nothing of it. While one is open,
     * some chart of its key is in the phase that says so; a job that was started without its state
     * neither knows nor resolves what the one before it opened. Nor does a job still know it that
     * has drawn nothing of the key for as long as anything is kept.
     */
    boolean denies(EpisodeView open) {
        MetricKey key = new MetricKey(open.series(), open.metric());
        List<Progress> own =
                progress.entrySet().stream()
                        .filter(chart -> chart.getKey().metric.equals(key))
                        .map(Map.Entry::getValue)
                        .toList();
        Instant last =
                own.stream().map(Progress::time).max(Instant::compareTo).orElse(Instant.EPOCH);
        if (own.isEmpty()) {
            return open.time().isBefore(newest.minus(KEPT));
        }
        return last.isAfter(open.time())
                && own.stream()
                        .filter(row -> row.time.isAfter(last.minus(TOGETHER)))
                        .noneMatch(row -> row.phase == SIGNALLING);
    }

    /** Forgets what is too old. */
    void forget() {
        Instant oldest = newest.minus(KEPT);
        progress.values().removeIf(row -> row.time.isBefore(oldest));
        levels.values().removeIf(row -> row.time.isBefore(oldest));
        windows.values().forEach(all -> all.values().removeIf(row -> row.time.isBefore(oldest)));
        windows.values().removeIf(Map::isEmpty);
    }

    /** Every series, the most urgent first, then by labels. */
    List<SeriesView> views(Collection<EpisodeView> open) {
        Map<SeriesKey, SeriesView> views = new TreeMap<>(SeriesKey.ORDER);
        windows.forEach(
                (key, versions) -> {
                    SeriesView view = views.computeIfAbsent(key.series, SeriesView::new);
                    versions.forEach((version, window) -> view.sawVersion(version, window.time));
                    view.metrics().put(key.metric, metric(versions));
                });
        addCharts(views);
        for (EpisodeView episode : open) {
            views.computeIfAbsent(episode.series(), SeriesView::new)
                    .metrics()
                    .computeIfAbsent(episode.metric(), metric -> new MetricView())
                    .opened(episode);
        }
        views.values().forEach(view -> view.judge(newest.minus(SILENT)));
        List<SeriesView> result = new ArrayList<>(views.values());
        result.removeIf(view -> view.metrics().isEmpty());
        result.sort(
                (a, b) ->
                        a.state() != b.state()
                                ? a.state().compareTo(b.state())
                                : SeriesKey.ORDER.compare(a.key(), b.key()));
        return result;
    }

    private static MetricView metric(Map<String, Window> versions) {
        Window newest = null;
        for (Window window : versions.values()) {
            boolean later = newest == null || window.time.isAfter(newest.time);
            if (later || (window.time.equals(newest.time) && window.count > newest.count)) {
                newest = window;
            }
        }
        MetricView view = new MetricView();
        view.measured(
                newest.time, newest.median == null ? newest.value : newest.median, newest.count);
        return view;
    }

    private void addCharts(Map<SeriesKey, SeriesView> views) {
        Map<MetricKey, Instant> last = new HashMap<>();
        progress.forEach(
                (key, row) -> last.merge(key.metric, row.time, (a, b) -> a.isAfter(b) ? a : b));
        progress.forEach(
                (key, row) -> {
                    // Charts that ended with their version, or before a job began anew, say
                    // nothing.
                    if (row.time.isAfter(last.get(key.metric).minus(SILENT))) {
                        view(views, key).charted(row.time, row.phase, row.learned, row.target);
                    }
                });
        levels.forEach(
                (key, row) -> {
                    int rank = LEVELS.indexOf(key.chart);
                    if (rank >= 0) {
                        view(views, key).level(rank, row.time, row.value, row.center);
                    }
                });
    }

    private static MetricView view(Map<SeriesKey, SeriesView> views, ChartKey key) {
        return views.computeIfAbsent(key.metric.series, SeriesView::new)
                .metrics()
                .computeIfAbsent(key.metric.metric, metric -> new MetricView());
    }

    private Instant see(Instant time) {
        newest = time.isAfter(newest) ? time : newest;
        return time;
    }

    private static MetricKey metricKey(Rows rows, int row) {
        return new MetricKey(SeriesKey.of(rows, row), rows.text(row, "metric"));
    }

    private static ChartKey chartKey(Rows rows, int row) {
        return new ChartKey(
                metricKey(rows, row), rows.text(row, "version"), rows.text(row, "chart"));
    }
}
