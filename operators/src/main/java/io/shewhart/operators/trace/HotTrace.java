/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.trace;

import java.util.ArrayList;
import java.util.List;

/**
 * What is held of one trace on the heap: its encoded {@link TraceState} as of the last wake-up, and
 * the groups that came since. Nothing is decoded until it is woken, so that a waiting trace costs
 * its bytes and little more.
 */
public final class HotTrace {
    /** Never to be woken. */
    public static final long NEVER = Long.MAX_VALUE;

    /** A trace's own objects and its places in {@link TraceTable}. */
    static final int OBJECT_BYTES = 160;

    private static final int GROUP_BYTES = 80;

    /** Trace id, big-endian. */
    public final long high;

    public final long low;

    /** Key group of the trace id; of no meaning here. */
    public final int keyGroup;

    private byte[] kept;
    private List<SpanGroup> pending = List.of();
    private boolean settled;
    private boolean expires;
    private boolean elsewhere;
    private int bytes = OBJECT_BYTES;

    long wakeMillis = NEVER;
    int generation;
    int counted;
    boolean gone;
    HotTrace next;

    /** One without content. */
    public HotTrace(long high, long low, int keyGroup) {
        this.high = high;
        this.low = low;
        this.keyGroup = keyGroup;
    }

    /** The encoded state; null: there is none here. */
    public byte[] kept() {
        return kept;
    }

    /** Groups that came since the last wake-up, in the order of their arrival. */
    public List<SpanGroup> pending() {
        return pending;
    }

    /** Whether the kept state is settled. */
    public boolean settled() {
        return settled;
    }

    /** Whether the only thing left to do with the kept state is to forget it at the wake-up. */
    public boolean expires() {
        return expires && pending.isEmpty();
    }

    /** Whether there may be more of the trace in another place. */
    public boolean elsewhere() {
        return elsewhere;
    }

    /** Whether it was taken out of the table. */
    public boolean isGone() {
        return gone;
    }

    /** When it is to be woken, milliseconds of the watermark. */
    public long wakeMillis() {
        return wakeMillis;
    }

    /** Adds a group. */
    public void add(SpanGroup group) {
        if (pending.isEmpty()) {
            pending = new ArrayList<>(4);
        }
        pending.add(group);
        bytes += GROUP_BYTES + group.spans.length;
    }

    /** Replaces what is kept, which takes the pending groups in. */
    public void keep(byte[] encoded, boolean isSettled, boolean onlyExpires) {
        kept = encoded;
        settled = isSettled;
        expires = onlyExpires;
        pending = List.of();
        bytes = OBJECT_BYTES + (encoded == null ? 0 : encoded.length);
    }

    /** Replaces the pending groups. */
    public void await(List<SpanGroup> groups) {
        pending = List.of();
        bytes = OBJECT_BYTES + (kept == null ? 0 : kept.length);
        groups.forEach(this::add);
    }

    /** Says that there may be more of it in another place. */
    public void setElsewhere(boolean value) {
        elsewhere = value;
    }

    /** Estimate of the memory it takes. */
    int bytes() {
        return bytes;
    }

    /** Reads a byte of all that it holds, and tells something that depends on them. */
    int readLittle() {
        int sum = kept == null || kept.length == 0 ? 0 : kept[0];
        for (int i = 0; i < pending.size(); i++) {
            byte[] spans = pending.get(i).spans;
            sum += spans.length == 0 ? 0 : spans[0];
        }
        return sum;
    }
}
