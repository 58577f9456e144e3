/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import java.util.ArrayList;
import java.util.Objects;

/**
 * One fold over a copy of a chart key's state: its versions ({@link KeyVersions}), their charts
 * ({@link VersionCharts}) and the episode they share ({@link KeyEpisode}).
 */
final class KeyFold {

    private static final int CHARTS = 5;

    private final EngineContext context;
    private final String key;
    private final EngineOutput out;
    private final KeyState state;
    private final KeyVersions versions;
    private final KeyEpisode episode;

    KeyFold(EngineContext context, String key, KeyState given, EngineOutput out) {
        this.context = context;
        this.key = Objects.requireNonNull(key, "chartKeyHex");
        this.out = Objects.requireNonNull(out, "out");
        boolean usable =
                given != null
                        && given.kind == context.kind
                        && given.fingerprint.equals(context.fingerprint);
        this.state = usable ? given.copy() : new KeyState(context.kind, context.fingerprint);
        this.versions = new KeyVersions(context.config, state);
        this.episode = new KeyEpisode(context, key, state, out);
    }

    KeyState result() {
        return state;
    }

    void window(WindowSummary w) {
        if (context.kind == MetricKind.COUNT) {
            close(w.endUnixNano() - 1);
            state.pending.add(w);
            return;
        }
        long end = w.endUnixNano();
        VersionState version = versions.of(w);
        episode.endIfQuiet(EpisodeEvent.Resolution.NO_DATA, end);
        if (!w.complete()) {
            incomplete(version, w);
            return;
        }
        if (w.count() > 0) {
            version.traffic(end);
        }
        fold(version, w);
        versions.succession(version, end);
        episode.silence(end);
    }

    /** Judges the counts of a window that ends by a time, over all versions. */
    void close(long endUnixNano) {
        WindowSummary sum = state.pending.take(endUnixNano);
        if (sum == null) {
            return;
        }
        VersionState all = versions.all();
        if (sum.complete()) {
            fold(all, sum);
        } else {
            incomplete(all, sum);
        }
    }

    void expire(long time) {
        close(Long.MAX_VALUE);
        episode.resolve(EpisodeEvent.Resolution.NO_DATA, time);
    }

    private void fold(VersionState version, WindowSummary w) {
        Fold fold =
                new Fold(
                        context,
                        key,
                        version.name,
                        episode.holds(version),
                        new ArrayList<>(CHARTS));
        version.charts.fold(fold, w, versions.incumbent());
        version.fold(fold);
        episode.conclude(version, fold, w.endUnixNano());
        if (fold.judged()) {
            for (VersionState other : state.versions) {
                if (other != version) {
                    other.missed();
                }
            }
        }
    }

    private void incomplete(VersionState version, WindowSummary w) {
        ChartName chart = version.charts.main();
        Judgement j = new Judgement(chart, chart.text());
        j.start = w.startUnixNano();
        j.end = w.endUnixNano();
        j.n = w.count();
        j.target = context.config.phaseOneSubgroups();
        j.learning = true;
        j.remark = "incomplete";
        out.point(j.point(version.name, state.episode != null));
    }
}
