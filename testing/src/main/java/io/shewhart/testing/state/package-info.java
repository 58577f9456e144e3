/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * Measures the state of trace assembly: layouts beside each other under the same input, and the
 * sizes of what is kept.
 *
 * <p>Belongs here: layouts, also those that production does not use. Does not belong here: the
 * whole job ({@code job}).
 */
package io.shewhart.testing.state;
