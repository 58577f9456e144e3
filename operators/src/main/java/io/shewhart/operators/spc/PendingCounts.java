/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * Requests of a window that is not closed yet, over all versions. Counts are judged on that sum, so
 * a window is complete only when another one begins or somebody says so. Mutable, owned by one
 * fold.
 */
final class PendingCounts {

    private long start;
    private long end;
    private long requests;
    private boolean complete = true;

    void add(WindowSummary w) {
        start = w.startUnixNano();
        end = w.endUnixNano();
        requests += w.events();
        complete &= w.complete();
    }

    /** Takes the sum if its window ends by a time, null if there is none. */
    WindowSummary take(long until) {
        if (end == 0 || end > until) {
            return null;
        }
        double none = Double.NaN;
        WindowSummary sum =
                new WindowSummary(
                        "", start, end, complete, requests, requests, requests, none, none, 0, none,
                        none, null);
        start = 0;
        end = 0;
        requests = 0;
        complete = true;
        return sum;
    }

    PendingCounts copy() {
        PendingCounts copy = new PendingCounts();
        copy.start = start;
        copy.end = end;
        copy.requests = requests;
        copy.complete = complete;
        return copy;
    }

    void write(StateWriter out) {
        out.number(start);
        out.number(end);
        out.number(requests);
        out.bool(complete);
    }

    static PendingCounts read(StateReader in) {
        PendingCounts pending = new PendingCounts();
        pending.start = in.number();
        pending.end = in.number();
        pending.requests = in.number();
        pending.complete = in.bool();
        return pending;
    }
}
