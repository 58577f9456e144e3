/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * Finds a burst of events in windows that wait for company, so that it need not wait with them.
 * Mutable, owned by one fold.
 *
 * <p>The newest window is tried, and the windows in which events have been gathering; if there are
 * too many in them they become the subgroup, and what waited before them is ended. Windows may have
 * been gathering since before the last subgroup ended: that one was judged without those to come.
 */
final class BurstWatch {

    private final GatheringEvents gathering;

    BurstWatch() {
        this(new GatheringEvents());
    }

    private BurstWatch(GatheringEvents gathering) {
        this.gathering = gathering;
    }

    /** Tries a window before it is added to the subgroup. */
    void single(AttributeChart chart, Fold fold, AttributeCounts w, AttributeBaseline judge) {
        AttributeSubgroup subgroup = chart.subgroup;
        if (w.trials() == 0 || w.events() == 0) {
            return;
        }
        if (subgroup.trials() > 0 && w.events() > 1) {
            long n = judge == null ? w.trials() : subgroup.trials() + w.trials();
            AttributeReference by = chart.reference(fold, w, judge, n);
            if (by != null && bursts(chart, fold, by, w.events(), w.trials())) {
                chart.overtake(fold, w, by, w.start());
                return;
            }
        }
        if (gathering.events() == 0) {
            return;
        }
        long n = gathering.trials() + w.trials();
        AttributeReference by = chart.reference(fold, w, judge, n);
        if (by == null
                || by.law(n).z((double) gathering.events() + w.events())
                        <= by.certain(fold.context().limits, n)) {
            return;
        }
        if (subgroup.trials() > 0 && subgroup.start() < gathering.start()) {
            subgroup.subtract(gathering);
            chart.overtake(fold, w, by, gathering.start());
        }
        subgroup.take(gathering);
    }

    /** Remembers a window that was added to the subgroup. */
    void gather(AttributeChart chart, Fold fold, AttributeCounts w, AttributeReference by) {
        boolean alarms = by != null && chart.alarms(fold, by);
        if (alarms && by.p() * w.trials() < fold.config().minimumExpected()) {
            gathering.add(w, by.p());
        } else {
            gathering.clear();
        }
    }

    /** Whether so many events among trials lie above the limit on their own. */
    private static boolean bursts(
            AttributeChart chart, Fold fold, AttributeReference by, long events, long trials) {
        CountLaw law = by.law(trials);
        LimitSolver limits = fold.context().limits;
        double limit =
                law.mean() >= fold.config().minimumExpected()
                        ? by.limit(limits, chart.twoSided, trials)
                        : by.early(limits, chart.twoSided, trials);
        return law.z((double) events) > limit;
    }

    /** Forgets what has been gathering. */
    void clear() {
        gathering.clear();
    }

    BurstWatch copy() {
        return new BurstWatch(gathering.copy());
    }

    void write(StateWriter out) {
        gathering.write(out);
    }

    void read(StateReader in) {
        gathering.read(in);
    }
}
