/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * Finds a burst of events in windows that wait for company, so that it need not wait with them.
 * Mutable, owned by one fold.
 *
 * <p>The newest window is tried, and the windows in which events have been gathering; if there are
 * too many in them they become the subgroup, and what waited before them is ended. Windows may have
 * been gathering since before the last subgroup ended: that one was judged without those to come.
 *
 * <p>Whether a burst is over need not wait either: at its ratio the events that a subgroup must
 * expect come among far fewer trials.
 */
final class BurstWatch {

    private final GatheringEvents gathering;

    /** Events and trials of the subgroups above the limit since the one that began the episode. */
    private long events;

    private long trials;

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
        AttributeSubgroup newest = gathering.windows();
        if (newest.events() == 0) {
            return;
        }
        long n = newest.trials() + w.trials();
        AttributeReference by = chart.reference(fold, w, judge, n);
        if (by == null
                || by.law(n).z((double) newest.events() + w.events())
                        <= by.certain(fold.context().limits, n)) {
            return;
        }
        if (subgroup.trials() > 0 && subgroup.start() < newest.start()) {
            subgroup.subtract(newest);
            chart.overtake(fold, w, by, newest.start());
        }
        subgroup.take(newest);
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

    /** Takes a subgroup that was judged, and whether it lies above the limit. */
    void judged(Fold fold, AttributeSubgroup subgroup, boolean above) {
        if (!fold.frozen()) {
            // no episode has begun before this subgroup
            events = 0;
            trials = 0;
        }
        if (above) {
            events += subgroup.events();
            trials += subgroup.trials();
            gathering.clear();
        }
    }

    /** Whether a subgroup is large enough to tell that the burst of an open episode is over. */
    boolean tells(Fold fold, AttributeSubgroup subgroup) {
        double ratio = trials == 0 ? 0 : (double) events / trials;
        return fold.frozen() && ratio * subgroup.trials() >= fold.config().minimumExpected();
    }

    /** Forgets all. */
    void clear() {
        gathering.clear();
        events = 0;
        trials = 0;
    }

    BurstWatch copy() {
        BurstWatch copy = new BurstWatch(gathering.copy());
        copy.events = events;
        copy.trials = trials;
        return copy;
    }

    void write(StateWriter out) {
        gathering.write(out);
        out.number(events);
        out.number(trials);
    }

    void read(StateReader in) {
        gathering.read(in);
        events = in.number();
        trials = in.number();
    }
}
