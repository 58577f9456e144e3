/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */

/**
 * Windows: from model calls and traces to one aggregate per series, metric and window.
 *
 * <p>Promised: the same records give the same aggregates, byte for byte, whatever their order, the
 * cuts of pre-aggregation, the parallelism or the failures in between; every window is closed once
 * and never re-opened. Everything that is summed is a whole number, so no sum depends on order;
 * sketches are merged, percentiles never averaged. Plain classes: neither Flink nor Kafka.
 *
 * <p>The way: {@link io.shewhart.operators.window.LocalAggregator} (before the shuffle) makes
 * {@link io.shewhart.operators.window.PartialWindow}s, keyed by service; {@link
 * io.shewhart.operators.window.ServiceWindows} merges them in a {@link
 * io.shewhart.operators.window.WindowStore} and closes windows into {@link
 * io.shewhart.schemas.v1.WindowAggregate}s; {@link io.shewhart.operators.window.WindowSummaries}
 * reads those for the charts. A bundle holds all metrics of one label set, since they come and go
 * together.
 *
 * <h2>State formats</h2>
 *
 * <p>Numbers are varints (seven bits a byte, lowest first), signed ones zigzag; the first byte of
 * every piece is its version, 1, of a bundle 2. Other versions are refused, never guessed.
 *
 * <ul>
 *   <li>header (one per service): last closed end, next idle end, then per open window start,
 *       length, label sets kept apart, and the key (16 bytes) beyond which sets are merged, if any;
 *   <li>registry (one per service): per admitted label set, ascending by key: kind, labels, end of
 *       the newest window with traffic, its requests;
 *   <li>partial window (one per open window and label set; also the message of the shuffle): kind,
 *       labels, start, length, bundle;
 *   <li>labels: how many are present, then number (alphabetical: environment, model, operation,
 *       provider, service, vantage, version) and text of each;
 *   <li>bundle: kind, requests, errors, incomplete calls, calls with known output tokens, their
 *       sum; the table of exemplar ids (24 bytes each); then per metric with observations its
 *       number and distribution: smallest, largest minus smallest, four exact sums (length and
 *       two's complement, lowest byte first), bins (zeros, number of bins, index differences and
 *       counts), for latencies the slowest and the sampled exemplars (place in the table, quanta),
 *       for duration and ttft the moments with token counts: how many calls had them and, if any,
 *       the sums of ln(1 + input tokens), of ln(1 + output tokens) for duration or (ln(1 + input
 *       tokens) - 6)^2 for ttft, of ln(latency), and of their products two by two, upper triangle
 *       row by row, all in 2^-16; then per ratio with events its number and exemplars.
 * </ul>
 *
 * <p>Series and chart keys are the first 16 bytes of the SHA-256 of the canonical label pairs;
 * bundles are keyed the same way with their kind in the place of the metric.
 */
package io.shewhart.operators.window;
