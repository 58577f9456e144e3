/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.flow;

import io.shewhart.operators.trace.HotTrace;
import io.shewhart.operators.trace.SpanGroup;
import io.shewhart.operators.trace.TraceTable;

/**
 * Groups that came and are not with their traces yet. The trace of a group lies anywhere in memory;
 * searching for a few in a row waits for all of them at once, and not for each in turn. Holds at
 * most {@value #MOST} groups, and none behind {@value #ENOUGH_BYTES} bytes of spans; must be empty
 * before a watermark and a barrier pass, and at the end of input.
 */
final class ArrivedGroups {
    private static final int MOST = 16;

    /** What waits here is in no account of memory, so it must not be much. */
    private static final int ENOUGH_BYTES = 1 << 20;

    private final SpanGroup[] groups = new SpanGroup[MOST];
    private final HotTrace[] traces = new HotTrace[MOST];
    private int count;
    private long bytes;

    /** Takes a group; true when no more may wait. */
    boolean add(SpanGroup group) {
        groups[count++] = group;
        bytes += group.spans.length;
        return count == MOST || bytes >= ENOUGH_BYTES;
    }

    /** Searches for the trace of each. */
    void findTraces(TraceTable table) {
        for (int i = 0; i < count; i++) {
            traces[i] = table.find(groups[i].traceIdHigh, groups[i].traceIdLow);
        }
    }

    /** Groups held. */
    int count() {
        return count;
    }

    /** One of them, in the order in which they came. */
    SpanGroup group(int i) {
        return groups[i];
    }

    /** Where its trace was found; null: it was not there. */
    HotTrace trace(int i) {
        return traces[i];
    }

    /** Lets go of all. */
    void clear() {
        for (int i = 0; i < count; i++) {
            groups[i] = null;
            traces[i] = null;
        }
        count = 0;
        bytes = 0;
    }
}
