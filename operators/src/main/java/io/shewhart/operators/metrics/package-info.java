/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * What the job tells about itself: the words for a metric, and the page that lists them all.
 *
 * <p>Belongs here: how a metric is named and described. Does not belong here: the metrics
 * themselves, which are constants beside what they measure ({@code TraceCounter}, {@code
 * WindowCounter} and others, all listed in {@code flow.JobMetrics}), and how they are registered
 * with Flink ({@code flow}).
 */
package io.shewhart.operators.metrics;
