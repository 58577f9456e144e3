/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * Kafka brokers in this process: one for tests, one for the local stack.
 *
 * <p>Belongs here: starting and stopping them, topics, writing and reading records. Does not belong
 * here: the job.
 */
package io.shewhart.testing.kafka;
