/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * Processes of their own: a Java virtual machine, a Kafka broker in one.
 *
 * <p>Belongs here: starting, watching and ending them. Does not belong here: what they are used
 * for.
 */
package io.shewhart.testing.cluster;
