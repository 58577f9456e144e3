/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.ingest;

/**
 * Decides whether one log (topic and partition) is silent: known to be read to its end for as long
 * as the rule wants.
 *
 * <p>Guarantee: silence is concluded from answers of the broker alone. A log that lags has records
 * left; a broker that does not answer leaves nothing known; both start the wait anew. Times are
 * milliseconds of the wall clock.
 *
 * <p>{@link #read} and {@link #answered} belong to the reading thread; {@link #next} may be asked
 * by another.
 */
public final class LogSilence {
    /** Offset of a log that starts wherever its first record is. */
    public static final long UNKNOWN = -1;

    private static final long NOT_QUIET = Long.MAX_VALUE;

    private final long silenceMillis;
    private volatile long next;
    private long quietSince = NOT_QUIET;

    /**
     * @param silenceMillis how long a log must have been read to its end
     * @param next offset of the first record to read, or {@link #UNKNOWN}
     */
    public LogSilence(long silenceMillis, long next) {
        this.silenceMillis = silenceMillis;
        this.next = next;
    }

    /** What a broker said about a log. */
    public enum Answer {
        /** Nothing is left to read. */
        READ_TO_END,
        /** There are records to read. */
        RECORDS_LEFT,
        /** Nobody knows: no broker answered. */
        UNKNOWN
    }

    /** Offset of the next record to read, {@link #UNKNOWN} before the first of some logs. */
    public long next() {
        return next;
    }

    /** A record was read. */
    public void read(long offset) {
        next = offset + 1;
        quietSince = NOT_QUIET;
    }

    /**
     * Takes an answer; true when the log was silent at the time of the question.
     *
     * @param askedNext {@link #next} as it was when the broker was asked
     * @param askedAtMillis when it was asked: what came since is not in the answer
     * @param answeredAtMillis when it answered: until then there may have been an outage
     */
    public boolean answered(
            long askedNext, long askedAtMillis, long answeredAtMillis, Answer answer) {
        if (askedNext != next) {
            return false;
        }
        if (answer != Answer.READ_TO_END) {
            quietSince = NOT_QUIET;
            return false;
        }
        quietSince = Math.min(quietSince, answeredAtMillis);
        return askedAtMillis - quietSince >= silenceMillis;
    }
}
