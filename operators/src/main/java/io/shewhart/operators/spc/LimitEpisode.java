/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import java.util.List;

/** The open episode of one fixed limit of a chart key. Mutable, owned by one fold. */
final class LimitEpisode {

    private static final int DIGITS = 32;

    /** Least distance of two updates, in windows. */
    private static final int UPDATE = 10;

    private String id;
    private int sequence;
    private String version;
    private long opened;
    private long since;
    private int direction;
    private double limit;
    private double value;
    private int breaches;
    private int windows;
    private int told;

    private LimitEpisode() {}

    static LimitEpisode open(String key, FixedLimit limit, LimitRun run, long end) {
        LimitEpisode e = new LimitEpisode();
        e.id = EngineContext.hash(DIGITS, "threshold " + limit.chart(), key, "", end);
        e.version = run.version;
        e.opened = end;
        e.since = run.since();
        return e;
    }

    /**
     * Adds a compared window.
     *
     * @return whether it is worth an update
     */
    boolean add(FixedLimit by, LimitRun run, double itsValue) {
        int side = by.beyond(itsValue);
        boolean turned = windows > 0 && side != 0 && side != direction;
        windows++;
        value = itsValue;
        if (side == 0) {
            return false;
        }
        breaches++;
        direction = side;
        limit = by.broken(side);
        version = version.equals(run.version) ? version : "";
        return turned || windows - told > UPDATE;
    }

    EpisodeEvent event(
            FixedLimit by,
            EpisodeEvent.State state,
            EpisodeEvent.Resolution resolution,
            long time) {
        told = windows;
        return new EpisodeEvent(
                id,
                sequence++,
                EpisodeEvent.Kind.THRESHOLD,
                state,
                resolution,
                version,
                opened,
                time,
                since,
                direction,
                by.chart(),
                List.of(by.chart()),
                by.statistic().quantity(),
                limit,
                value,
                value - limit,
                Double.NaN,
                value,
                by.lower(),
                by.upper(),
                0,
                0,
                "",
                breaches,
                windows,
                Double.NaN,
                null);
    }

    LimitEpisode copy() {
        StateWriter out = new StateWriter();
        write(out);
        return read(new StateReader(out.toBytes()));
    }

    void write(StateWriter out) {
        out.text(id);
        out.number(sequence);
        out.text(version);
        out.number(opened);
        out.number(since);
        out.number(direction);
        out.real(limit);
        out.real(value);
        out.number(breaches);
        out.number(windows);
        out.number(told);
    }

    static LimitEpisode read(StateReader in) {
        LimitEpisode e = new LimitEpisode();
        e.id = in.text();
        e.sequence = in.integer();
        e.version = in.text();
        e.opened = in.number();
        e.since = in.number();
        e.direction = in.integer();
        e.limit = in.real();
        e.value = in.real();
        e.breaches = in.integer();
        e.windows = in.integer();
        e.told = in.integer();
        return e;
    }
}
