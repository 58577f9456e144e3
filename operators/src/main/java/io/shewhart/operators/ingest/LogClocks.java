/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.ingest;

import java.util.HashMap;
import java.util.Map;

/**
 * What Kafka timestamps say about event times: which of them are believed, and how far each log is.
 * Never throws; one per decoder, not thread-safe.
 *
 * <p>A log's clock follows believable event times only: ends beyond the clamp, or longer before the
 * Kafka timestamp than {@link RecordDecoder.Options#behindNanos()}, tell about a broken clock, not
 * about how far the log is. A record without any, such as one that cannot be read, moves no clock
 * either, unless the log has had nothing else for {@link RecordDecoder.Options#quietNanos()}, by
 * its Kafka timestamps: then it moves the clock to its Kafka timestamp less that time. So a
 * partition of nothing but garbage does not hold back the others for ever, and garbage beside good
 * spans makes none of them late, however late they are themselves. Clocks that start in the middle
 * of a log wait that time anew.
 *
 * <p>Kafka timestamps are milliseconds, negative where there is none; event times are nanoseconds,
 * both since the Unix epoch.
 */
final class LogClocks {
    /**
     * No event time is later, whatever a producer's clock says (some write nanoseconds where Kafka
     * wants milliseconds): the year 2116, so that no deadline or window end can overflow.
     */
    private static final long LAST_UNIX_NANO = Long.MAX_VALUE / 2;

    private static final long NANOS_PER_MILLI = 1_000_000L;

    /** How far Kafka timestamps may lie ahead; what brokers allow by default. */
    private static final long FUTURE_MILLIS = 3_600_000;

    private final RecordDecoder.Options options;

    /**
     * By log: Kafka timestamp of the newest record with a believable event time, in one element.
     */
    private final Map<String, long[]> believed = new HashMap<>();

    LogClocks(RecordDecoder.Options options) {
        this.options = options;
    }

    /** The latest event time that is believed, and that later ones are clamped to. */
    long latest(long timestampMillis) {
        if (timestampMillis < 0) {
            // Kafka's way to say that there is none: nothing to clamp to.
            return LAST_UNIX_NANO;
        }
        long millis = Math.min(timestampMillis, LAST_UNIX_NANO / NANOS_PER_MILLI);
        return Math.min(millis * NANOS_PER_MILLI + options.clampNanos(), LAST_UNIX_NANO);
    }

    /** The earliest event time that is believed. */
    long earliest(long timestampMillis) {
        return before(timestampMillis, options.behindNanos());
    }

    /**
     * How far a log is as of its next record; {@link Long#MIN_VALUE} when that tells nothing.
     *
     * @param maxEventUnixNano highest event time of the record that is believed, {@link
     *     Long#MIN_VALUE} when there is none
     */
    long clock(String log, long timestampMillis, long maxEventUnixNano) {
        long[] newest = believed.computeIfAbsent(log, first -> new long[] {timestampMillis});
        newest[0] = Math.min(newest[0], System.currentTimeMillis());
        if (maxEventUnixNano != Long.MIN_VALUE) {
            newest[0] = Math.max(newest[0], timestampMillis);
            return maxEventUnixNano;
        }
        return timestampMillis - newest[0] < options.quietNanos() / NANOS_PER_MILLI
                ? Long.MIN_VALUE
                : quiet(timestampMillis);
    }

    /**
     * What a record without a believable event time says about the clock. Nothing, if its own
     * timestamp lies in the future: no clock may follow that.
     */
    private long quiet(long timestampMillis) {
        return timestampMillis > System.currentTimeMillis() + FUTURE_MILLIS
                ? Long.MIN_VALUE
                : before(timestampMillis, options.quietNanos());
    }

    /** A time before a Kafka timestamp; the beginning of time where there is none. */
    private static long before(long timestampMillis, long nanos) {
        return timestampMillis < 0 || timestampMillis > LAST_UNIX_NANO / NANOS_PER_MILLI
                ? Long.MIN_VALUE
                : timestampMillis * NANOS_PER_MILLI - nanos;
    }
}
