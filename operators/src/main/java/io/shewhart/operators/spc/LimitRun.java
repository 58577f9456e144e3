/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/** Windows of one version against one fixed limit. Mutable, owned by one fold. */
final class LimitRun {

    final String version;
    long lastEnd;

    /** Start of the first of the windows in a row beyond the limit. */
    private long since;

    private int direction;
    private int beyond;
    private int quiet;
    private boolean breach;

    LimitRun(String version) {
        this.version = version;
    }

    /** Whether it keeps the episode open. */
    boolean breach() {
        return breach;
    }

    /** Start of the newest run of windows beyond the limit. */
    long since() {
        return since;
    }

    /** Adds a window that lies beyond the limit in a direction, 0 for within. */
    void add(FixedLimit limit, int side, long start) {
        if (side == 0) {
            beyond = 0;
            quiet = Math.min(FixedLimit.MOST_WINDOWS, quiet + 1);
            breach = breach && quiet < limit.closesAfter();
            return;
        }
        quiet = 0;
        if (beyond == 0 || side != direction) {
            since = start;
            beyond = 0;
        }
        direction = side;
        beyond = Math.min(FixedLimit.MOST_WINDOWS, beyond + 1);
        breach = breach || beyond >= limit.opensAfter();
    }

    LimitRun copy() {
        LimitRun copy = new LimitRun(version);
        copy.lastEnd = lastEnd;
        copy.since = since;
        copy.direction = direction;
        copy.beyond = beyond;
        copy.quiet = quiet;
        copy.breach = breach;
        return copy;
    }

    void write(StateWriter out) {
        out.text(version);
        out.number(lastEnd);
        out.number(since);
        out.number(direction);
        out.number(beyond);
        out.number(quiet);
        out.bool(breach);
    }

    static LimitRun read(StateReader in) {
        LimitRun run = new LimitRun(in.text());
        run.lastEnd = in.number();
        run.since = in.number();
        run.direction = in.integer();
        run.beyond = in.integer();
        run.quiet = in.integer();
        run.breach = in.bool();
        return run;
    }
}
