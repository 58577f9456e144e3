/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.page;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/**
 * The newest of everything, asked from the store at most once a second however many browsers look.
 * A look every minute goes back a day, the ones between only as far as something is usually
 * written: a store that catches up takes what is older later. Of episodes, which are few, none is
 * missed: whenever one was added, in whatever place, the last week of them is read. For several
 * threads: while one asks, the others get what was known before.
 */
final class Overview {
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration WHOLE = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMinutes(10);
    private static final Duration EPISODES = Duration.ofDays(7);
    private static final int MOST_EPISODES = 20_000;
    private static final String LABELS =
            "metric, service, environment, provider, model, operation, vantage, version";

    /** What is known, and how the store is. */
    record Snapshot(
            String store,
            String message,
            Instant newest,
            boolean charted,
            List<SeriesView> series,
            Collection<EpisodeView> episodes) {}

    private final StoreClient store;
    private final ReentrantLock asking = new ReentrantLock();
    private final SeriesTable table = new SeriesTable();
    private final Map<String, EpisodeView> episodes = new LinkedHashMap<>();
    private long asked;
    private long askedWhole;
    private String episodesStored = "";
    private volatile Snapshot snapshot =
            new Snapshot("starting", "", Instant.EPOCH, false, List.of(), List.of());

    Overview(StoreClient store) {
        this.store = store;
        asked = System.nanoTime() - EVERY.toNanos();
    }

    Snapshot get() {
        // The first request waits for an answer; with one at hand nobody waits for another's.
        boolean locked = asking.tryLock();
        if (!locked && snapshot.store.equals("starting")) {
            asking.lock();
            locked = true;
        }
        if (locked) {
            try {
                if (System.nanoTime() - asked >= EVERY.toNanos()) {
                    snapshot = ask();
                    asked = System.nanoTime();
                }
            } finally {
                asking.unlock();
            }
        }
        return snapshot;
    }

    private Snapshot ask() {
        try {
            read();
            // Not kept: what charts know arrives apart from the episodes, before them or after.
            List<EpisodeView> told =
                    episodes.values().stream()
                            .map(e -> e.open() && table.denies(e) ? e.lost() : e)
                            .toList();
            List<EpisodeView> open = told.stream().filter(EpisodeView::open).toList();
            return new Snapshot(
                    "up", "", table.newest(), table.hasCharts(), table.views(open), told);
        } catch (StoreException e) {
            if (e.kind() == StoreException.Kind.NO_TABLE) {
                clear();
                return new Snapshot("empty", "", Instant.EPOCH, false, List.of(), List.of());
            }
            return failed(e.kind() == StoreException.Kind.DOWN ? "down" : "refused", e);
        } catch (IOException e) {
            return failed("refused", e);
        }
    }

    private Snapshot failed(String state, IOException why) {
        Snapshot last = snapshot;
        return new Snapshot(
                state, why.getMessage(), last.newest, last.charted, last.series, last.episodes);
    }

    private void read() throws IOException {
        Rows last = store.ask("SELECT max(timestamp) t FROM llm_window");
        // An empty table has no newest row, not even one of nulls.
        Instant newest = last.size() == 0 ? null : last.time(0, "t");
        if (newest == null || newest.isBefore(table.newest())) {
            // Another store, or one that was emptied.
            clear();
        }
        if (newest == null) {
            return;
        }
        boolean whole =
                table.newest().equals(Instant.EPOCH)
                        || System.nanoTime() - askedWhole >= WHOLE.toNanos();
        Instant from = whole ? newest.minus(SeriesTable.KEPT) : table.newest().minus(SHORT);
        if (whole) {
            askedWhole = System.nanoTime();
        }
        String since = "timestamp > " + SqlText.time(from);
        table.takeWindows(
                store.ask(latest("\"count\", value, p50, " + LABELS, "llm_window", since, LABELS)));
        String charts = "chart, " + LABELS;
        table.takeProgress(
                store.ask(
                        latest(
                                "phase_code, learned, learning_target, " + charts,
                                "llm_chart",
                                since + " AND remark != 'incomplete'",
                                charts)));
        table.takeLevels(
                store.ask(
                        latest(
                                "value, cl, " + charts,
                                "llm_chart",
                                since + " AND value != null",
                                charts)));
        table.forget();
        readEpisodes(newest.minus(EPISODES));
    }

    private void clear() {
        table.clear();
        episodes.clear();
        episodesStored = "";
    }

    private static String latest(String columns, String table, String where, String by) {
        return "SELECT timestamp, "
                + columns
                + " FROM "
                + table
                + " WHERE "
                + where
                + " LATEST ON timestamp PARTITION BY "
                + by;
    }

    private void readEpisodes(Instant from) throws IOException {
        Rows stored = store.ask("SELECT count() n, max(timestamp) t FROM llm_episode");
        String now =
                stored.size() == 0 ? "0" : stored.integer(0, "n") + " until " + stored.time(0, "t");
        if (now.equals(episodesStored)) {
            return;
        }
        Rows rows =
                store.ask(
                        "SELECT "
                                + EpisodeView.COLUMNS
                                + " FROM llm_episode WHERE timestamp > "
                                + SqlText.time(from)
                                + " ORDER BY timestamp LIMIT -"
                                + MOST_EPISODES);
        for (int i = 0; i < rows.size(); i++) {
            EpisodeView event = EpisodeView.of(rows, i);
            EpisodeView known = episodes.get(event.id());
            if (known == null || event.sequence() >= known.sequence()) {
                episodes.put(event.id(), event);
            }
        }
        episodesStored = now;
        if (episodes.size() > MOST_EPISODES) {
            Instant oldest = table.newest().minus(EPISODES);
            episodes.values().removeIf(e -> !e.open() && e.time().isBefore(oldest));
        }
    }

    /** How many series are in each state. */
    static Map<SeriesState, Long> count(Collection<SeriesView> series) {
        return series.stream()
                .collect(Collectors.groupingBy(SeriesView::state, Collectors.counting()));
    }
}
