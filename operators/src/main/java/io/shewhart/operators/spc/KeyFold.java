/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * One fold over a copy of a chart key's state: versions, their charts, and the episode they share.
 */
final class KeyFold {

    private static final int FINGERPRINT_DIGITS = 16;

    private final EngineContext context;
    private final String key;
    private final EngineOutput out;
    private final KeyState state;

    KeyFold(EngineContext context, String key, KeyState given, EngineOutput out) {
        this.context = context;
        this.key = Objects.requireNonNull(key, "chartKeyHex");
        this.out = Objects.requireNonNull(out, "out");
        String fingerprint = fingerprint(context);
        boolean usable =
                given != null
                        && given.kind == context.kind
                        && given.fingerprint.equals(fingerprint);
        this.state = usable ? given.copy() : new KeyState(context.kind, fingerprint);
    }

    KeyState result() {
        return state;
    }

    void window(WindowSummary w) {
        if (context.kind == MetricKind.COUNT) {
            collect(w);
            return;
        }
        VersionState version = version(w);
        if (!w.complete()) {
            incomplete(w.version(), w.startUnixNano(), w.endUnixNano(), w.count());
            return;
        }
        if (w.count() > 0) {
            version.lastTraffic = w.endUnixNano();
        }
        List<Judgement> judgements = new ArrayList<>(4);
        boolean frozen = state.episode != null && version.signalling != 0;
        VersionState reference = state.incumbent >= 0 ? state.versions.get(state.incumbent) : null;
        switch (context.kind) {
            case LATENCY, VALUE -> {
                LocationBaseline judge = version.location.baseline();
                if (judge == null && reference != null) {
                    judge = reference.location.baseline();
                }
                version.location.fold(context, key, version.name, w, judge, frozen, judgements);
                if (version.exceedance != null) {
                    ExceedanceChart.Reference tail =
                            reference == null ? null : reference.exceedance.reference();
                    version.exceedance.fold(
                            context, key, version.name, w, tail, frozen, judgements);
                }
            }
            case RATIO -> {
                AttributeBaseline judge = version.ratio.baseline();
                if (judge == null && reference != null) {
                    judge = reference.ratio.baseline();
                }
                version.ratio.fold(
                        context,
                        key,
                        version.name,
                        new AttributeChart.Counts(
                                w.startUnixNano(),
                                w.endUnixNano(),
                                w.events(),
                                w.count(),
                                ChartName.LANEY_P.text()),
                        judge,
                        context.config.phaseOneSubgroups(),
                        frozen,
                        judgements);
            }
            case COUNT ->
                    throw new IllegalStateException("counts are folded when their window closes");
        }
        conclude(version, judgements, w.endUnixNano());
        succession(version, w.endUnixNano());
        silence(w.endUnixNano());
    }

    /**
     * Counts are judged on the sum over versions, so a window is complete only when another one
     * begins.
     */
    private void collect(WindowSummary w) {
        close(w.endUnixNano() - 1);
        if (state.pendingEnd == 0) {
            state.pendingEnd = w.endUnixNano();
            state.pendingStart = w.startUnixNano();
        }
        state.pendingRequests += w.events();
        state.pendingComplete &= w.complete();
    }

    void close(long endUnixNano) {
        if (state.pendingEnd == 0 || state.pendingEnd > endUnixNano) {
            return;
        }
        long start = state.pendingStart;
        long end = state.pendingEnd;
        long requests = state.pendingRequests;
        boolean complete = state.pendingComplete;
        state.pendingEnd = 0;
        state.pendingStart = 0;
        state.pendingRequests = 0;
        state.pendingComplete = true;
        if (!complete) {
            incomplete("", start, end, requests);
            return;
        }
        if (state.versions.isEmpty()) {
            state.versions.add(new VersionState("", context.kind));
        }
        VersionState all = state.versions.get(0);
        List<Judgement> judgements = new ArrayList<>(1);
        all.count.fold(context, start, end, requests, state.episode != null, judgements);
        conclude(all, judgements, end);
    }

    void expire(long time) {
        close(Long.MAX_VALUE);
        if (state.episode != null) {
            resolve(EpisodeEvent.Resolution.NO_DATA, time);
        }
    }

    private void incomplete(String version, long start, long end, long n) {
        String chart =
                switch (context.kind) {
                    case LATENCY, VALUE -> ChartName.I_PRIME.text();
                    case RATIO -> ChartName.LANEY_P.text();
                    case COUNT -> ChartName.ADAPTIVE_I.text();
                };
        Judgement j =
                new Judgement(
                        context.kind == MetricKind.RATIO ? ChartName.LANEY_P : ChartName.I_PRIME,
                        chart);
        j.start = start;
        j.end = end;
        j.n = n;
        j.target = context.config.phaseOneSubgroups();
        j.learning = true;
        j.remark = "incomplete";
        out.point(j.point(version, state.episode != null));
    }

