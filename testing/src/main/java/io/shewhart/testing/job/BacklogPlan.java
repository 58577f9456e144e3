/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.job;

/**
 * What a backlog is made of; the same plan gives the same bytes.
 *
 * @param seed of everything that is drawn
 * @param traces how many, of 10 spans and 2 model calls each
 * @param chunks spans a trace has besides, one for every part of a streamed answer
 * @param minutes of event time between the first trace and the last
 * @param services applications, each with its series
 * @param partitions of the topic
 * @param recordSpans spans after which a process exports; five seconds after the first at the
 *     latest
 */
public record BacklogPlan(
        long seed,
        long traces,
        int chunks,
        int minutes,
        int services,
        int partitions,
        int recordSpans) {

    /** Spans of a trace without chunks. */
    public static final int TRACE_SPANS = 10;

    static final int TRACE_CALLS = 2;

    public long spans() {
        return traces * (TRACE_SPANS + chunks);
    }

    public long calls() {
        return traces * TRACE_CALLS;
    }
}
