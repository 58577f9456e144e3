/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.influx;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Keeps what a store refused in the store itself, as points of {@code llm_refused}: the line, why,
 * and how long it was. Those are text and two short tags, which a store takes that has no room for
 * a field of another type or a time beyond its retention.
 *
 * <p>At most {@link #MOST_AN_HOUR} an hour for each writer, so that a bucket that refuses
 * everything is not filled with the refused; all are counted. Their time is the wall clock's, with
 * nanoseconds made from the line, so that two of one millisecond do not overwrite each other.
 */
final class RefusedPoints {
    static final int MOST_AN_HOUR = 1_000;
    private static final int MOST_TEXT = 4_096;
    private static final long HOUR = 3_600_000;
    private static final int NANOS_PER_MILLI = 1_000_000;

    private final PointLines lines = new PointLines();
    private long hour = Long.MIN_VALUE;
    private int kept;

    /** The point that tells of a refused line, or null when there is none to write. */
    byte[] note(String measurement, String reason, byte[] line, StoreReply reply) {
        long now = System.currentTimeMillis();
        if (now / HOUR != hour) {
            hour = now / HOUR;
            kept = 0;
        }
        // A note that is refused in turn is not noted again.
        if (kept == MOST_AN_HOUR || measurement.equals(Measurement.LLM_REFUSED.label())) {
            return null;
        }
        kept++;
        long nanos = now * NANOS_PER_MILLI + Math.floorMod(Arrays.hashCode(line), NANOS_PER_MILLI);
        return lines.refused(measurement, reason, line, cut(reply.toString()), nanos);
    }

    /** Measurement of a line. */
    static String measurement(byte[] line) {
        int end = 0;
        while (end < line.length && line[end] != ',' && line[end] != ' ') {
            end++;
        }
        return new String(line, 0, end, StandardCharsets.UTF_8);
    }

    /** A line as text, cut to a length that every store takes. */
    static String text(byte[] line) {
        return cut(new String(line, StandardCharsets.UTF_8));
    }

    private static String cut(String text) {
        return text.length() <= MOST_TEXT ? text : text.substring(0, MOST_TEXT);
    }
}
