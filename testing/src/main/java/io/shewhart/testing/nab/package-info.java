/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */

/**
 * The Numenta Anomaly Benchmark: its scoring rule, its files, and a run of the control charts over
 * them.
 *
 * <p>Here belongs what judges a detector on labelled series. What detects does not: the charts are
 * those of {@link io.shewhart.operators.spc}, called as the job calls them.
 */
package io.shewhart.testing.nab;
