/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.window;

/**
 * Settings of the windows; lengths in nanoseconds.
 *
 * @param windowNanos length of a window; windows are aligned to the Unix epoch
 * @param latenessNanos time from a window's end to its close
 * @param seriesTtlNanos admission ends after this long without traffic
 * @param seriesCap label sets admitted per service, those of calls, traces and stages together
 * @param candidateLimit label sets of a service kept apart in one open window; of more, those with
 *     the smallest keys are
 * @param bounds where the log starts and ends
 */
public record WindowConfig(
        long windowNanos,
        long latenessNanos,
        long seriesTtlNanos,
        int seriesCap,
        int candidateLimit,
        LogBounds bounds) {
    private static final long SECOND = 1_000_000_000L;
    private static final long DAY = 24 * 3600 * SECOND;

    /** Checks every setting. */
    public WindowConfig {
        require(windowNanos > 0, "windowNanos", windowNanos, "> 0");
        require(latenessNanos >= 0, "latenessNanos", latenessNanos, ">= 0");
        require(seriesTtlNanos >= windowNanos, "seriesTtlNanos", seriesTtlNanos, ">= window");
        require(seriesCap > 0, "seriesCap", seriesCap, "> 0");
        require(candidateLimit >= seriesCap, "candidateLimit", candidateLimit, ">= seriesCap");
    }

    /** Windows of a minute, closed 11 s after their end; 500 series a service, kept for 7 days. */
    public static WindowConfig defaults() {
        return new WindowConfig(60 * SECOND, 11 * SECOND, 7 * DAY, 500, 4096, LogBounds.NONE);
    }

    /** The same with another window length and lateness. */
    public WindowConfig withWindow(long window, long lateness) {
        return new WindowConfig(
                window, lateness, seriesTtlNanos, seriesCap, candidateLimit, bounds);
    }

    /** The same with other limits on series. */
    public WindowConfig withSeries(long ttl, int cap, int candidates) {
        return new WindowConfig(windowNanos, latenessNanos, ttl, cap, candidates, bounds);
    }

    /** The same for a log whose bounds are known. */
    public WindowConfig withBounds(LogBounds known) {
        return new WindowConfig(
                windowNanos, latenessNanos, seriesTtlNanos, seriesCap, candidateLimit, known);
    }

    /** Start of the window that holds a time. */
    long windowStart(long unixNano) {
        return Math.floorDiv(unixNano, windowNanos) * windowNanos;
    }

    /** End of the first window that starts at or after a time. */
    long nextWindowEnd(long unixNano) {
        return windowStart(unixNano + windowNanos - 1) + windowNanos;
    }

    private static void require(boolean holds, String key, long value, String allowed) {
        if (!holds) {
            throw new IllegalArgumentException(key + " = " + value + ", allowed: " + allowed);
        }
    }
}
