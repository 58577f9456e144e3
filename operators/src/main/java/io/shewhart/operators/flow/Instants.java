/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.flow;

/** Between nanoseconds of the domain and milliseconds of Flink's timers and watermarks. */
public final class Instants {
    private static final long NANOS_PER_MILLI = 1_000_000L;

    private Instants() {}

    /** The nanosecond a watermark stands for; the last watermark stands for the end of time. */
    public static long ofWatermark(long watermarkMillis) {
        if (watermarkMillis >= Long.MAX_VALUE / NANOS_PER_MILLI) {
            return Long.MAX_VALUE;
        }
        if (watermarkMillis <= Long.MIN_VALUE / NANOS_PER_MILLI) {
            return Long.MIN_VALUE;
        }
        return watermarkMillis * NANOS_PER_MILLI;
    }

    /** First millisecond that is not before a deadline. */
    public static long millisAtOrAfter(long nanos) {
        return -Math.floorDiv(-nanos, NANOS_PER_MILLI);
    }
}
