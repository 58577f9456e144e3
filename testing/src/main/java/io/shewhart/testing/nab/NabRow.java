/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.nab;

/**
 * What a detection at a row is worth, before a profile weighs it.
 *
 * @param window index of the window that the row is in, -1 outside of windows
 * @param value in a window the share of a perfect detection, at most 1; outside from -1, far from
 *     any window, to 0, just behind one
 */
record NabRow(int window, double value) {}
