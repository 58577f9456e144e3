/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import java.util.List;
import java.util.Objects;

/** What the judgements of a chart key mean for the one episode that its versions share. */
final class KeyEpisode {

    private final EngineContext context;
    private final String key;
    private final KeyState state;
    private final EngineOutput out;

    KeyEpisode(EngineContext context, String key, KeyState state, EngineOutput out) {
        this.context = context;
        this.key = key;
        this.state = state;
        this.out = out;
    }

    /** Whether a version is part of an open episode. */
    boolean holds(VersionState version) {
        return state.episode != null && version.signals();
    }

    /** Takes what the charts of one version said about one window. */
    void conclude(VersionState version, Fold fold, long end) {
        List<Judgement> judgements = fold.out();
        boolean took = version.signals();
        version.decide(judgements, context.limits.confirms(), context.config.quietSubgroups());
        boolean opens = state.episode == null && version.signals();
        for (Judgement j : judgements) {
            out.point(j.point(version.name, state.episode != null || opens));
        }
        if (!took && version.signals()) {
            version.charts.opened(end);
        }
        if (opens) {
            state.episode = Episode.open(context, key, version.name, opener(judgements));
            state.episode.add(version.name, judgements, context.config.updateSubgroups());
            tell(EpisodeEvent.State.OPENED, EpisodeEvent.Resolution.NONE, end);
        } else if (state.episode != null && (took || version.signals())) {
            proceed(version, fold, end);
        }
    }

    private void proceed(VersionState version, Fold fold, long end) {
        int distance = context.config.updateSubgroups();
        boolean update = state.episode.add(version.name, fold.out(), distance);
        if (!version.signals()) {
            version.recovered(end);
            endIfQuiet(EpisodeEvent.Resolution.RECOVERED, end);
        } else if (version.newLevel(fold, end)) {
            boolean silent = version.charts.silent();
            endIfQuiet(
                    silent ? EpisodeEvent.Resolution.NO_DATA : EpisodeEvent.Resolution.NEW_LEVEL,
                    end);
        } else if (update) {
            tell(EpisodeEvent.State.UPDATED, EpisodeEvent.Resolution.NONE, end);
        }
    }

    private static Judgement opener(List<Judgement> judgements) {
        Judgement strongest = null;
        for (Judgement j : judgements) {
            if (j.signal && (strongest == null || Math.abs(j.z) > Math.abs(strongest.z))) {
                strongest = j;
            }
        }
        return Objects.requireNonNull(strongest, "a version signals although no chart does");
    }

    /**
     * A version whose traffic ended cannot keep an episode open, least of all while others have
     * taken its place: what moves next in them would not be told.
     */
    void silence(long end) {
        if (state.episode == null) {
            return;
        }
        for (VersionState version : state.versions) {
            boolean gone =
                    version.withdrawn(context.config.quietSubgroups())
                            || end - version.lastTraffic >= context.config.takeoverNanos();
            if (version.signals() && gone) {
                version.recovered(end);
            }
        }
        endIfQuiet(EpisodeEvent.Resolution.NO_DATA, end);
    }

    /** Ends the episode when no version keeps it open. */
    void endIfQuiet(EpisodeEvent.Resolution resolution, long end) {
        for (VersionState version : state.versions) {
            if (version.signals()) {
                return;
            }
        }
        resolve(resolution, end);
    }

    /** Ends the episode if there is one. */
    void resolve(EpisodeEvent.Resolution resolution, long time) {
        if (state.episode != null) {
            tell(EpisodeEvent.State.RESOLVED, resolution, time);
            state.episode = null;
        }
    }

    private void tell(EpisodeEvent.State what, EpisodeEvent.Resolution resolution, long time) {
        out.episode(state.episode.event(what, resolution, time));
    }
}
