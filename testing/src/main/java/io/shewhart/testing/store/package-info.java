/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * A time-series store in this process, and what is measured against it.
 *
 * <p>Belongs here: the embedded store that tests and the local stack use, and the benchmark of the
 * way into it. Does not belong here: what the job writes, which is in {@code operators.influx}.
 */
package io.shewhart.testing.store;
