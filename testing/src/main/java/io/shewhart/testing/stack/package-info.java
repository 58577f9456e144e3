/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * The local stack: broker, store, job, OTLP receiver, page and simulated traffic in one process,
 * for {@code deploy/local/start}.
 *
 * <p>Belongs here: what is started in which order and stopped in the opposite one, where things
 * lie, what the terminal says, staged incidents and the alerts that answer them. Does not belong
 * here: any of the parts, each of which has a package of its own.
 */
package io.shewhart.testing.stack;
