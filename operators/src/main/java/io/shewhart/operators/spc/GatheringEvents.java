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
    private AttributeSubgroup windows = new AttributeSubgroup();

    /** Adds a window of which so large a share of events is usual. */
    void add(AttributeCounts w, double usual) {
        sum += Math.min(w.events(), w.trials()) - REFERENCE * usual * w.trials();
        if (sum > 0) {
            windows.add(w);
        } else {
            clear();
        }
    }

    /** The windows together; without events if there are none. */
    AttributeSubgroup windows() {
        return windows;
    }

    void clear() {
        sum = 0;
        windows.clear();
    }

    GatheringEvents copy() {
        GatheringEvents copy = new GatheringEvents();
        copy.sum = sum;
        copy.windows = windows.copy();
        return copy;
    }

    void write(StateWriter out) {
        out.real(sum);
        windows.write(out);
    }

    void read(StateReader in) {
        sum = in.real();
        windows.read(in);
    }
}
