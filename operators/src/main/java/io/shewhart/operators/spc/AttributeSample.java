/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import java.util.Arrays;

/** Events and trials of subgroups that a ratio may be learned from. Mutable. */
final class AttributeSample implements Sample<AttributeSample> {

    private long[] events = new long[8];
    private long[] trials = new long[8];
    private int size;
    private long firstEnd;

    void add(long x, long n, long end) {
        if (size == 0) {
            firstEnd = end;
        }
        if (size == events.length) {
            events = Arrays.copyOf(events, size + size / 2);
            trials = Arrays.copyOf(trials, size + size / 2);
        }
        events[size] = x;
        trials[size] = n;
        size++;
    }

    @Override
    public void drop(int count) {
        events = Arrays.copyOfRange(events, count, Math.max(count + 8, size));
        trials = Arrays.copyOfRange(trials, count, Math.max(count + 8, size));
        size -= count;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public long firstEnd() {
        return firstEnd;
    }

    long events(int i) {
        return events[i];
    }

    long trials(int i) {
        return trials[i];
    }

    @Override
    public AttributeSample copy() {
        AttributeSample copy = new AttributeSample();
        copy.events = events.clone();
        copy.trials = trials.clone();
        copy.size = size;
        copy.firstEnd = firstEnd;
        return copy;
    }

    @Override
    public void write(StateWriter out) {
        out.number(size);
        for (int i = 0; i < size; i++) {
            out.number(events[i]);
            out.number(trials[i]);
        }
        out.number(firstEnd);
    }

    static AttributeSample read(StateReader in) {
        AttributeSample sample = new AttributeSample();
        sample.size = in.size();
        sample.events = new long[Math.max(8, sample.size)];
        sample.trials = new long[Math.max(8, sample.size)];
        for (int i = 0; i < sample.size; i++) {
            sample.events[i] = in.number();
            sample.trials[i] = in.number();
        }
        sample.firstEnd = in.number();
        return sample;
    }
}
