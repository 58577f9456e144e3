/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.stack;

import io.shewhart.schemas.v1.Episode;
import io.shewhart.schemas.v1.EpisodeState;
import io.shewhart.schemas.v1.SeriesLabels;
import io.shewhart.testing.sim.LiveIncident;
import io.shewhart.testing.sim.LiveIncident.Relation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What was staged and which alerts came, side by side: tells both on the terminal, and keeps the
 * delays for the summary.
 */
final class IncidentLog {
    /** An alert can come this long after its incident has ended and still be about it. */
    private static final Duration AFTERWARDS = Duration.ofSeconds(90);

    private final Terminal terminal;
    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, String> open = new HashMap<>();
    private int unrelated;

    /** An incident and the delay of its first answer, nanoseconds; negative: none yet. */
    private static final class Entry {
        private final LiveIncident incident;
        private long delay = -1;
        private int alerts;

        private Entry(LiveIncident incident) {
            this.incident = incident;
        }
    }

    /**
     * @param kind name of the incident
     * @param delay from its start to the first alert that tells it; null: none came
     * @param alerts opened by it
     */
    record Answered(String kind, Duration delay, int alerts) {}

    IncidentLog(Terminal terminal) {
        this.terminal = terminal;
    }

    synchronized void note(String text) {
        terminal.event("%s", text);
    }

    synchronized void announced(LiveIncident incident) {
        entries.add(new Entry(incident));
        terminal.line("");
        terminal.event(
                "INCIDENT  %s at %s: %s. Watch %s.",
                incident.kind().label(),
                Terminal.time(incident.start()),
                incident.kind().summary(),
                incident.where());
    }

    synchronized void began(LiveIncident incident) {
        terminal.event(
                "BEGINS    %s, until %s.", incident.kind().label(), Terminal.time(incident.end()));
    }

    synchronized void ended(LiveIncident incident) {
        Entry entry =
                entries.stream().filter(e -> e.incident.equals(incident)).findFirst().orElseThrow();
        terminal.event(
                "OVER      %s; %s.",
                incident.kind().label(),
                entry.delay < 0
                        ? "no alert has told it so far"
                        : "its alert came "
                                + Terminal.words(Duration.ofNanos(entry.delay))
                                + " after it began");
    }

    /** Takes an alert, at the moment when it was read from the topic. */
    synchronized void alert(Episode episode) {
        if (episode.getState() == EpisodeState.EPISODE_STATE_OPENED) {
            opened(episode, TrafficDriver.now());
        } else if (episode.getState() == EpisodeState.EPISODE_STATE_RESOLVED) {
            if (open.remove(episode.getId()) != null) {
                terminal.event("RESOLVED  %s", episode.getSummary());
            }
        }
    }

    private void opened(Episode episode, long now) {
        open.put(episode.getId(), episode.getMetric());
        Entry entry = entries.isEmpty() ? null : entries.get(entries.size() - 1);
        Relation relation = entry == null ? Relation.NONE : relation(entry.incident, episode, now);
        if (relation == Relation.NONE) {
            unrelated++;
            terminal.event("ALERT     (nothing staged) %s", episode.getSummary());
            return;
        }
        entry.alerts++;
        long delay = now - entry.incident.start();
        if (relation == Relation.ANSWER && entry.delay < 0) {
            entry.delay = delay;
        }
        terminal.event(
                "ALERT     %s after %s began%s: %s",
                Terminal.words(Duration.ofNanos(delay)),
                entry.incident.kind().label(),
                relation == Relation.ANSWER ? "" : ", a consequence",
                episode.getSummary());
    }

    private static Relation relation(LiveIncident incident, Episode episode, long now) {
        // An episode that opened before cannot tell it; one that opens much later does not.
        boolean inTime =
                episode.getOpenedUnixNano() > incident.start()
                        && now < incident.end() + AFTERWARDS.toNanos();
        SeriesLabels labels = episode.getLabels();
        return inTime
                ? incident.relation(
                        episode.getMetric(),
                        episode.getDirection() > 0,
                        labels.getService(),
                        labels.getProvider(),
                        labels.getModel(),
                        labels.getOperation(),
                        labels.getVantage())
                : Relation.NONE;
    }

    /** Whether no episode is open. */
    synchronized boolean isQuiet() {
        return open.isEmpty();
    }

    /** Alerts opened that nothing staged explains. */
    synchronized int unrelated() {
        return unrelated;
    }

    /** All that was staged so far, in order. */
    synchronized List<Answered> answered() {
        return entries.stream()
                .map(
                        e ->
                                new Answered(
                                        e.incident.kind().label().toLowerCase(Locale.ROOT),
                                        e.delay < 0 ? null : Duration.ofNanos(e.delay),
                                        e.alerts))
                .toList();
    }
}