    private VersionState version(WindowSummary w) {
        for (VersionState version : state.versions) {
            if (version.name.equals(w.version())) {
                return version;
            }
        }
        if (state.versions.size() > context.config.otherVersions()) {
            evict(w.endUnixNano());
        }
        VersionState version = new VersionState(w.version(), context.kind);
        version.lastTraffic = w.endUnixNano();
        state.versions.add(version);
        return version;
    }

    /** Drops the version that was seen longest ago; the incumbent stays unless it is alone. */
    private void evict(long end) {
        int oldest = -1;
        for (int i = 0; i < state.versions.size(); i++) {
            boolean candidate = i != state.incumbent || state.versions.size() == 1;
            if (candidate
                    && (oldest < 0
                            || state.versions.get(i).lastTraffic
                                    < state.versions.get(oldest).lastTraffic)) {
                oldest = i;
            }
        }
        state.versions.remove(oldest);
        state.evicted++;
        if (oldest == state.incumbent) {
            state.incumbent = -1;
        } else if (oldest < state.incumbent) {
            state.incumbent--;
        }
        if (state.episode != null && quiet()) {
            resolve(EpisodeEvent.Resolution.NO_DATA, end);
        }
    }

    private void conclude(VersionState version, List<Judgement> judgements, long end) {
        boolean took = version.signalling != 0;
        version.decide(judgements, context.limits.confirms(), context.config.quietSubgroups());
        boolean opens = state.episode == null && version.signalling != 0;
        for (Judgement j : judgements) {
            out.point(j.point(version.name, state.episode != null || opens));
        }
        if (!took && version.signalling != 0) {
            version.opened(end);
        }
        if (opens) {
            state.episode = Episode.open(key, version.name, opener(judgements));
            state.episode.add(version.name, judgements, context.config.updateSubgroups());
            out.episode(
                    state.episode.event(
                            EpisodeEvent.State.OPENED, EpisodeEvent.Resolution.NONE, end));
            return;
        }
        if (state.episode == null || !(took || version.signalling != 0)) {
            return;
        }
        boolean update =
                state.episode.add(version.name, judgements, context.config.updateSubgroups());
        if (version.signalling == 0) {
            version.recovered(end);
            if (quiet()) {
                resolve(EpisodeEvent.Resolution.RECOVERED, end);
            }
        } else if (version.newLevel(context, key, end)) {
            boolean ended = version.count != null && version.count.silent();
            if (quiet()) {
                resolve(
                        ended ? EpisodeEvent.Resolution.NO_DATA : EpisodeEvent.Resolution.NEW_LEVEL,
                        end);
            }
        } else if (update) {
            out.episode(
                    state.episode.event(
                            EpisodeEvent.State.UPDATED, EpisodeEvent.Resolution.NONE, end));
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

    private boolean quiet() {
        for (VersionState version : state.versions) {
            if (version.signalling != 0) {
                return false;
            }
        }
        return true;
    }

    private void resolve(EpisodeEvent.Resolution resolution, long time) {
        out.episode(state.episode.event(EpisodeEvent.State.RESOLVED, resolution, time));
        state.episode = null;
    }

    /**
     * The first version through phase I is incumbent; another one follows when the incumbent has no
     * traffic.
     */
    private void succession(VersionState version, long end) {
        int index = state.versions.indexOf(version);
        if (!version.learned() || index == state.incumbent) {
            return;
        }
        boolean vacant = state.incumbent < 0;
        if (vacant
                || end - state.versions.get(state.incumbent).lastTraffic
                        >= context.config.takeoverNanos()) {
            state.incumbent = index;
        }
    }

    /** A version whose traffic ended cannot keep an episode open. */
    private void silence(long end) {
        if (state.episode == null) {
            return;
        }
        boolean ended = false;
        for (VersionState version : state.versions) {
            if (version.signalling != 0
                    && end - version.lastTraffic >= context.config.takeoverNanos()) {
                version.recovered(end);
                ended = true;
            }
        }
        if (ended && quiet()) {
            resolve(EpisodeEvent.Resolution.NO_DATA, end);
        }
    }

    private static String fingerprint(EngineContext context) {
        EngineConfig config = context.config;
        return EngineContext.hash(
                FINGERPRINT_DIGITS,
                "fingerprint",
                context.kind.name(),
                "window " + config.windowNanos() + " lambda " + config.lambda(),
                1);
    }
}
