/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * Comparison of two arms, such as a canary and its control: tests that stay valid however often one
 * looks, tests for samples of a fixed size, and adjustment of p-values for their number.
 *
 * <p>Here belong the statistics of a single comparison and of a family of them. Who is compared
 * with whom, when, and what follows from it does not belong here.
 */
package io.shewhart.operators.spc.sequential;
