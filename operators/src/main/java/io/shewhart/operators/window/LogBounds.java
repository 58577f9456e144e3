/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.window;

/**
 * First and last event time of a log, as far as they are known; nanoseconds since the Unix epoch. A
 * window that is not wholly inside was cut off by the log and is marked incomplete, and no zeros
 * are told about the time behind the last event.
 *
 * @param firstEventUnixNano first event time; {@link Long#MIN_VALUE} if unknown
 * @param lastEventUnixNano last event time; {@link Long#MAX_VALUE} for a log that goes on
 */
public record LogBounds(long firstEventUnixNano, long lastEventUnixNano) {
    /** Nothing is known: every window is complete. */
    public static final LogBounds NONE = new LogBounds(Long.MIN_VALUE, Long.MAX_VALUE);

    /** Checks the order. */
    public LogBounds {
        if (lastEventUnixNano < firstEventUnixNano) {
            throw new IllegalArgumentException(
                    "log ends at " + lastEventUnixNano + " before it starts");
        }
    }

    boolean contains(long windowStart, long windowEnd) {
        return windowStart >= firstEventUnixNano && windowEnd - 1 <= lastEventUnixNano;
    }

    boolean reaches(long windowStart) {
        return windowStart <= lastEventUnixNano;
    }
}
