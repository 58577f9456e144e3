/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.trace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * Gathers the spans of one Kafka record by trace: every trace of the record becomes exactly one
 * {@link SpanGroup}, in the order in which the traces were first seen. Chunk spans become one entry
 * per trace and parent. Records given to {@link #add} may be reused by the caller at once.
 */
public final class SpanGroupBuilder {
    private static final class Slot {
        long high;
        long low;
        final SpanEncoder spans;
        final List<Fold> folds = new ArrayList<>();
        final SpanIdMap<Fold> foldOf = new SpanIdMap<>();

        Slot(NameBytes names) {
            spans = new SpanEncoder(names);
        }
    }

    private final NameBytes names = new NameBytes();

    private final SpanRecord entry = new SpanRecord();
    private final List<Slot> slots = new ArrayList<>();
    private int[] table = new int[256];
    private int used;

    /** Takes in a span of a trace. */
    public void add(long traceIdHigh, long traceIdLow, SpanRecord span) {
        Slot slot = slot(traceIdHigh, traceIdLow);
        if (!span.chunk) {
            slot.spans.add(span);
            return;
        }
        Fold fold = slot.foldOf.get(span.parentSpanId);
        if (fold == null) {
            fold = new Fold(span.parentSpanId);
            slot.foldOf.put(span.parentSpanId, fold);
            slot.folds.add(fold);
        }
        fold.merge(span);
    }

    /**
     * Hands out one group per trace and starts anew.
     *
     * @param admittedUnixNano see {@link SpanGroup#admittedUnixNano}
     */
    public void drain(
            long admittedUnixNano, String topic, int partition, Consumer<SpanGroup> consumer) {
        int groups = used;
        used = 0;
        if (groups > 0) {
            Arrays.fill(table, 0);
        }
        for (int i = 0; i < groups; i++) {
            Slot slot = slots.get(i);
            for (Fold fold : slot.folds) {
                fold.toRecord(entry);
                slot.spans.add(entry);
            }
            byte[] bytes = slot.spans.toByteArray();
            slot.spans.reset();
            slot.folds.clear();
            slot.foldOf.clear();
            consumer.accept(
                    new SpanGroup(slot.high, slot.low, admittedUnixNano, topic, partition, bytes));
        }
    }

    private Slot slot(long high, long low) {
        int mask = table.length - 1;
        int at = hash(high, low) & mask;
        while (table[at] != 0) {
            Slot slot = slots.get(table[at] - 1);
            if (slot.low == low && slot.high == high) {
                return slot;
            }
            at = (at + 1) & mask;
        }
        if (used * 2 >= table.length) {
            grow();
            return slot(high, low);
        }
        if (used == slots.size()) {
            slots.add(new Slot(names));
        }
        Slot slot = slots.get(used++);
        slot.high = high;
        slot.low = low;
        table[at] = used;
        return slot;
    }

    private void grow() {
        table = new int[table.length * 2];
        int mask = table.length - 1;
        for (int i = 0; i < used; i++) {
            int at = hash(slots.get(i).high, slots.get(i).low) & mask;
            while (table[at] != 0) {
                at = (at + 1) & mask;
            }
            table[at] = i + 1;
        }
    }

    private static int hash(long high, long low) {
        // Some generators leave one half zero or constant.
        long mixed = (high * 31 + low) * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 32);
    }
}
