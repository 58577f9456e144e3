/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * A Kafka broker in this process, for tests and for the local stack.
 *
 * <p>Belongs here: starting and stopping it, topics, writing and reading records. Does not belong
 * here: the job.
 */
package io.shewhart.testing.kafka;
