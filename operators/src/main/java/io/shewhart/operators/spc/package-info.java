/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */

/**
 * Statistical process control: control charts, baselines, limits and episodes as a pure fold over
 * windows.
 *
 * <p>Here belong the statistics and nothing else: window summaries come in, chart points and
 * episode events go out, and everything that is remembered is in {@link
 * io.shewhart.operators.spc.KeyState}. Flink, Kafka, protobuf, clocks, threads and labels do not
 * belong here.
 */
package io.shewhart.operators.spc;
