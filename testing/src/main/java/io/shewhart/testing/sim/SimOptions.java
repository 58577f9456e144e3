/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.sim;

import java.util.List;

/**
 * Everything a capture depends on; equal options give equal bytes.
 *
 * @param start of the first trace, nanoseconds since the Unix epoch
 * @param duration in which traces start, nanoseconds
 * @param rate traces per second, the mean over a whole day
 * @param rhythm how far the rate swings around its mean over a day, 0 to 1
 * @param canaryShare of the traces that the canary release gets, and of those the bad release gets
 * @param lateShare of the spans that come late
 * @param repeatedShare of the spans that come twice
 * @param incidents to stage, as far as the duration has room for them
 */
public record SimOptions(
        long seed,
        long start,
        long duration,
        double rate,
        double rhythm,
        double canaryShare,
        double lateShare,
        double repeatedShare,
        List<IncidentKind> incidents) {
    static final long SECOND = 1_000_000_000L;
    static final long MINUTE = 60 * SECOND;
    static final long HOUR = 60 * MINUTE;

    /** A Monday, 09:00 UTC: fixed, so that no capture depends on the clock. */
    public static final String DEFAULT_START = "2026-11-02T09:00:00Z";

    public SimOptions {
        incidents = List.copyOf(incidents);
        require(duration > 0, "the duration must be positive");
        require(rate > 0, "the rate must be positive");
        require(rhythm >= 0 && rhythm <= 1, "the rhythm must be between 0 and 1");
        require(canaryShare >= 0 && canaryShare <= 0.5, "the canary gets 0 to 0.5 of the traces");
        require(lateShare >= 0 && lateShare <= 1, "a share is between 0 and 1");
        require(repeatedShare >= 0 && repeatedShare <= 1, "a share is between 0 and 1");
    }

    long end() {
        return start + duration;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
