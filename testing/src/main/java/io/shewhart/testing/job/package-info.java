/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * Measures the whole job: a seeded backlog on a broker, how fast the job works it off and where the
 * processors' time goes, and how long what was measured takes to a store.
 *
 * <p>Belongs here: load, clocks, and the check that what was measured was also right. Does not
 * belong here: measurements of one part alone, which stand beside that part's other tools.
 */
package io.shewhart.testing.job;
