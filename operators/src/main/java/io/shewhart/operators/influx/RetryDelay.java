/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.influx;

import java.util.SplittableRandom;

/**
 * Waits between attempts: doubled with each failure up to a longest, of which a random half is
 * taken off, so that the writers of a job do not come back all at once. What the store asks for is
 * kept, up to {@link #LONGEST_ASKED}.
 */
final class RetryDelay {
    /** Longest wait that a store may ask for, in milliseconds. */
    static final long LONGEST_ASKED = 300_000;

    private static final int MOST_DOUBLINGS = 30;

    private final long min;
    private final long max;
    private final SplittableRandom random;
    private int failures;

    RetryDelay(long minMillis, long maxMillis, SplittableRandom random) {
        this.min = minMillis;
        this.max = maxMillis;
        this.random = random;
    }

    /** Wait after one more failure. */
    long next(StoreReply reply) {
        long doubled = min << Math.min(failures++, MOST_DOUBLINGS);
        long longest = Math.min(max, doubled);
        long wait = longest - random.nextLong(longest / 2 + 1);
        return Math.max(wait, Math.min(reply.retryAfterMillis(), LONGEST_ASKED));
    }

    /** Failures since the last success. */
    int failures() {
        return failures;
    }

    void success() {
        failures = 0;
    }
}
