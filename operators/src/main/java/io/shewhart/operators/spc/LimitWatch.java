/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import java.util.ArrayList;
import java.util.List;

/** One fixed limit of a chart key over all its versions. Mutable, owned by one fold. */
final class LimitWatch {

    private static final int MOST_VERSIONS = 8;

    /** A version without windows for this long cannot keep an episode open. */
    private static final long SILENCE = 30 * 60_000_000_000L;

    final String chart;
    private final List<LimitRun> runs = new ArrayList<>();
    private LimitEpisode episode;

    LimitWatch(String chart) {
        this.chart = chart;
    }

    boolean open() {
        return episode != null;
    }

    /** Compares a complete window of one version. */
    void add(String key, FixedLimit limit, WindowSummary w, EngineOutput out) {
        long end = w.endUnixNano();
        LimitRun run = run(w.version(), end);
        run.lastEnd = end;
        double value = limit.statistic().of(w);
        boolean enough = w.count() >= limit.minimumCount() && Double.isFinite(value);
        if (enough) {
            run.add(limit, limit.beyond(value), w.startUnixNano());
        }
        runs.removeIf(other -> end - other.lastEnd >= SILENCE);
        boolean breach = breach();
        boolean opens = breach && episode == null;
        point(limit, run, w, enough ? value : Double.NaN, opens || episode != null, out);
        if (opens) {
            episode = LimitEpisode.open(key, limit, run, end);
        }
        boolean update = enough && episode != null && episode.add(limit, run, value);
        if (opens) {
            tell(limit, EpisodeEvent.State.OPENED, EpisodeEvent.Resolution.NONE, end, out);
        } else if (episode != null && !breach) {
            resolve(limit, EpisodeEvent.Resolution.RECOVERED, end, out);
        } else if (update) {
            tell(limit, EpisodeEvent.State.UPDATED, EpisodeEvent.Resolution.NONE, end, out);
        }
    }

    /** Ends the episode if there is one. */
    void resolve(FixedLimit limit, EpisodeEvent.Resolution why, long time, EngineOutput out) {
        if (episode != null) {
            tell(limit, EpisodeEvent.State.RESOLVED, why, time, out);
            episode = null;
        }
    }

    private void tell(
            FixedLimit limit,
            EpisodeEvent.State state,
            EpisodeEvent.Resolution why,
            long time,
            EngineOutput out) {
        out.episode(episode.event(limit, state, why, time));
    }

    private boolean breach() {
        for (LimitRun run : runs) {
            if (run.breach()) {
                return true;
            }
        }
        return false;
    }

    private LimitRun run(String version, long end) {
        LimitRun oldest = null;
        for (LimitRun run : runs) {
            if (run.version.equals(version)) {
                return run;
            }
            oldest = oldest == null || run.lastEnd < oldest.lastEnd ? run : oldest;
        }
        if (runs.size() >= MOST_VERSIONS) {
            runs.remove(oldest);
        }
        LimitRun run = new LimitRun(version);
        run.lastEnd = end;
        runs.add(run);
        return run;
    }

    private static void point(
            FixedLimit limit,
            LimitRun run,
            WindowSummary w,
            double value,
            boolean open,
            EngineOutput out) {
        int side = Double.isNaN(value) ? 0 : limit.beyond(value);
        boolean signal = side != 0 && run.breach();
        String remark = side != 0 && !signal ? "unconfirmed" : null;
        if (Double.isNaN(value)) {
            remark = w.count() > 0 ? "not_enough_data" : "no_data";
        }
        out.point(
                new Point(
                        limit.chart(),
                        w.version(),
                        w.startUnixNano(),
                        w.endUnixNano(),
                        open ? Phase.SIGNALLING : Phase.WATCHING,
                        0,
                        0,
                        w.count(),
                        value,
                        Double.NaN,
                        Double.isInfinite(limit.lower()) ? Double.NaN : limit.lower(),
                        Double.isInfinite(limit.upper()) ? Double.NaN : limit.upper(),
                        Double.NaN,
                        Double.NaN,
                        signal,
                        signal ? side : 0,
                        0,
                        "",
                        null,
                        remark,
                        null));
    }

    LimitWatch copy() {
        LimitWatch copy = new LimitWatch(chart);
        for (LimitRun run : runs) {
            copy.runs.add(run.copy());
        }
        copy.episode = episode == null ? null : episode.copy();
        return copy;
    }

    void write(StateWriter out) {
        out.text(chart);
        out.number(runs.size());
        for (LimitRun run : runs) {
            run.write(out);
        }
        out.bool(episode != null);
        if (episode != null) {
            episode.write(out);
        }
    }

    static LimitWatch read(StateReader in) {
        LimitWatch watch = new LimitWatch(in.text());
        int size = in.size();
        for (int i = 0; i < size; i++) {
            watch.runs.add(LimitRun.read(in));
        }
        watch.episode = in.bool() ? LimitEpisode.read(in) : null;
        return watch;
    }
}
