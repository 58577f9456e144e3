/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.window;

/** What windows count besides the aggregates they write; every number is independent of order. */
public enum WindowCounter {
    /** Calls that entered a window. */
    CALLS,
    /** Calls that came too late for their window (Inference.late). */
    CALLS_LATE,
    /** Records whose role is not inference, or later revisions of one. */
    CALLS_NOT_COUNTED,
    /** Calls whose token counts are suspect and entered no token metric. */
    TOKENS_SUSPECT,
    /** Calls whose token counts are estimated and entered no token metric. */
    TOKENS_ESTIMATED,
    /** Calls whose time to first token is suspect or implausible and entered no metric. */
    TTFT_SUSPECT,
    /** Successful, complete calls without a duration. */
    NO_DURATION,
    /** Values that are negative or too large to be true: more than 2^53 quanta (104 days in ns). */
    VALUE_IMPLAUSIBLE,
    /** Traces that entered a window. */
    TRACES,
    /** Traces whose root came too late. */
    TRACES_LATE,
    /** First revisions of traces without a root. */
    TRACES_ROOTLESS,
    /** Later revisions of traces. */
    TRACES_AMENDED,
    /** Windows closed, gaps without traffic included. */
    WINDOWS_CLOSED,
    /** Window aggregates of zero requests. */
    ZERO_WINDOWS,
    /** Label sets admitted. */
    SERIES_ADMITTED,
    /** Label sets whose admission ended after series-ttl without traffic. */
    SERIES_EXPIRED,
    /** Label sets of one window that were merged into other at its close. */
    SERIES_OVERFLOWED,
    /** Windows of a service with more label sets than are kept apart until the close. */
    WINDOWS_FLOODED,
    /** Calls and traces in merged series. */
    REQUESTS_OVERFLOWED,
    /** Calls and traces for a window that had been closed. */
    REQUESTS_REFUSED
}
