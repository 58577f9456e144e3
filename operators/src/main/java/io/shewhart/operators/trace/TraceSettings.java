/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.trace;

import java.io.Serializable;

/**
 * The times and bounds of trace assembly. Whoever reads the configuration has checked them: all
 * positive.
 *
 * @param settle how long after its end a root or a call is waited for companions, nanoseconds; also
 *     the spacing of the ticks at which late spans are dealt with
 * @param idleTimeout after how long without a new span a trace without a root settles, nanoseconds
 * @param maxDuration after how long a segment without a root is cut, nanoseconds
 * @param retention how long a settled trace can be amended, nanoseconds
 * @param maxSpans spans kept per segment of a trace; also bounds its folded entries
 */
public record TraceSettings(
        long settle, long idleTimeout, long maxDuration, long retention, int maxSpans)
        implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final long SECOND = 1_000_000_000L;

    /** 10 s, 5 min, 1 h, 10 min, 10,000 spans. */
    public static TraceSettings defaults() {
        return new TraceSettings(10 * SECOND, 300 * SECOND, 3600 * SECOND, 600 * SECOND, 10_000);
    }

    /**
     * How many bytes of spans may wait for one trace before it is looked at whether they are too
     * many; some five times what its cap of plain spans takes.
     */
    public long waitingBytes() {
        return Math.max(1 << 20, 256L * maxSpans);
    }

    /** The first tick after a time; ticks are the multiples of settle. */
    long tickAfter(long time) {
        return saturatingMultiple(Math.floorDiv(time, settle) + 1, settle);
    }

    /**
     * When to wake for a deadline: a little later, so that the deadlines of a trace share a
     * wake-up. What is computed does not depend on it. Never more than half a second, which is less
     * than windows wait beyond settle.
     */
    long wakeFor(long deadline) {
        long grid = Math.max(1, Math.min(settle / 20, SECOND / 2));
        return ceiling(deadline, grid);
    }

    /** When to wake for a deadline that no window waits for. */
    long wakeLazilyFor(long deadline) {
        return ceiling(deadline, settle);
    }

    /** Sum that stays at the end of the range instead of wrapping. */
    static long plus(long time, long duration) {
        long sum = time + duration;
        if (((time ^ sum) & (duration ^ sum)) < 0) {
            return time < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        return sum;
    }

    private static long ceiling(long time, long grid) {
        return time == Long.MAX_VALUE
                ? time
                : saturatingMultiple(-Math.floorDiv(-time, grid), grid);
    }

    private static long saturatingMultiple(long count, long unit) {
        return count > Long.MAX_VALUE / unit ? Long.MAX_VALUE : count * unit;
    }
}
