/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * The job over recorded Kafka records: a bounded source over captures, files as sinks, a summary.
 *
 * <p>Belongs here: what only a replay needs. Does not belong here: the topology, which is the
 * production job's own.
 */
package io.shewhart.jobs.replay;
