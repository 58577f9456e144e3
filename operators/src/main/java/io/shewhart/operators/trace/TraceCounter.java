/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.trace;

/** What trace assembly counts. */
public enum TraceCounter {
    /** Spans taken into a trace. */
    SPANS,
    /** Chunk spans folded into their parent. */
    CHUNKS_FOLDED,
    /** Chunk spans too late for a trace that is gone; they are no spans of their own to report. */
    CHUNKS_TOO_LATE,
    /** Spans seen again within the horizon. */
    DUPLICATE_SPANS,
    /** Candidates that turned out to be wrappers of other candidates. */
    WRAPPERS,
    /** Candidates merged into another layer's record. */
    MERGED_LAYERS,
    /** Summaries emitted again. */
    AMENDMENTS,
    /** Segments cut by max-duration. */
    SEGMENTS_CUT,
    /** Traces settled without a root. */
    ROOTLESS
}
