/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * The launcher behind {@code testing/run} and what its programs share. Programs live in packages of
 * their own; {@link io.shewhart.testing.Launcher} names them in one line each.
 */
package io.shewhart.testing;
