/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * Faults of what the job runs on: processes, TaskManagers, JobManager, brokers, transactions,
 * store, checkpoints; and garbage in what it reads.
 *
 * <p>Belongs here: tests that disturb the whole job on a real broker and compare its whole output
 * with that of an undisturbed run over the same log. Does not belong here: faults of one operator
 * or sink alone, which are tested beside it.
 *
 * <p>A build runs a short version. testing/results/faults.md has the results of the long ones:
 *
 * <ul>
 *   <li>{@code -Dshewhart.faults.seeds=20}: kills at the random points of twenty seeds, from {@code
 *       -Dshewhart.faults.first-seed} on
 *   <li>{@code -Dshewhart.faults.outage-seconds=60}: the store is away for a minute
 *   <li>{@code -Dshewhart.faults.broker-outage-seconds=150}: the broker is away for so long
 *   <li>{@code -Dshewhart.faults.transactions=true}: transactions time out by themselves
 *   <li>{@code -Dshewhart.faults.garbage=1000000}: a trace of a million spans, a million models
 * </ul>
 */
package io.shewhart.testing.faults;
