/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * Measures the real chart engine: false episodes against the budget, windows to detection, time and
 * memory of a chart.
 *
 * <p>Belongs here: simulated and spliced series, the figures to hold results against, and the
 * programs that print them. Does not belong here: anything the engine itself needs.
 */
package io.shewhart.testing.spc;
