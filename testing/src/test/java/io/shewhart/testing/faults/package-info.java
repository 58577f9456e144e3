/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * Faults of what the job runs on: TaskManagers, JobManager, brokers, store, checkpoints.
 *
 * <p>Belongs here: tests that disturb the whole job on a real broker and compare its whole output
 * with that of an undisturbed run over the same log. Does not belong here: faults of one operator
 * or sink alone, which are tested beside it.
 *
 * <p>A build runs a short version. {@code -Dshewhart.faults.seeds=20} kills TaskManagers at the
 * random points of twenty seeds; {@code -Dshewhart.faults.outage-seconds=60} keeps the store away
 * for a minute.
 */
package io.shewhart.testing.faults;
