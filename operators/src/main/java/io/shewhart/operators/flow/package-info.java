/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * Flink operators and serializers: thin shells around the plain classes of the other packages.
 *
 * <p>Belongs here: state, timers, watermarks, side outputs and counters. Does not belong here: any
 * decision about a span, a window or a chart.
 *
 * <p>State in savepoints, by operator uid:
 *
 * <ul>
 *   <li>{@code admission}: union list {@code maxima} of (log name, highest clamped event time in
 *       ns); union list {@code watermarks}, one for each subtask, in ms.
 *   <li>{@code assembly}, key: trace id. List {@code pending} of span groups ({@link
 *       io.shewhart.operators.flow.SpanGroupSerializer}); value {@code trace}, bytes of {@code
 *       TraceState}; raw keyed state with the traces on the heap ({@code HotTraceCodec}).
 *   <li>{@code windows}, key: service. See {@link io.shewhart.operators.flow.WindowOperator}.
 *   <li>{@code charts}, key: hash of metric and labels without version. See {@link
 *       io.shewhart.operators.flow.ChartOperator}.
 *   <li>{@code quality-windows}: see {@link io.shewhart.operators.flow.QualityWindowOperator}.
 *   <li>{@code sink-influx-*}: lines that the store has not answered for ({@code
 *       LineStateSerializer}).
 * </ul>
 */
package io.shewhart.operators.flow;
