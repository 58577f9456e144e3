/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.window;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * The requests that stand for a window: the {@link #SHOWN} slowest, and a sample of {@link #SAMPLE}
 * chosen by the smallest hash of their ids, from which the typical ones are taken at the close.
 * Both are functions of the set of requests alone: order and grouping of adds and merges leave no
 * trace. Mutable, not thread-safe.
 */
final class Exemplars {
    /** Requests shown of each sort. */
    static final int SHOWN = 3;

    /** Requests kept to choose typical ones from. */
    static final int SAMPLE = 8;

    /** A request and its value in quanta. */
    record Entry(CallId call, long quanta) {}

    private static final Comparator<Entry> BY_CALL = Exemplars::byCall;
    private static final Comparator<Entry> BY_VALUE = Exemplars::byValue;

    private final List<Entry> slowest = new ArrayList<>(SHOWN);
    private final List<Entry> sample = new ArrayList<>(SHOWN);

    /** No smaller value can be among the slowest. */
    private long leastSlow;

    /** No larger hash, unsigned, can be in the sample. */
    private long largestHash = -1;

    void add(CallId call, long quanta) {
        // Looked at before an entry is made: of many requests nearly all stop here.
        boolean slow = quanta >= leastSlow;
        boolean sampled = Long.compareUnsigned(call.hash(), largestHash) <= 0;
        if (slow || sampled) {
            Entry entry = new Entry(call, quanta);
            if (slow) {
                insert(slowest, entry, BY_VALUE, SHOWN);
            }
            if (sampled) {
                insert(sample, entry, BY_CALL, SAMPLE);
            }
            bound();
        }
    }

    private void bound() {
        if (slowest.size() == SHOWN) {
            leastSlow = slowest.get(SHOWN - 1).quanta;
        }
        if (sample.size() == SAMPLE) {
            largestHash = sample.get(SAMPLE - 1).call.hash();
        }
    }

    // By hand: chains of comparators were a thirtieth of the whole job's work.

    private static int byCall(Entry a, Entry b) {
        int order = a.call.compareTo(b.call);
        return order != 0 ? order : Long.compare(a.quanta, b.quanta);
    }

    private static int byValue(Entry a, Entry b) {
        int order = Long.compare(b.quanta, a.quanta);
        return order != 0 ? order : a.call.compareTo(b.call);
    }

    private static void insert(List<Entry> list, Entry entry, Comparator<Entry> order, int limit) {
        int at = list.size();
        while (at > 0 && order.compare(entry, list.get(at - 1)) < 0) {
            at--;
        }
        if (at < limit) {
            list.add(at, entry);
            if (list.size() > limit) {
                list.remove(limit);
            }
        }
    }

    void merge(Exemplars other) {
        other.slowest.forEach(entry -> insert(slowest, entry, BY_VALUE, SHOWN));
        other.sample.forEach(entry -> insert(sample, entry, BY_CALL, SAMPLE));
        bound();
    }

    /** The slowest, largest value first. */
    List<Entry> slowest() {
        return List.copyOf(slowest);
    }

    /** Those of the sample that lie nearest to the median, smallest value first. */
    List<Entry> typical(double medianQuanta) {
        Comparator<Entry> nearest =
                Comparator.comparingDouble(entry -> Math.abs(entry.quanta - medianQuanta));
        return sample.stream()
                .sorted(nearest.thenComparing(BY_CALL))
                .limit(SHOWN)
                .sorted(BY_VALUE.reversed())
                .toList();
    }

    void collect(Collection<CallId> calls) {
        slowest.forEach(entry -> calls.add(entry.call));
        sample.forEach(entry -> calls.add(entry.call));
    }

    void encode(ByteWriter out, CallId.Table calls) {
        encode(slowest, out, calls);
        encode(sample, out, calls);
    }

    private static void encode(List<Entry> list, ByteWriter out, CallId.Table calls) {
        out.writeByte(list.size());
        for (Entry entry : list) {
            out.writeVarint(calls.indexOf(entry.call));
            out.writeVarint(entry.quanta);
        }
    }

    /** Adds encoded exemplars. */
    void mergeEncoded(ByteReader in, CallId.Table calls) {
        for (int i = in.readByte(); i > 0; i--) {
            insert(slowest, entry(in, calls), BY_VALUE, SHOWN);
        }
        for (int i = in.readByte(); i > 0; i--) {
            insert(sample, entry(in, calls), BY_CALL, SAMPLE);
        }
        bound();
    }

    private static Entry entry(ByteReader in, CallId.Table calls) {
        return new Entry(calls.get(in.readVarint()), in.readVarint());
    }
}
