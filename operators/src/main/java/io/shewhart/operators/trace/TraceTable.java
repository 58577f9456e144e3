/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Traces on the heap: found by id, woken in order of time, the memory that they take known.
 * Wake-ups come from a coarse grid, so a bucket for each of its times is a queue without a
 * comparison per trace. Not thread-safe.
 */
public final class TraceTable {
    /** Generations after which a trace is old. */
    public static final int OLD = 6;

    private static final int FIRST_SLOTS = 1 << 10;

    /**
     * A power of two, and more than there are times in use: those of what is to settle and of what
     * is to be forgotten minutes later.
     */
    private static final int RECENT = 1 << 10;

    /** As many as stay in a processor's cache until they are used. */
    private static final int AHEAD = 16;

    private HotTrace[] slots = new HotTrace[FIRST_SLOTS];
    private int size;
    private long bytes;
    private int generation;

    /**
     * By time; a trace that was given another time or is gone stays where it was, and is skipped.
     */
    private final TreeMap<Long, Bucket> buckets = new TreeMap<>();

    /** Buckets that were used lately, by their time: neighbours in a log are woken together. */
    private final Bucket[] recent = new Bucket[RECENT];

    private Bucket due = new Bucket(HotTrace.NEVER);
    private int nextDue;

    /** Of the due traces, the first whose content was not read ahead. */
    private int firstUnread;

    /** Made of what was read ahead, so that reading it is not left out as useless. */
    private int unusedSum;

    /** Traces that are woken together. */
    private static final class Bucket {
        private final long millis;
        private final List<HotTrace> traces = new ArrayList<>();

        private Bucket(long millis) {
            this.millis = millis;
        }

        /** A trace of this bucket that is to be woken still. */
        private boolean wakes(HotTrace trace) {
            return !trace.gone && trace.wakeMillis == millis;
        }
    }

    /** Traces held. */
    public int size() {
        return size;
    }

    /** Estimate of the memory that they take. */
    public long bytes() {
        return bytes;
    }

    /** The trace of an id; null when it is not here. */
    public HotTrace find(long high, long low) {
        HotTrace trace = slots[slot(high, low)];
        while (trace != null && (trace.low != low || trace.high != high)) {
            trace = trace.next;
        }
        return trace;
    }

    /** Takes in a trace whose id is not here yet. */
    public void add(HotTrace trace) {
        if (size >= slots.length) {
            grow();
        }
        int at = slot(trace.high, trace.low);
        trace.next = slots[at];
        slots[at] = trace;
        trace.generation = generation;
        size++;
        changed(trace);
    }

    /** Takes a trace out, which lets go of what it holds. */
    public void remove(HotTrace trace) {
        int at = slot(trace.high, trace.low);
        HotTrace before = null;
        for (HotTrace t = slots[at]; t != trace; t = t.next) {
            before = t;
        }
        if (before == null) {
            slots[at] = trace.next;
        } else {
            before.next = trace.next;
        }
        trace.gone = true;
        trace.keep(null, false, false);
        size--;
        bytes -= trace.counted;
    }

    /** To be called when a trace that is here was changed: takes account of its size. */
    public void changed(HotTrace trace) {
        int now = trace.bytes();
        bytes += now - trace.counted;
        trace.counted = now;
    }

    /** Forgets when a trace is to be woken. */
    public void unqueue(HotTrace trace) {
        trace.wakeMillis = HotTrace.NEVER;
    }

    /** Wakes a trace at a time, if that is before the time it has. */
    public void wakeBy(HotTrace trace, long millis) {
        if (millis < trace.wakeMillis) {
            trace.wakeMillis = millis;
            bucket(trace);
        }
    }

    /**
     * Takes the next trace out of the queue that is to be woken by a time; it stays in the table
     * and has no time from then on. Null: none.
     */
    public HotTrace pollDue(long millis) {
        while (true) {
            while (nextDue < due.traces.size()) {
                if (nextDue == firstUnread) {
                    readAhead();
                }
                HotTrace trace = due.traces.get(nextDue++);
                if (due.wakes(trace)) {
                    trace.wakeMillis = HotTrace.NEVER;
                    return trace;
                }
            }
            nextDue = 0;
            firstUnread = 0;
            if (buckets.isEmpty() || buckets.firstKey() > millis) {
                due = new Bucket(HotTrace.NEVER);
                return null;
            }
            due = take(buckets.pollFirstEntry().getValue());
        }
    }

    /**
     * The traces that are to be woken last of all; empty when the table is. They leave the queue
     * and stay in the table.
     */
    public List<HotTrace> pollLast() {
        while (!buckets.isEmpty()) {
            Bucket bucket = take(buckets.pollLastEntry().getValue());
            List<HotTrace> traces = new ArrayList<>();
            for (HotTrace trace : bucket.traces) {
                if (bucket.wakes(trace)) {
                    traces.add(trace);
                }
            }
            if (!traces.isEmpty()) {
                return traces;
            }
        }
        return List.of();
    }

    /** Visits all, in no particular order; they may be removed meanwhile. */
    public void forEach(Consumer<HotTrace> visitor) {
        for (int i = 0; i < slots.length; i++) {
            HotTrace trace = slots[i];
            while (trace != null) {
                HotTrace next = trace.next;
                visitor.accept(trace);
                trace = next;
            }
        }
    }

    /** Begins a new generation. */
    public void newGeneration() {
        generation++;
    }

    /** Whether at least {@link #OLD} generations began since a trace was added. */
    public boolean isOld(HotTrace trace) {
        return generation - trace.generation >= OLD;
    }

    private void bucket(HotTrace trace) {
        int place = place(trace.wakeMillis);
        Bucket bucket = recent[place];
        if (bucket == null || bucket.millis != trace.wakeMillis) {
            bucket = buckets.computeIfAbsent(trace.wakeMillis, Bucket::new);
            recent[place] = bucket;
        }
        bucket.traces.add(trace);
    }

    /**
     * What a trace holds came seconds ago and lies far from the processor. Reading a little of many
     * traces in a row waits for all of them at once, and not for each in turn.
     */
    private void readAhead() {
        int to = Math.min(due.traces.size(), nextDue + AHEAD);
        for (int i = nextDue; i < to; i++) {
            unusedSum += due.traces.get(i).readLittle();
        }
        firstUnread = to;
    }

    /** To be called with a bucket that was taken out: nothing more may be put into it. */
    private Bucket take(Bucket bucket) {
        int place = place(bucket.millis);
        if (recent[place] == bucket) {
            recent[place] = null;
        }
        return bucket;
    }

    private static int place(long millis) {
        return (int) ((millis * 0x9E3779B97F4A7C15L) >>> 32) & (RECENT - 1);
    }

    private void grow() {
        HotTrace[] before = slots;
        slots = new HotTrace[before.length * 2];
        for (HotTrace head : before) {
            HotTrace trace = head;
            while (trace != null) {
                HotTrace next = trace.next;
                int at = slot(trace.high, trace.low);
                trace.next = slots[at];
                slots[at] = trace;
                trace = next;
            }
        }
    }

    private int slot(long high, long low) {
        long mixed = (high * 31 + low) * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 32) & (slots.length - 1);
    }
}
