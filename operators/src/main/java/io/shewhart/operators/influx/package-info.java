/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * Records as points of a time-series store, and their way into it: line protocol, the write API v2
 * of InfluxDB, what to do about each of its answers, and in which order.
 *
 * <p>Belongs here: plain classes that know measurements, bytes, HTTP and time. Does not belong
 * here: Flink (its sink and state are in {@code flow}), configuration keys (in jobs), any decision
 * about a window or a chart.
 *
 * <p>The measurements are an interface, described in schemas/README.md and listed in {@link
 * io.shewhart.operators.influx.Measurement}.
 */
package io.shewhart.operators.influx;
