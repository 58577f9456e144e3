/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */

/**
 * Trace assembly: from the spans of a record to model calls and trace summaries. Plain classes, no
 * Flink.
 *
 * <p><b>Guarantee.</b> The same log gives the same output, byte for byte. A deadline D sees exactly
 * the spans admitted before D that had ended by D; a span therefore becomes visible at v =
 * max(admitted + 1, event time), and everything downstream is a function of the spans in the order
 * of v. What becomes visible after its deadline is dealt with at the next tick, a multiple of
 * settle.
 *
 * <p><b>Way of a span.</b> {@link io.shewhart.operators.trace.SpanGroupBuilder} gathers the spans
 * of a record by trace; the groups wait until visible; {@code SpanIntake} removes duplicates and
 * applies the cap; {@code CallSettler} decides about candidates with {@code CallLayers}; {@code
 * SegmentSettler} emits, amends and forgets; {@code TraceSummarizer} and {@code CriticalPath} fill
 * the summary.
 *
 * <p><b>State format, version 1.</b> Version byte, segments, waiting groups. A segment: two bytes
 * of bits, reason, number and revision, its earliest event time as base (8 bytes), deadlines
 * relative to it, spans, folded body times, ids refused by the cap. A span: a byte of bits (kind,
 * error, late, parts present), a byte for stage and service, id (8 bytes), parent (0 root, 1 and 8
 * bytes when absent, else place + 2), end relative to the span before, duration, event time where
 * it differs from the end; flags, version and environment where needed. A candidate adds two bytes
 * of bits, its deadline while open, tokens, and either all its facts or, once nothing is open in
 * the trace, the hashes of what late layers are compared by. Numbers are varints, signed ones
 * zigzag; strings and hashes stand once, at their first use, and are referred to by number
 * afterwards.
 */
package io.shewhart.operators.trace;
