/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/** Counts that are merged until they are a subgroup. Mutable, owned by one fold. */
final class AttributeSubgroup {

    private long start;
    private long events;
    private long trials;

    void add(AttributeCounts w) {
        if (start == 0) {
            start = w.start();
        }
        events += Math.min(w.events(), w.trials());
        trials += w.trials();
    }

    /** Takes out its newest windows. */
    void subtract(AttributeSubgroup newest) {
        events -= newest.events;
        trials -= newest.trials;
    }

    /** Becomes the windows of another. */
    void take(AttributeSubgroup other) {
        start = other.start;
        events = other.events;
        trials = other.trials;
    }

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
        start = 0;
        events = 0;
        trials = 0;
    }

    AttributeSubgroup copy() {
        AttributeSubgroup copy = new AttributeSubgroup();
        copy.start = start;
        copy.events = events;
        copy.trials = trials;
        return copy;
    }

    void write(StateWriter out) {
        out.number(start);
        out.number(events);
        out.number(trials);
    }

    void read(StateReader in) {
        start = in.number();
        events = in.number();
        trials = in.number();
    }
}
