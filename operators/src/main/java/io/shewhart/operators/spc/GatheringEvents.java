/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * The windows in which events have been gathering, of a ratio whose subgroups take many windows.
 * Mutable, owned by one fold.
 *
 * <p>They are those since the last zero of a CUSUM of events over windows, the likeliest beginning
 * of a burst (Reynolds and Stoumbos 1999, A CUSUM chart for monitoring a proportion when inspecting
 * continuously, Journal of Quality Technology 31). The sum says where to look; whether there are
 * too many events in these windows is judged by the law of that many trials.
 */
final class GatheringEvents {

    /** Reference value over the usual ratio, (m - 1) / ln m, the best for m = 5 times as many. */
    private static final double REFERENCE = 2.485;

    private double sum;
    private long start;
    private long events;
    private long trials;

    /** Adds a window of which so large a share of events is usual. */
    void add(AttributeCounts w, double usual) {
        long its = Math.min(w.events(), w.trials());
        sum += its - REFERENCE * usual * w.trials();
        if (!(sum > 0)) {
            clear();
            return;
        }
        if (events == 0) {
            start = w.start();
        }
        events += its;
        trials += w.trials();
    }

    /** Start of the first of the windows, nanoseconds since the Unix epoch; 0 if there are none. */
    long start() {
        return start;
    }

    long events() {
        return events;
    }

    long trials() {
        return trials;
    }

    void clear() {
        sum = 0;
        start = 0;
        events = 0;
        trials = 0;
    }

    GatheringEvents copy() {
        GatheringEvents copy = new GatheringEvents();
        copy.sum = sum;
        copy.start = start;
        copy.events = events;
        copy.trials = trials;
        return copy;
    }

    void write(StateWriter out) {
        out.number(events);
        if (events > 0) {
            out.number(trials);
            out.number(start);
            out.real(sum);
        }
    }

    void read(StateReader in) {
        events = in.number();
        if (events > 0) {
            trials = in.number();
            start = in.number();
            sum = in.real();
        }
    }
}
